import type { Context } from "hono";
import type { Env } from "../../env.ts";
import { sha256Hex } from "../../model/hash.ts";
import type { Masthead } from "../../model/masthead.ts";
import { KEYS } from "../../model/policy.ts";
import { type Entitlement, entitlement, type KeyAccess } from "../../model/publisher/entitlement.ts";
import { secretKind } from "../../model/publisher/key.ts";
import { scopeAt } from "../../model/publisher/scope.ts";
import { instant } from "../../model/time.ts";
import { readKeyByHash, type StoredKey } from "../../store/publisher/key.ts";
import { newestLedger } from "../cache/belief.ts";
import { isolate } from "../cache/isolate.ts";
import { isBelieved, mastheadOf } from "../cache/memory.ts";
import type { DoorEnv } from "../context.ts";
import { problem } from "../respond/problems.ts";

/** How long an isolate trusts a key without asking D1, in milliseconds. After that, a revocation applies everywhere. */
export const KEY_TTL_MS = KEYS.believedMs;

type KeyCheck = { ok: true; keyAccess: KeyAccess } | { ok: false; because: "unknown" | "closed" | "found" };

/** Checks a key. A malformed one is refused without a query, an unknown one after a single query. */
async function checkKey(secret: string, env: Env, now: number): Promise<KeyCheck> {
  const kind = secretKind(secret);
  if (kind !== "full" && kind !== "feed") return { ok: false, because: "unknown" };
  const shown = await lookUpKey(secret, env, now);
  if (shown === undefined) return { ok: false, because: "unknown" };
  const masthead = await mastheadOf(env.db, await newestLedger(env, now));
  return masthead === undefined ? { ok: false, because: "closed" } : judgeKey(shown, masthead, now);
}

/** Returns what a key opens, or the problem of one that is missing, unknown or opens nothing now. */
export async function authorizeKey<E extends DoorEnv>(
  c: Context<E>,
  secret: string | undefined,
  challenge: Record<string, string>,
): Promise<KeyAccess | Response> {
  const { env, clock } = c.env;
  const tried = secret === undefined ? undefined : await checkKey(secret, env, clock());
  if (tried?.ok) return tried.keyAccess;
  const detail = tried?.because === "found" ? FOUND : undefined;
  return problem(c, tried?.because === "closed" ? "forbidden" : "unauthorized", { headers: challenge, detail });
}

/** The operator of the sending software sees this first. */
const FOUND =
  "This key was found on a public page, so it was revoked. Create a new one, and keep it out of addresses that your site shows. /publisher says where it was found.";

async function lookUpKey(secret: string, { db }: Env, now: number): Promise<StoredKey | undefined> {
  const remembered = isolate.keys.get(secret);
  if (remembered && isBelieved(remembered.at, now, KEY_TTL_MS)) return remembered.stored;
  const stored = await readKeyByHash(db, await sha256Hex(secret), instant(now));
  isolate.keys.delete(secret);
  if (stored !== undefined) isolate.keys.set(secret, { stored, at: now });
  return stored;
}

function judgeKey(shown: StoredKey, { licences }: Masthead, now: number): KeyCheck {
  const found: Entitlement = entitlement(shown, licences, instant(now));
  if (!found.ok) return { ok: false, because: found.because === "closed" ? "closed" : endOf(shown) };
  return {
    ok: true,
    keyAccess: {
      key: shown.id,
      publisher: shown.publisher,
      kind: shown.kind,
      scope: scopeAt(shown, instant(now)),
      expires: shown.expires,
      access: found.access,
    },
  };
}

/** Says why a key is no longer valid; for most reasons, no details. */
const endOf = ({ foundAt }: StoredKey) => (foundAt === null ? "unknown" : "found");

/** The same from memory only; undefined if the database must be asked. */
export function authorizeFromMemory(secret: string, masthead: Masthead, now: number): KeyAccess | undefined {
  const remembered = isolate.keys.get(secret);
  if (remembered === undefined || !isBelieved(remembered.at, now, KEY_TTL_MS)) return undefined;
  const tried = judgeKey(remembered.stored, masthead, now);
  return tried.ok ? tried.keyAccess : undefined;
}
