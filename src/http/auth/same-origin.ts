import type { Context, Next } from "hono";
import { problem } from "../respond/problems.ts";

/**
 * Browsers also send Basic credentials with other sites' forms, so writes must come from our own pages: `Sec-Fetch-Site` says
 * so, or `Origin` in browsers without that header. A client that sends neither isn't a browser.
 */
export async function sameOrigin<E extends { Bindings: { env: { origin: string } } }>(
  c: Context<E>,
  next: Next,
): Promise<Response | undefined> {
  if (c.req.method === "GET" || c.req.method === "HEAD") return void (await next());
  const site = c.req.header("Sec-Fetch-Site");
  const origin = c.req.header("Origin");
  const isOurs =
    site === undefined
      ? origin === undefined || origin === new URL(c.req.url).origin
      : site === "same-origin" || site === "none";
  return isOurs ? void (await next()) : problem(c, "forbidden", { detail: "This form was sent from another site." });
}
