import type { Context } from "hono";
import type { DeskEnv } from "../context.ts";
import { problem } from "../respond/problems.ts";
import { asGuard } from "./audience.ts";
import { identify } from "./identify.ts";

/** Lets only the desk through to the API: a named token as Bearer, or who came through Cloudflare Access. Basic is for pages. */
export const guardDeskApi = asGuard<DeskEnv>((c, next) => {
  const isBasic = /^Basic /i.test(c.req.header("Authorization") ?? "");
  const error = c.req.header("Authorization") === undefined ? "" : ', error="invalid_token"';
  return letIn(c, next, !isBasic, `Bearer realm="desk"${error}`);
});

/** Lets only the desk through to its pages: a browser asks for a desk token as a password, unless Cloudflare Access has said who it is. */
export const guardDeskPages = asGuard<DeskEnv>((c, next) =>
  letIn(c, next, true, 'Basic realm="Desk: your token as password", charset="UTF-8"'),
);

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
