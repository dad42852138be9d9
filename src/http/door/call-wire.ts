import type { Env } from "../../env.ts";
import type { Access } from "../../model/access.ts";
import type { Encoding } from "../../model/encoding.ts";
import { believe } from "../cache/belief.ts";
import { answerFromStandby } from "../cache/standby.ts";
import { stateAt } from "../cache/state.ts";
import type { Wire } from "../context.ts";
import { encodingAt } from "../encoding/compress.ts";
import { DEGRADED, UNAVAILABLE_HEADER } from "../respond/unavailable.ts";
import { canonicalRequest } from "./canonical-request.ts";

/**
 * For whom `Wire` is called, in which state of the wire, in which encoding, and by which door. All of it is part of the
 * cache's key: so no answer of one access reaches another, and what is cached for a state never becomes wrong.
 */
export type WireProps = { access: Access; state: string; encoding: Encoding; isKeyInPath?: boolean };

/** Calls the cached entrypoint. */
export type CallWire = (request: Request, props: WireProps) => Promise<Response>;

/**
 * How the door reads. The state is asked for before the cache is: what is there for an older one isn't asked for any more.
 * While the database can't be read, what the cache and isolates have of the last state is served, and the main documents
 * from R2.
 */
export const wireOf = (
  env: Pick<Env, "db" | "images">,
  call: CallWire,
  ctx: Pick<ExecutionContext, "waitUntil">,
): Wire => ({
  read: async (request, access, isKeyInPath = false) => {
    const now = Date.now();
    const { ledger, isDegraded } = await believe(env, now, (work) => ctx.waitUntil(work));
    const { pathname } = new URL(request.url);
    const encoding = encodingAt(pathname, request);
    const asked = canonicalRequest(request, encoding);
    const state = stateAt(pathname, ledger);
    const response = await call(asked, { access, state, encoding, ...(isKeyInPath ? { isKeyInPath } : {}) });
    if (response.status === 308) return lead(response, request.url);
    if (!response.headers.has(UNAVAILABLE_HEADER)) return isDegraded ? mark(response) : response;
    const kept = access.kind === "public" ? await answerFromStandby(env.images, asked, ledger, now) : undefined;
    return kept === undefined ? response : mark(kept);
  },
});

/** Leads on with the whole query of the request, also with what the cache wasn't asked for; but where the query itself is spelt anew. */
function lead(response: Response, url: string): Response {
  const location = new URL(response.headers.get("Location") ?? "", url);
  if (location.search === "") location.search = new URL(url).search;
  const led = new Response(null, response);
  led.headers.set("Location", location.href);
  return led;
}

/** Says that the database couldn't be read. */
function mark(response: Response): Response {
  const marked = new Response(response.body, response);
  for (const [name, value] of Object.entries(DEGRADED)) marked.headers.set(name, value);
  return marked;
}
