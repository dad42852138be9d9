import type { MiddlewareHandler } from "hono";
import { cors } from "hono/cors";
import { CACHE } from "../../model/policy.ts";
import { ANY_ORIGIN } from "./headers.ts";

const allowAny = cors({
  origin: "*",
  allowMethods: ["GET", "HEAD"],
  // Exposes the ETag, so that a page can send it back.
  allowHeaders: ["Authorization", "If-None-Match", "If-Modified-Since"],
  exposeHeaders: Object.values(ANY_ORIGIN).slice(1),
  maxAge: CACHE.preflightSeconds,
});

/** Browsers send a preflight before a page of another origin reads with custom headers (Fetch, "CORS-preflight request"). */
export const answerPreflight: MiddlewareHandler = (c, next) =>
  c.req.method === "OPTIONS" && c.req.header("Access-Control-Request-Method") ? allowAny(c, next) : next();
