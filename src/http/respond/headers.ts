import { CACHE } from "../../model/policy.ts";
/** Headers of every answer. */
export const SECURITY = {
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "strict-origin-when-cross-origin",
  "Content-Security-Policy":
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
} as const;

/** For a page with our own script: only that may run. */
export const WITH_SCRIPT = {
  "Content-Security-Policy": SECURITY["Content-Security-Policy"].replace("style-src", "script-src 'self'; style-src"),
};

/** Any page may read public content: the wire is public, and cookies are ignored. */
export const ANY_ORIGIN = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Expose-Headers": "ETag, Last-Modified, Link",
} as const;

/** Returns the seconds for which a copy may be served without revalidation. */
export const MAX_AGE = CACHE.maxAgeSeconds;

/** At one URL the answer depends on the key: a copy for one must not be served to another (RFC 9111 §4.1). */
export const BY_KEY = { Vary: "Authorization" };

/** The same for a URL where a session opens more, too. */
export const BY_READER = { Vary: "Authorization, Cookie" };

/** For downloads, which browsers must never display: their HTML is meant for somebody else's page, not ours. */
export const attachment = (file: string) => ({ "Content-Disposition": `attachment; filename="${file}"` });
