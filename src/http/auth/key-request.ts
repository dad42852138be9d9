import { secretIn } from "./basic.ts";
import type { KeyNeed } from "./key-need.ts";

/** A keyed read: its key, its path, what the key must be, and the challenge. */
export type KeyRequest = {
  secret: string | undefined;
  /** The raw path: decoding first could hide an escape from `/licensed`. */
  inner: string;
  isKeyInPath: boolean;
  need: KeyNeed;
  challenge: Record<string, string>;
};

/** Returns what a path and its headers request with a key; undefined if the path takes none. */
export function parseKeyRequest(path: string, headers: Headers): KeyRequest | undefined {
  if (path.startsWith("/licensed/")) return licensedRequest(path.slice("/licensed".length), headers);
  if (path.startsWith("/k/")) return pathRequest(path);
  return /^\/v1\/(?:(?:articles|licences)(?:\/|$)|changes$)/.test(path) ? apiRequest(path, headers) : undefined;
}

/** Feed readers send credentials only after a challenge, so there is one (RFC 7617 §2). */
const BASIC = { "WWW-Authenticate": 'Basic realm="Licensed feeds: the key as password", charset="UTF-8"' };

function licensedRequest(inner: string, headers: Headers): KeyRequest | undefined {
  if (!isInner(inner)) return undefined;
  const need: KeyNeed = { scope: "read", kinds: isFeed(inner) ? ["full", "feed"] : ["full"] };
  return { secret: keyIn(headers, "Basic or Bearer"), inner, isKeyInPath: false, need, challenge: BASIC };
}

/** A key in a path appears in logs and histories, so only feed keys are accepted there. */
function pathRequest(path: string): KeyRequest | undefined {
  const [, secret, inner = ""] = /^\/k\/([^/]+)(\/.+)$/.exec(path) ?? [];
  if (!isInner(inner) || !isFeed(inner)) return undefined;
  const need: KeyNeed = { scope: "read", kinds: ["feed"], isInPath: true };
  return { secret, inner, isKeyInPath: true, need, challenge: {} };
}

const BEARER = { "WWW-Authenticate": 'Bearer realm="commonwire", error="invalid_token"' };

const apiRequest = (path: string, headers: Headers): KeyRequest => ({
  secret: keyIn(headers, "Bearer"),
  inner: path,
  isKeyInPath: false,
  need: { scope: "read", kinds: ["full"] },
  challenge: BEARER,
});

/** The paths that a key can read, excluding any with encoded characters that could disguise another path. */
const isInner = (path: string): boolean =>
  path === OPML || (/^\/(?:feeds|articles|images)\/[^%\\]+$/.test(path) && !path.split("/").includes(".."));

/** The list of feeds. */
const OPML = "/feeds.opml";

const isFeed = (path: string): boolean => path === OPML || path.startsWith("/feeds/");

/**
 * Returns the key in the Authorization header: a Bearer token (RFC 6750 §2.1), or the password of Basic (RFC 7617), or its user
 * name if the password is empty.
 */
export function keyIn(headers: Headers, scheme: "Bearer" | "Basic or Bearer"): string | undefined {
  const [, kind = "", value = ""] = /^(\S+) +(\S+)$/.exec(headers.get("Authorization") ?? "") ?? [];
  if (kind.toLowerCase() === "bearer") return value;
  if (kind.toLowerCase() !== "basic" || scheme === "Bearer") return undefined;
  return secretIn(value);
}
