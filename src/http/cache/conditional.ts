import { tagOfPlain } from "../../model/encoding.ts";

/** What a request's conditions are compared with: the strong tag and, if any, the date of change in seconds since 1970. */
export type Validators = { etag: string; changedAt?: number };

/** RFC 9110 §13.2.2: returns 304 or 412 if the request's conditions require it, undefined if the answer is to be sent. */
export function condition(headers: Headers, { etag, changedAt }: Validators): 304 | 412 | undefined {
  const ifMatch = headers.get("If-Match");
  if (ifMatch !== null && !lists(ifMatch, etag, false)) return 412;
  const unmodified = ifMatch === null ? seconds(headers.get("If-Unmodified-Since")) : undefined;
  if (unmodified !== undefined && changedAt !== undefined && changedAt > unmodified) return 412;
  const ifNoneMatch = headers.get("If-None-Match");
  if (ifNoneMatch !== null) return lists(ifNoneMatch, etag, true) ? 304 : undefined;
  const since = seconds(headers.get("If-Modified-Since"));
  return since !== undefined && changedAt !== undefined && changedAt <= since ? 304 : undefined;
}

/**
 * RFC 9110 §8.8.3.2: If-None-Match compares weakly, If-Match strongly, and `*` matches anything. A client whose tag names
 * another encoding, or was weakened by a cache, still has the content.
 */
function lists(header: string, etag: string, weakly: boolean): boolean {
  if (header.trim() === "*") return true;
  const tags = header.match(/(?:W\/)?"[^"]*"/g) ?? [];
  return tags.some((tag) => tag === etag || (weakly && tagOfPlain(tag) === tagOfPlain(etag)));
}

/** RFC 9110 §5.6.7: IMF-fixdate, and two obsolete formats that recipients must accept. */
const HTTP_DATE =
  /^(?:[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT|[A-Z][a-z]+day, \d{2}-[A-Z][a-z]{2}-\d{2} \d{2}:\d{2}:\d{2} GMT|[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4})$/;

/** Parses an HTTP date to seconds since 1970; an invalid date is ignored (§13.1.3). */
function seconds(header: string | null): number | undefined {
  if (header === null || !HTTP_DATE.test(header)) return undefined;
  const milliseconds = Date.parse(header.endsWith("GMT") ? header : `${header} GMT`);
  return Number.isNaN(milliseconds) ? undefined : Math.floor(milliseconds / 1000);
}
