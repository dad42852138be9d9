import { CACHE } from "../../model/policy.ts";
/** What every answer bears. */
export const SECURITY = {
  "X-Content-Type-Options": "nosniff",
  "Referrer-Policy": "strict-origin-when-cross-origin",
  "Content-Security-Policy":
    "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'",
} as const;

/** On a page with a script of ours: it may run, and nothing else. */
export const WITH_SCRIPT = {
  "Content-Security-Policy": SECURITY["Content-Security-Policy"].replace("style-src", "script-src 'self'; style-src"),
};

/** Public reads may be read by any page: the wire is public, and no cookie is ever looked at. */
export const ANY_ORIGIN = {
  "Access-Control-Allow-Origin": "*",
  "Access-Control-Expose-Headers": "ETag, Last-Modified, Link",
} as const;

/** Seconds for which a copy may be served without asking. */
export const MAX_AGE = CACHE.maxAgeSeconds;

/** One address, and what it answers depends on the key that is shown: no copy for one may be served to another (RFC 9111 §4.1). */
export const BY_KEY = { Vary: "Authorization" };

/** The same of an address where a session opens more, too. */
export const BY_READER = { Vary: "Authorization, Cookie" };

/** What is saved as a file, and never shown: its HTML is somebody's page to be, not ours. */
export const attachment = (file: string) => ({ "Content-Disposition": `attachment; filename="${file}"` });
