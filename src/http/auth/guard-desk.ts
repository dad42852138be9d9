import type { Context } from "hono";
import type { DeskEnv } from "../context.ts";
import { problem } from "../respond/problems.ts";
import { asGuard } from "./audience.ts";
import { identify } from "./identify.ts";
import { sessionOf } from "./session.ts";

/** Lets only the desk through to the API, by a named token as Bearer or by Cloudflare Access. Basic is for pages. */
export const guardDeskApi = asGuard<DeskEnv>((c, next) => {
  const isBasic = /^Basic /i.test(c.req.header("Authorization") ?? "");
  const error = c.req.header("Authorization") === undefined ? "" : ', error="invalid_token"';
  return letIn(c, next, !isBasic, `Bearer realm="desk"${error}`);
});

/**
 * Lets only the desk through to its pages: by a sign-in link, by Cloudflare Access, or by a desk token, which a browser asks
 * for as a password.
 */
export const guardDeskPages = asGuard<DeskEnv>(async (c, next) => {
  const session = await sessionOf(c);
  if (session?.person.role !== "desk")
    return letIn(c, next, true, 'Basic realm="Desk: your token as password", charset="UTF-8"');
  c.set("staff", session.person.email);
  c.set("person", { ...session.person, session: session.id });
  return next();
});

async function letIn(
  c: Context<DeskEnv>,
  next: () => Promise<void>,
  isAccepted: boolean,
  challenge: string,
): Promise<Response | undefined> {
  const { env, fetch, clock } = c.env;
  const staff = isAccepted ? await identify(c.req.raw.headers, { env, fetch, now: clock() }) : undefined;
  if (staff === undefined) return problem(c, "unauthorized", { headers: { "WWW-Authenticate": challenge } });
  c.set("staff", staff);
  await next();
  return undefined;
}
