import { type Env, type RawEnv, readEnv } from "../../env.ts";
import { Access } from "../../model/access.ts";
import { door, wire } from "../app.ts";
import { answerPublic, INTERNAL_HEADERS } from "../cache/answer.ts";
import { boundDatabase } from "../cache/bounded-database.ts";
import { pageSiteOf } from "../cache/site.ts";
import type { Door } from "../context.ts";
import { answerLicensed } from "../licensed/answer-licensed.ts";
import { SECURITY } from "../respond/headers.ts";
import { type CallWire, type WireProps, wireOf } from "./call-wire.ts";
import { random } from "./random.ts";

/** The default entrypoint: never cached; it authenticates and passes every read on. */
export function enter(
  request: Request,
  raw: RawEnv,
  call: CallWire,
  ctx: ExecutionContext,
): Response | Promise<Response> {
  const now = Date.now();
  return (
    answerPublic(request, now) ??
    answerLicensed(request, readEnv(raw).keyReads, now) ??
    throughDoor(request, doorOf(raw, call, ctx), ctx)
  );
}

/** The environment, with a time-limited database. */
const boundEnv = (raw: RawEnv): Env => {
  const env = readEnv(raw);
  return { ...env, db: boundDatabase(env.db, Date.now) };
};

function doorOf(raw: RawEnv, call: CallWire, ctx: ExecutionContext): Door {
  const env = boundEnv(raw);
  return {
    env,
    clock: Date.now,
    random,
    fetch: (address, init) => fetch(address, init),
    wire: wireOf(env, call, ctx),
    pageSite: pageSiteOf(env, Date.now()),
  };
}

async function throughDoor(request: Request, bindings: Door, ctx: ExecutionContext): Promise<Response> {
  const response = await door.fetch(request, bindings, ctx);
  const spoken = INTERNAL_HEADERS.some((name) => response.headers.has(name));
  if (response.headers.has("Cache-Control") && !spoken) return response;
  return finishHeaders(new Response(response.body, response));
}

/** Removes headers meant for Cloudflare's cache. A response without Cache-Control gets `private, no-store`. */
function finishHeaders(response: Response): Response {
  for (const name of INTERNAL_HEADERS) response.headers.delete(name);
  if (response.headers.has("Cache-Control")) return response;
  for (const [name, value] of Object.entries(SECURITY)) response.headers.set(name, value);
  response.headers.set("Cache-Control", "private, no-store");
  return response;
}

/** The cached entrypoint: it reads for the access and encoding in its props, and trusts nothing in the request. */
export const read = (
  request: Request,
  raw: RawEnv,
  { access, state, encoding, isKeyInPath = false }: WireProps,
  ctx: ExecutionContext,
): Response | Promise<Response> => {
  const env = boundEnv(raw);
  const now = Date.now();
  return wire.fetch(
    request,
    { env, access: Access.parse(access), state, encoding, isKeyInPath, now, pageSite: pageSiteOf(env, now) },
    ctx,
  );
};
