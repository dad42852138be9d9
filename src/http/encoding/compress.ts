import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { type Encoding, parseAcceptEncoding } from "../../model/encoding.ts";
import { CACHE } from "../../model/policy.ts";

/**
 * The media types we serve that Cloudflare compresses itself
 * (developers.cloudflare.com/speed/optimization/content/compression). All other text is compressed here.
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

/** Whether we compress answers of a media type. */
export function isCompressedHere(type: string): boolean {
  const [mediaType = ""] = type.split(";");
  return TEXT.test(mediaType) && !BY_CLOUDFLARE.has(mediaType);
}

/**
 * The paths with those types. On others the encoding must not be part of the cache's key, which would keep the same bytes three
 * times.
 */
const COMPRESSED_PATHS =
  /^\/(?:feeds\/.+\.(?:atom|json)|feeds\.opml|withdrawn\.(?:atom|json)|openapi\.json|(?:articles\/[^/]+\/)?rsl\.xml)(?:\?|$)/;

/** Returns the best encoding for a path, with or without a query. */
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
 * Returns the best encoding that a client accepts. In front of a Worker, Cloudflare replaces the header, and puts the client's
 * own into `request.cf`.
 */
function encodingFor(request: Request): Encoding {
  const told = request.cf?.clientAcceptEncoding;
  const accepted = typeof told === "string" ? told : request.headers.get("Accept-Encoding");
  return accepted === null ? "identity" : (COMMON[accepted] ?? parseAcceptEncoding(accepted));
}

/** The headers that nearly all clients send, with their result: a hit parses nothing. */
const COMMON: Partial<Record<string, Encoding>> = Object.assign(Object.create(null), {
  ...{ "": "identity", identity: "identity", br: "br", gzip: "gzip", "gzip, deflate": "gzip", "br, gzip": "br" },
  ...{ "gzip, br": "br", "gzip, deflate, br": "br", "gzip, deflate, br, zstd": "br" },
});

/** Compresses an answer made for a single request, if that is worthwhile. */
export function compressed(request: Request, text: string, init: { status: number; headers: Record<string, string> }) {
  const bytes = new TextEncoder().encode(text);
  const encoding = encodingFor(request);
  if (encoding === "identity" || bytes.length < CACHE.compressedBytes) return new Response(bytes, init);
  const headers = { ...init.headers, "Content-Encoding": encoding };
  return new Response(compress(bytes, encoding), { ...init, headers, encodeBody: "manual" });
}
