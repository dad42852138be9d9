import type { MiddlewareHandler } from "hono";
import type { Env } from "../env.ts";
import { sha256Hex } from "../model/hash.ts";
import { problem } from "./problems.ts";

export type DoorEnv = { Bindings: { env: Env; clock: () => number; wire: Wire }; Variables: { by: string } };

/** The cached entrypoint, as the door knows it. */
export type Wire = {
  read: (request: Request) => Promise<Response>;
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
