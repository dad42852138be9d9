import { tagOfPlain } from "../../model/encoding.ts";

/** What a request's conditions compare with: the strong tag, and the date of change in seconds since 1970, where there is one. */
export type Validators = { etag: string; changedAt?: number };

/** RFC 9110 §13.2.2: 304 or 412 where the request's conditions say so, undefined where the answer is to be sent. */
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
 * RFC 9110 §8.8.3.2: If-None-Match compares weakly, If-Match strongly. `*` stands for any. Whoever has the text in another
 * encoding, or through a cache that made the tag weak, has the text.
 */
function lists(header: string, etag: string, weakly: boolean): boolean {
  if (header.trim() === "*") return true;
  const tags = header.match(/(?:W\/)?"[^"]*"/g) ?? [];
  return tags.some((tag) => tag === etag || (weakly && tagOfPlain(tag) === tagOfPlain(etag)));
}

/** RFC 9110 §5.6.7: IMF-fixdate, and the two obsolete forms that a recipient still has to take. */
const HTTP_DATE =
  /^(?:[A-Z][a-z]{2}, \d{2} [A-Z][a-z]{2} \d{4} \d{2}:\d{2}:\d{2} GMT|[A-Z][a-z]+day, \d{2}-[A-Z][a-z]{2}-\d{2} \d{2}:\d{2}:\d{2} GMT|[A-Z][a-z]{2} [A-Z][a-z]{2} [ \d]\d \d{2}:\d{2}:\d{2} \d{4})$/;

/** An HTTP date in seconds since 1970; what isn't one is ignored (§13.1.3). */
function seconds(header: string | null): number | undefined {
  if (header === null || !HTTP_DATE.test(header)) return undefined;
  const milliseconds = Date.parse(header.endsWith("GMT") ? header : `${header} GMT`);
  return Number.isNaN(milliseconds) ? undefined : Math.floor(milliseconds / 1000);
}
