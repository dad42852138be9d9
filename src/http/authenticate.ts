import type { MiddlewareHandler } from "hono";
import type { Env } from "../env.ts";
import type { Fetch } from "../jobs/prove-domain.ts";
import type { Access } from "../model/access.ts";
import { sha256Hex } from "../model/hash.ts";
import { problem } from "./problems.ts";

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

/** Lets only named desk tokens through. The token is compared by its hash, so the time it takes tells nothing. */
export const desk: MiddlewareHandler<DoorEnv> = async (c, next) => {
  const token = /^Bearer +(\S+)$/i.exec(c.req.header("Authorization") ?? "")?.[1];
  const name = token === undefined ? undefined : c.env.env.deskTokens.get(await sha256Hex(token));
  if (name === undefined) {
    const error = token === undefined ? "" : ', error="invalid_token"';
    return problem(c, "unauthorized", { headers: { "WWW-Authenticate": `Bearer realm="desk"${error}` } });
  }
  c.set("by", name);
  return next();
};
