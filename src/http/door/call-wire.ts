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
 * How `Wire` is called: access, state of the wire, encoding, and entrance. All of it is part of the cache's key, so no access
 * gets another's answer, and what is cached for a state never becomes wrong.
 */
export type WireProps = { access: Access; state: string; encoding: Encoding; isKeyInPath?: boolean };

/** Calls the cached entrypoint. */
export type CallWire = (request: Request, props: WireProps) => Promise<Response>;

/**
 * Reads for the door. The state is determined before the cache is asked, so answers of older states are never requested.
 * While the database can't be read, it serves the last state from the cache and isolates, and the main documents from R2.
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

/** Redirects with the request's whole query, including what the cache didn't get, unless the query itself is normalized. */
function lead(response: Response, url: string): Response {
  const location = new URL(response.headers.get("Location") ?? "", url);
  if (location.search === "") location.search = new URL(url).search;
  const led = new Response(null, response);
  led.headers.set("Location", location.href);
  return led;
}

/** Answers that the database couldn't be read. */
function mark(response: Response): Response {
  const marked = new Response(response.body, response);
  for (const [name, value] of Object.entries(DEGRADED)) marked.headers.set(name, value);
  return marked;
}
