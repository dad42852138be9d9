import type { MiddlewareHandler } from "hono";
import { problem } from "../respond/problems.ts";
import type { DoorEnv } from "./authenticate.ts";

/**
 * Browsers send Basic credentials along with forms of other sites, too, so what changes something must come from our own
 * pages: `Sec-Fetch-Site` says so, or `Origin` where a browser doesn't know that header. Who sends neither is no browser.
 */
export const sameOrigin: MiddlewareHandler<DoorEnv> = async (c, next) => {
  if (c.req.method === "GET" || c.req.method === "HEAD") return next();
  const site = c.req.header("Sec-Fetch-Site");
  const origin = c.req.header("Origin");
  const isOurs =
    site === undefined
      ? origin === undefined || origin === new URL(c.req.url).origin
      : site === "same-origin" || site === "none";
  return isOurs ? next() : problem(c, "forbidden", { detail: "This form was sent from another site." });
};
