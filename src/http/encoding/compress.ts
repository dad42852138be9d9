import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { type Encoding, parseAcceptEncoding } from "../../model/encoding.ts";
import { CACHE } from "../../model/policy.ts";

/**
 * Of what we serve, what Cloudflare compresses by itself
 * (developers.cloudflare.com/speed/optimization/content/compression). Everything else that is text is compressed here.
 */
const BY_CLOUDFLARE = new Set([
  "application/json",
  "application/ld+json",
  "application/rss+xml",
  "application/xml",
  "text/css",
  "text/html",
  "text/javascript",
  "text/plain",
  "text/xml",
]);
const TEXT = /^(?:text\/|application\/(?:[\w.-]+\+)?(?:xml|json)$)/;

/** Whether answers of a media type leave compressed by us. */
export function isCompressedHere(type: string): boolean {
  const [mediaType = ""] = type.split(";");
  return TEXT.test(mediaType) && !BY_CLOUDFLARE.has(mediaType);
}

/** Where answers of those types are. Elsewhere the encoding must be no part of the cache's key: it would keep the same bytes three times. */
const COMPRESSED_PATHS =
  /^\/(?:feeds\/.+\.(?:atom|json)|feeds\.opml|withdrawn\.(?:atom|json)|openapi\.json|(?:articles\/[^/]+\/)?rsl\.xml)(?:\?|$)/;

/** The best encoding for who asks for a path, with or without a query. */
export const encodingAt = (path: string, request: Request): Encoding =>
  COMPRESSED_PATHS.test(path) ? encodingFor(request) : "identity";

/** Compresses bytes. */
export function compress(bytes: Uint8Array, encoding: Exclude<Encoding, "identity">): Uint8Array {
  if (encoding === "gzip") return gzipSync(bytes);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: CACHE.brotliQuality,
    [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length,
  };
  return brotliCompressSync(bytes, { params });
}

/**
 * The best encoding that a client takes. In front of a Worker, Cloudflare puts its own words in the place of the header, and
 * what the client sent into `request.cf`.
 */
function encodingFor(request: Request): Encoding {
  const told = request.cf?.clientAcceptEncoding;
  const accepted = typeof told === "string" ? told : request.headers.get("Accept-Encoding");
  return accepted === null ? "identity" : (COMMON[accepted] ?? parseAcceptEncoding(accepted));
}

/** What nearly everybody sends, and what it comes to: a hit parses nothing. */
const COMMON: Partial<Record<string, Encoding>> = Object.assign(Object.create(null), {
  ...{ "": "identity", identity: "identity", br: "br", gzip: "gzip", "gzip, deflate": "gzip", "br, gzip": "br" },
  ...{ "gzip, br": "br", "gzip, deflate, br": "br", "gzip, deflate, br, zstd": "br" },
});

/** An answer that is made for one request, compressed where it is worth it. */
export function compressed(request: Request, text: string, init: { status: number; headers: Record<string, string> }) {
  const bytes = new TextEncoder().encode(text);
  const encoding = encodingFor(request);
  if (encoding === "identity" || bytes.length < CACHE.compressedBytes) return new Response(bytes, init);
  const headers = { ...init.headers, "Content-Encoding": encoding };
  return new Response(compress(bytes, encoding), { ...init, headers, encodeBody: "manual" });
}
