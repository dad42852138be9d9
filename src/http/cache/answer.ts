import { KIT_PATH } from "../../model/address.ts";
import { encodingAt } from "../encoding/compress.ts";
import { UNAVAILABLE_HEADER } from "../respond/unavailable.ts";
import { condition } from "./conditional.ts";
import type { CachedAnswer } from "./isolate.ts";
import { recallAnswer, STATE_TTL_MS, targetOf } from "./memory.ts";

/** RFC 9110 §15.4.5: a 304 leaves out headers that describe the content. */
const OF_CONTENT = ["Content-Length", "Content-Type"];

/** Headers for Cloudflare's cache in front of Wire and for the door only. */
export const STATE_HEADER = "Commonwire-State";
export const RECEIVED_HEADER = "Commonwire-Held";
export const SHARED_CACHE_HEADER = "Cloudflare-CDN-Cache-Control";
export const INTERNAL_HEADERS = [SHARED_CACHE_HEADER, STATE_HEADER, RECEIVED_HEADER, UNAVAILABLE_HEADER];

/** Answers a request from a kept answer, as its conditions require; undefined if a precondition fails (412). */
export function answerWith(kept: CachedAnswer, request: Request, now: number): Response | undefined {
  if (kept.location !== undefined) return redirect(kept.location, targetOf(request.url), new Headers(kept.headers));
  const status = condition(request.headers, validators(kept));
  if (status === 412) return undefined;
  const headers = { ...kept.headers, ...dateHeaders(kept, now) };
  if (status !== 304) return withBody(kept, headers);
  return new Response(null, { status, headers: withoutHeaders(headers, OF_CONTENT) });
}

/** Marks encoded bytes as such; otherwise workerd would encode them again. */
const withBody = ({ body, encoding }: CachedAnswer, headers: HeadersInit): Response =>
  new Response(body, { headers, ...(encoding === undefined ? {} : { encodeBody: "manual" as const }) });

/** Redirects permanently to another URL, with the request's query. */
function redirect(location: string, target: string, headers: Headers): Response {
  const [, query] = target.split(/(?=\?)/);
  headers.set("Location", location + (query ?? ""));
  return new Response(null, { status: 308, headers });
}

/** Seconds after a change in which another change could have the same timestamp: one not yet written, or not yet known here. */
const UNSETTLED = 2 + STATE_TTL_MS / 1000;

const isSettled = ({ changedAt }: CachedAnswer, now: number): boolean => now >= (changedAt + UNSETTLED) * 1000;

/**
 * RFC 9110 §8.8.2.2: a date in whole seconds identifies one state only once its second is over everywhere. Until then the date
 * is a second earlier than the change, so that whoever sends it back gets the whole answer.
 */
const lastModified = (kept: CachedAnswer, now: number): string =>
  new Date((kept.changedAt - (isSettled(kept, now) ? 0 : 1)) * 1000).toUTCString();

/** A key can open more without any change on the wire, so its answers have no date (RFC 9110 §8.8.2.1), only an ETag. */
const validators = ({ etag, changedAt, isPublic }: CachedAnswer) => (isPublic ? { etag, changedAt } : { etag });
const dateHeaders = (kept: CachedAnswer, now: number): Record<string, string> =>
  kept.isPublic ? { "Last-Modified": lastModified(kept, now) } : {};

const withoutHeaders = (headers: Record<string, string>, names: readonly string[]): Headers => {
  const rest = new Headers(headers);
  for (const name of names) rest.delete(name);
  return rest;
};

/**
 * Answers a public read from the isolate's memory before anything else: no routing, no call to Wire, no database. Undefined if
 * memory doesn't hold it, or only in a state that may be outdated. It finds only public answers; requests with credentials may
 * be entitled to more, and go through the door.
 */
export const answerPublic = (request: Request, now: number): Response | undefined =>
  request.method !== "GET" || request.headers.has("Authorization") || mayBeSignedIn(request)
    ? undefined
    : answerFromMemory(request, "public", targetOf(request.url), now);

/** Paths where a signed-in person may see more than the public. Every other public URL ignores cookies. */
const mayBeSignedIn = (request: Request): boolean =>
  request.headers.has("Cookie") && KIT_PATH.test(new URL(request.url).pathname);

/** The same for one access, which the caller has verified, and for a keyed target. */
export function answerFromMemory(request: Request, reader: string, target: string, now: number): Response | undefined {
  const kept = recallAnswer(reader, encodingAt(target, request), target, now);
  if (kept === undefined) return undefined;
  if (kept.location !== undefined)
    return redirect(kept.location, target, withoutHeaders(kept.headers, INTERNAL_HEADERS));
  const status = condition(request.headers, validators(kept));
  if (status === 412) return undefined;
  const { full, notModified } = settleHeaders(kept, now);
  return status === 304 ? new Response(null, { status, headers: notModified }) : withBody(kept, full);
}

/** The outgoing headers: built once Last-Modified is final, and then only copied. */
function settleHeaders(kept: CachedAnswer, now: number): NonNullable<CachedAnswer["quick"]> {
  if (kept.quick !== undefined) return kept.quick;
  const full = withoutHeaders({ ...kept.headers, ...dateHeaders(kept, now) }, INTERNAL_HEADERS);
  const quick = { full, notModified: withoutHeaders(Object.fromEntries(full), OF_CONTENT) };
  if (isSettled(kept, now)) kept.quick = quick;
  return quick;
}
