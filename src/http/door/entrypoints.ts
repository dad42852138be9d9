import { type RawEnv, readEnv } from "../../env.ts";
import { Access, PUBLIC } from "../../model/access.ts";
import { door, wire } from "../app.ts";
import { random } from "../auth/random.ts";
import { answerPublic, INTERNAL_HEADERS } from "../cache/answer.ts";
import type { Door, Wire } from "../context.ts";
import { answerLicensed } from "../licensed/answer-licensed.ts";
import { SECURITY } from "../respond/headers.ts";

/** For whom `Wire` is called, and by which door. Both are part of the cache's key, so no answer of one access reaches another. */
export type WireProps = { access: Access; isKeyInPath?: boolean };

export const PUBLIC_PROPS: WireProps = { access: PUBLIC };

/** The default entrypoint: never cached, it authenticates and hands every read on. */
export function enter(
  request: Request,
  raw: RawEnv,
  calledWire: Wire,
  ctx: ExecutionContext,
): Response | Promise<Response> {
  const now = Date.now();
  return (
    answerPublic(request, now) ??
    answerLicensed(request, readEnv(raw).keyReads, now) ??
    throughDoor(request, doorOf(raw, calledWire), ctx)
  );
}

const doorOf = (raw: RawEnv, wire: Wire): Door => ({
  env: readEnv(raw),
  clock: Date.now,
  random,
  fetch: (address, init) => fetch(address, init),
  wire,
});

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

/** The cached entrypoint: it reads for the access that its props name, and trusts nothing in the request. */
export const read = (
  request: Request,
  raw: RawEnv,
  props: WireProps,
  ctx: ExecutionContext,
): Response | Promise<Response> =>
  wire.fetch(
    request,
    {
      env: readEnv(raw),
      access: Access.parse(props.access),
      isKeyInPath: props.isKeyInPath === true,
      now: Date.now(),
    },
    ctx,
  );
