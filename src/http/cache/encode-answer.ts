import { type Encoding, tagOf } from "../../model/encoding.ts";
import { CACHE } from "../../model/policy.ts";
import { compress, isCompressedHere } from "../encoding/compress.ts";
import { type CachedAnswer, isolate } from "./isolate.ts";

/**
 * Returns an answer in the requested encoding. It is compressed once per state and kept next to the plain bytes; small answers,
 * and those that Cloudflare compresses, stay as they are.
 */
export function encodeAnswer(
  key: string,
  plain: CachedAnswer,
  encoding: Encoding,
): { key: string; kept: CachedAnswer } {
  if (encoding === "identity" || plain.noStore || !isWorthIt(plain)) return { key, kept: plain };
  const encodedKey = `${key} ${encoding}`;
  const known = isolate.answers.get(encodedKey);
  const etag = tagOf(plain.etag, encoding);
  if (known?.etag === etag) {
    known.state = plain.state;
    return { key: encodedKey, kept: known };
  }
  const kept = encoded(plain, encoding, etag);
  isolate.answers.set(encodedKey, kept);
  return { key: encodedKey, kept };
}

const isWorthIt = ({ body, headers }: CachedAnswer): boolean =>
  body.length >= CACHE.compressedBytes && isCompressedHere(headers["Content-Type"] ?? "");

function encoded(plain: CachedAnswer, encoding: Exclude<Encoding, "identity">, etag: string): CachedAnswer {
  const { quick: _quick, ...rest } = plain;
  const body = compress(plain.body, encoding);
  const headers = { ...plain.headers, ETag: etag, "Content-Encoding": encoding, "Content-Length": String(body.length) };
  return { ...rest, body, etag, encoding, headers };
}
