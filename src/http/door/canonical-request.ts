import type { Encoding } from "../../model/encoding.ts";

/**
 * Query parameters of paths outside the API. Others are removed before the cache is asked, so that nobody can force the same
 * rendering again and again. The API refuses unknown ones instead.
 */
const PARAMETERS: readonly [path: RegExp, names: readonly string[]][] = [
  [/^\/feeds\/latest(?:\/archive\/\d+)?\.[a-z]+$/, ["all"]],
  [/^\/withdrawn(?:\.(?:atom|json))?$/, ["cursor"]],
  [/^\/archive\/\d{4}\/\d{2}$/, ["cursor"]],
  [/^\/search$/, ["author", "date", "licence", "page", "q", "section", "topic"]],
  [/^\/feeds\/search\.[a-z]+$/, ["author", "date", "licence", "q", "section", "topic"]],
];

/** Headers that an answer can depend on. All others, including forwarded hosts, are dropped here. */
const PASSED = [
  "Accept",
  "Access-Control-Request-Headers",
  "Access-Control-Request-Method",
  "If-Match",
  "If-Modified-Since",
  "If-None-Match",
  "If-Unmodified-Since",
  "Origin",
] as const;

/** Returns a request for the cached entrypoint: one URL per resource, no credentials, no body. */
export function canonicalRequest(request: Request, encoding: Encoding): Request {
  const url = new URL(request.url);
  url.search = canonicalQuery(url);
  const headers = new Headers(encoding === "identity" ? {} : { "Accept-Encoding": encoding });
  for (const name of PASSED) {
    const value = request.headers.get(name);
    if (value !== null) headers.set(name, value);
  }
  // Redirects are left to the reader to follow.
  return new Request(url, { method: request.method, headers, redirect: "manual" });
}

/** The parameters that the path knows, in a fixed order. */
function canonicalQuery({ pathname, search, searchParams }: URL): string {
  if (search === "" || pathname.startsWith("/v1/")) return inOrder(searchParams);
  const [, names = []] = PARAMETERS.find(([path]) => path.test(pathname)) ?? [];
  const known = names.flatMap((name) =>
    searchParams
      .getAll(name)
      .slice(0, 1)
      .map((value) => [name, value]),
  );
  return new URLSearchParams(known).toString();
}

function inOrder(parameters: URLSearchParams): string {
  const sorted = new URLSearchParams(parameters);
  sorted.sort();
  return sorted.toString();
}
