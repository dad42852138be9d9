import { condition } from "./conditional.ts";
import { BELIEVED, type Kept, remembered } from "./state.ts";

/** RFC 9110 §15.4.5: what describes the content stays behind with it. */
const OF_CONTENT = ["Content-Length", "Content-Type"];

/** Headers that speak to Cloudflare's cache in front of Wire and to the door, and to nobody else. */
export const STATE = "Commonwire-State";
export const HELD = "Commonwire-Held";
export const TO_CACHE = ["Cache-Tag", "Cloudflare-CDN-Cache-Control", STATE, HELD];

/** Answers a request with what is kept, as its conditions say; undefined where they fail (412). */
export function answer(kept: Kept, conditions: Headers, now: number): Response | undefined {
  const status = condition(conditions, validators(kept));
  if (status === 412) return undefined;
  const headers = { ...kept.headers, ...dated(kept, now) };
  if (status !== 304) return new Response(kept.body, { headers });
  return new Response(null, { status, headers: without(headers, OF_CONTENT) });
}

/** Seconds after a change in which it may be followed by another of the same second, that takes one to be written, and an isolate not know of it. */
const UNSETTLED = 2 + BELIEVED / 1000;

const isSettled = ({ changedAt }: Kept, now: number): boolean => now >= (changedAt + UNSETTLED) * 1000;

/**
 * RFC 9110 §8.8.2.2: a date of whole seconds stands for one state only once its second is over everywhere. Until then
 * the date is a second earlier than the change, so that who shows it again is sent the whole answer.
 */
const lastModified = (kept: Kept, now: number): string =>
  new Date((kept.changedAt - (isSettled(kept, now) ? 0 : 1)) * 1000).toUTCString();

/**
 * What a key opens can become more though nothing was changed, so that no date stands for it (RFC 9110 §8.8.2.1): its
 * answers have a tag alone.
 */
const validators = ({ etag, changedAt, isPublic }: Kept) => (isPublic ? { etag, changedAt } : { etag });
const dated = (kept: Kept, now: number): Record<string, string> =>
  kept.isPublic ? { "Last-Modified": lastModified(kept, now) } : {};

const without = (headers: Record<string, string>, names: readonly string[]): Headers => {
  const rest = new Headers(headers);
  for (const name of names) rest.delete(name);
  return rest;
};

/**
 * Answers a public read from the isolate's memory, before anything else is looked at: no routing, no hop to Wire, no
 * database. Undefined where memory doesn't hold it, or holds it in a state that may no longer be the newest. Only what
 * was served to everybody is found here; who shows credentials may be entitled to more, and goes through the door.
 */
export const quickAnswer = (request: Request, now: number): Response | undefined =>
  request.method !== "GET" || request.headers.has("Authorization")
    ? undefined
    : keptAnswer(request, "public", request.url, now);

/** The same for one access, of which the caller has made sure, at an address behind the door. */
export function keptAnswer(request: Request, access: string, url: string, now: number): Response | undefined {
  const kept = remembered(access, url, now);
  if (kept === undefined) return undefined;
  const status = condition(request.headers, validators(kept));
  if (status === 412) return undefined;
  const { full, notModified } = quickHeaders(kept, now);
  return status === 304
    ? new Response(null, { status, headers: notModified })
    : new Response(kept.body, { headers: full });
}

/** Headers as they leave: made once, when Last-Modified has settled, and then only copied. */
function quickHeaders(kept: Kept, now: number): NonNullable<Kept["quick"]> {
  if (kept.quick !== undefined) return kept.quick;
  const full = without({ ...kept.headers, ...dated(kept, now) }, TO_CACHE);
  const quick = { full, notModified: without(Object.fromEntries(full), OF_CONTENT) };
  if (isSettled(kept, now)) kept.quick = quick;
  return quick;
}
