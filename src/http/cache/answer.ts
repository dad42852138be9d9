import { KIT_PATH } from "../../model/address.ts";
import { encodingAt } from "../encoding/compress.ts";
import { UNAVAILABLE_HEADER } from "../respond/unavailable.ts";
import { condition } from "./conditional.ts";
import type { CachedAnswer } from "./isolate.ts";
import { recallAnswer, STATE_TTL_MS, targetOf } from "./memory.ts";

/** RFC 9110 §15.4.5: what describes the content stays behind with it. */
const OF_CONTENT = ["Content-Length", "Content-Type"];

/** Headers that speak to Cloudflare's cache in front of Wire and to the door, and to nobody else. */
export const STATE_HEADER = "Commonwire-State";
export const RECEIVED_HEADER = "Commonwire-Held";
export const SHARED_CACHE_HEADER = "Cloudflare-CDN-Cache-Control";
export const INTERNAL_HEADERS = [SHARED_CACHE_HEADER, STATE_HEADER, RECEIVED_HEADER, UNAVAILABLE_HEADER];

/** Answers a request with what is kept, as its conditions say; undefined where they fail (412). */
export function answerWith(kept: CachedAnswer, request: Request, now: number): Response | undefined {
  if (kept.location !== undefined) return redirect(kept.location, targetOf(request.url), new Headers(kept.headers));
  const status = condition(request.headers, validators(kept));
  if (status === 412) return undefined;
  const headers = { ...kept.headers, ...dateHeaders(kept, now) };
  if (status !== 304) return withBody(kept, headers);
  return new Response(null, { status, headers: withoutHeaders(headers, OF_CONTENT) });
}

/** Encoded bytes are marked as such; else workerd would encode them once more. */
const withBody = ({ body, encoding }: CachedAnswer, headers: HeadersInit): Response =>
  new Response(body, { headers, ...(encoding === undefined ? {} : { encodeBody: "manual" as const }) });

/** Redirects permanently to another address, with the request's query. */
function redirect(location: string, target: string, headers: Headers): Response {
  const [, query] = target.split(/(?=\?)/);
  headers.set("Location", location + (query ?? ""));
  return new Response(null, { status: 308, headers });
}

/** Seconds after a change during which another may share its timestamp: one to be written, one that this isolate may not know of. */
const UNSETTLED = 2 + STATE_TTL_MS / 1000;

const isSettled = ({ changedAt }: CachedAnswer, now: number): boolean => now >= (changedAt + UNSETTLED) * 1000;

/**
 * RFC 9110 §8.8.2.2: a date of whole seconds stands for one state only once its second is over everywhere. Until then
 * the date is a second earlier than the change, so that who shows it again is sent the whole answer.
 */
const lastModified = (kept: CachedAnswer, now: number): string =>
  new Date((kept.changedAt - (isSettled(kept, now) ? 0 : 1)) * 1000).toUTCString();

/**
 * A key can come to open more without any change, so no date can stand for its answers (RFC 9110 §8.8.2.1). They have an
 * ETag alone.
 */
const validators = ({ etag, changedAt, isPublic }: CachedAnswer) => (isPublic ? { etag, changedAt } : { etag });
const dateHeaders = (kept: CachedAnswer, now: number): Record<string, string> =>
  kept.isPublic ? { "Last-Modified": lastModified(kept, now) } : {};

const withoutHeaders = (headers: Record<string, string>, names: readonly string[]): Headers => {
  const rest = new Headers(headers);
  for (const name of names) rest.delete(name);
  return rest;
};

/**
 * Answers a public read from the isolate's memory, before anything else is looked at: no routing, no hop to Wire, no
 * database. Undefined where memory doesn't hold it, or holds it in a state that may no longer be the newest. Only what
 * was served to everybody is found here; who shows credentials may be entitled to more, and goes through the door.
 */
export const answerPublic = (request: Request, now: number): Response | undefined =>
  request.method !== "GET" || request.headers.has("Authorization") || mayBeSignedIn(request)
    ? undefined
    : answerFromMemory(request, "public", targetOf(request.url), now);

/** Where a signed-in person may have more than everybody. Every other public address is the same for all, whatever cookie comes. */
const mayBeSignedIn = (request: Request): boolean =>
  request.headers.has("Cookie") && KIT_PATH.test(new URL(request.url).pathname);

/** The same for one kind of reader, of which the caller has made sure, and for a target behind the door. */
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

/** Headers as they leave: made once, when Last-Modified has settled, and then only copied. */
function settleHeaders(kept: CachedAnswer, now: number): NonNullable<CachedAnswer["quick"]> {
  if (kept.quick !== undefined) return kept.quick;
  const full = withoutHeaders({ ...kept.headers, ...dateHeaders(kept, now) }, INTERNAL_HEADERS);
  const quick = { full, notModified: withoutHeaders(Object.fromEntries(full), OF_CONTENT) };
  if (isSettled(kept, now)) kept.quick = quick;
  return quick;
}
