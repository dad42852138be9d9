import type { Context } from "hono";
import type { Env } from "../../env.ts";
import type { Access } from "../../model/access.ts";
import { sha256Hex } from "../../model/hash.ts";
import type { Masthead } from "../../model/masthead.ts";
import { CACHE, KEYS } from "../../model/policy.ts";
import { type Entitlement, entitlement } from "../../model/publisher/entitlement.ts";
import { secretKind } from "../../model/publisher/key.ts";
import { instant } from "../../model/time.ts";
import { readKeyByHash, type StoredKey } from "../../store/publisher/key.ts";
import { mastheadOf, newestLedger } from "../cache/memory.ts";
import { problem } from "../respond/problems.ts";
import type { AtDoor } from "./authenticate.ts";

/** How long what a key opens is believed without asking, in milliseconds: a revocation holds everywhere after that. */
export const KEY_TTL_MS = KEYS.believedMs;

/** Keys that an isolate remembers. */
const MOST = CACHE.keys;

type RememberedKey = { shown: StoredKey; at: number };

/** What an isolate knows of keys that were shown to it. Only known keys are remembered, so guesses can't crowd them out. */
const known = new Map<string, RememberedKey>();

/** A key that opens something: whose it is, and what it opens. */
export type KeyAccess = {
  key: string;
  publisher: string;
  kind: StoredKey["kind"];
  expires: string | null;
  access: Access;
};
type KeyCheck = { ok: true; opened: KeyAccess } | { ok: false; because: "unknown" | "closed" };

/** Forgets every key, as a fresh isolate would, or after one of them changed. */
export const forgetKeys = (): void => known.clear();

/**
 * What a key opens. One that can't be ours is refused without a look at the database, an unknown one after one; a known
 * one is believed for a while.
 */
async function checkKey(secret: string, env: Env, now: number): Promise<KeyCheck> {
  const kind = secretKind(secret);
  if (kind !== "full" && kind !== "feed") return { ok: false, because: "unknown" };
  const shown = await lookUpKey(secret, env, now);
  if (shown === undefined) return { ok: false, because: "unknown" };
  const masthead = await mastheadOf(env.db, await newestLedger(env.db, now));
  return masthead === undefined ? { ok: false, because: "closed" } : judgeKey(shown, masthead, now);
}

/** What a key opens; or the problem of one that is missing, isn't known or opens nothing now. */
export async function authorizeKey<E extends AtDoor>(
  c: Context<E>,
  secret: string | undefined,
  challenge: Record<string, string>,
): Promise<KeyAccess | Response> {
  const { env, clock } = c.env;
  const tried = secret === undefined ? undefined : await checkKey(secret, env, clock());
  if (tried?.ok) return tried.opened;
  return problem(c, tried?.because === "closed" ? "forbidden" : "unauthorized", { headers: challenge });
}

async function lookUpKey(secret: string, { db }: Env, now: number): Promise<StoredKey | undefined> {
  const remembered = known.get(secret);
  if (remembered && isBelieved(remembered, now)) return remembered.shown;
  const shown = await readKeyByHash(db, await sha256Hex(secret), instant(now));
  known.delete(secret);
  if (shown === undefined) return undefined;
  if (known.size >= MOST) known.clear();
  known.set(secret, { shown, at: now });
  return shown;
}

const isBelieved = ({ at }: RememberedKey, now: number): boolean => now - at < KEY_TTL_MS && now >= at;

function judgeKey(shown: StoredKey, { licences }: Masthead, now: number): KeyCheck {
  const found: Entitlement = entitlement(shown, licences, instant(now));
  if (!found.ok) return { ok: false, because: found.because === "over" ? "unknown" : "closed" };
  return {
    ok: true,
    opened: {
      key: shown.id,
      publisher: shown.publisher,
      kind: shown.kind,
      expires: shown.expires,
      access: found.access,
    },
  };
}

/** The same from memory alone, with the masthead that memory holds; undefined where somebody has to be asked. */
export function authorizeFromMemory(secret: string, masthead: Masthead, now: number): KeyAccess | undefined {
  const remembered = known.get(secret);
  if (remembered === undefined || !isBelieved(remembered, now)) return undefined;
  const tried = judgeKey(remembered.shown, masthead, now);
  return tried.ok ? tried.opened : undefined;
}
