import type { MiddlewareHandler } from "hono";
import { cors } from "hono/cors";
import { CACHE } from "../../model/policy.ts";
import { ANY_ORIGIN } from "./headers.ts";

const allowAny = cors({
  origin: "*",
  allowMethods: ["GET", "HEAD"],
  // A page that was told an ETag may ask with it.
  allowHeaders: ["Authorization", "If-None-Match", "If-Modified-Since"],
  exposeHeaders: Object.values(ANY_ORIGIN).slice(1),
  maxAge: CACHE.preflightSeconds,
});

/** Browsers ask before a page of another origin reads with headers of its own (Fetch, "CORS-preflight request"). */
export const answerPreflight: MiddlewareHandler = (c, next) =>
  c.req.method === "OPTIONS" && c.req.header("Access-Control-Request-Method") ? allowAny(c, next) : next();
