import type { MiddlewareHandler } from "hono";
import type { Fetch } from "../../commands/outbound.ts";
import type { Env } from "../../env.ts";
import type { Access } from "../../model/access.ts";
import { problem } from "../respond/problems.ts";
import { identify } from "./identify.ts";

/** What the door stands on: the environment, the time in milliseconds, chance, the way out, and the wire behind it. */
export type Door = {
  env: Env;
  clock: () => number;
  random: (bytes: number) => Uint8Array;
  fetch: Fetch;
  wire: Wire;
};

/** What every handler at the door has, whatever else. */
export type AtDoor = { Bindings: Door };

export type DoorEnv = { Bindings: Door; Variables: { by: string } };

/** The cached entrypoint, as the door knows it. */
export type Wire = {
  read: (request: Request, access: Access) => Promise<Response>;
  purge: (tags: string[]) => Promise<void>;
};

/** Lets only the desk through: a named token as Bearer, or who came through Cloudflare Access. Basic is for pages. */
export const desk: MiddlewareHandler<DoorEnv> = async (c, next) => {
  const { env, fetch, clock } = c.env;
  const isBasic = /^Basic /i.test(c.req.header("Authorization") ?? "");
  const name = isBasic ? undefined : await identify(c.req.raw.headers, { env, fetch, now: clock() });
  if (name === undefined) {
    const error = c.req.header("Authorization") === undefined ? "" : ', error="invalid_token"';
    return problem(c, "unauthorized", { headers: { "WWW-Authenticate": `Bearer realm="desk"${error}` } });
  }
  c.set("by", name);
  return next();
};
