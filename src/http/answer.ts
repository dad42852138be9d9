import { condition } from "./conditional.ts";
import { type Kept, remembered } from "./state.ts";

/** RFC 9110 §15.4.5: what describes the content stays behind with it. */
const OF_CONTENT = ["Content-Length", "Content-Type"];

/** Headers that speak to Cloudflare's cache in front of Wire, and to nobody else. */
export const TO_CACHE = ["Cache-Tag", "Cloudflare-CDN-Cache-Control"];

/** Answers a request with what is kept, as its conditions say; undefined where they fail (412). */
export function answer(kept: Kept, conditions: Headers, now: number): Response | undefined {
  const status = condition(conditions, kept);
  if (status === 412) return undefined;
  const headers = { ...kept.headers, "Last-Modified": lastModified(kept, now) };
  if (status !== 304) return new Response(kept.body, { headers });
  return new Response(null, { status, headers: without(headers, OF_CONTENT) });
}

/** RFC 9110 §8.8.2.1: never later than the answer itself. */
const lastModified = ({ changedAt }: Kept, now: number): string =>
  new Date(Math.min(changedAt * 1000, now)).toUTCString();

const without = (headers: Record<string, string>, names: readonly string[]): Headers => {
  const rest = new Headers(headers);
  for (const name of names) rest.delete(name);
  return rest;
};

/**
 * Answers a public read from the isolate's memory, before anything else is looked at: no routing, no hop to Wire, no
 * database. Undefined where memory doesn't hold it, or holds it in a state that may no longer be the newest. Only what
 * was served to everybody is found here, so there is nothing to authenticate.
 */
export function quickAnswer(request: Request, now: number): Response | undefined {
  if (request.method !== "GET") return undefined;
  const kept = remembered(request.url, now);
  if (kept === undefined || kept.changedAt * 1000 > now) return undefined;
  kept.quick ??= quickHeaders(kept, now);
  const status = condition(request.headers, kept);
  if (status === 412) return undefined;
  if (status === 304) return new Response(null, { status, headers: kept.quick.notModified });
  return new Response(kept.body, { headers: kept.quick.full });
}

/** Headers that are made once and then only copied. */
function quickHeaders(kept: Kept, now: number): NonNullable<Kept["quick"]> {
  const full = without({ ...kept.headers, "Last-Modified": lastModified(kept, now) }, TO_CACHE);
  return { full, notModified: without(Object.fromEntries(full), OF_CONTENT) };
}
