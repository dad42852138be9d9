import type { Context } from "hono";
import type { Env } from "../env.ts";
import type { Access } from "../model/access.ts";
import { instant } from "../model/article.ts";
import { type Entitlement, entitlement } from "../model/entitlement.ts";
import { sha256Hex } from "../model/hash.ts";
import { secretKind } from "../model/key.ts";
import type { Masthead } from "../model/masthead.ts";
import { readShown, type Shown } from "../store/key.ts";
import type { AtDoor } from "./authenticate.ts";
import { problem } from "./problems.ts";
import { mastheadOf, newestLedger } from "./state.ts";

/** How long what a key opens is believed without asking, in milliseconds: a revocation holds everywhere after that. */
export const KEY_BELIEVED = 20_000;

/** Keys that an isolate remembers. */
const MOST = 5000;

type Known = { shown: Shown; at: number };

/** What an isolate knows of keys that were shown to it. Only known keys are remembered, so guesses can't crowd them out. */
const known = new Map<string, Known>();

/** A key that opens something: whose it is, and what it opens. */
export type Opened = { key: string; publisher: string; kind: Shown["kind"]; expires: string | null; access: Access };
type Tried = { ok: true; opened: Opened } | { ok: false; because: "unknown" | "closed" };

/** Forgets every key, as a fresh isolate would, or after one of them changed. */
export const forgetKeys = (): void => known.clear();

/**
 * What a key opens. One that can't be ours is refused without a look at the database, an unknown one after one; a known
 * one is believed for twenty seconds.
 */
async function openedBy(secret: string, env: Env, now: number): Promise<Tried> {
  const kind = secretKind(secret);
  if (kind !== "full" && kind !== "feed") return { ok: false, because: "unknown" };
  const shown = await shownBy(secret, env, now);
  if (shown === undefined) return { ok: false, because: "unknown" };
  const masthead = await mastheadOf(env.db, await newestLedger(env.db, now));
  return masthead === undefined ? { ok: false, because: "closed" } : judged(shown, masthead, now);
}

/** What a key opens; or the problem of one that is missing, isn't known or opens nothing now. */
export async function openedOr<E extends AtDoor>(
  c: Context<E>,
  secret: string | undefined,
  challenge: Record<string, string>,
): Promise<Opened | Response> {
  const { env, clock } = c.env;
  const tried = secret === undefined ? undefined : await openedBy(secret, env, clock());
  if (tried?.ok) return tried.opened;
  return problem(c, tried?.because === "closed" ? "forbidden" : "unauthorized", { headers: challenge });
}

async function shownBy(secret: string, { db }: Env, now: number): Promise<Shown | undefined> {
  const remembered = known.get(secret);
  if (remembered && isBelieved(remembered, now)) return remembered.shown;
  const shown = await readShown(db, await sha256Hex(secret), instant(now));
  known.delete(secret);
  if (shown === undefined) return undefined;
  if (known.size >= MOST) known.clear();
  known.set(secret, { shown, at: now });
  return shown;
}

const isBelieved = ({ at }: Known, now: number): boolean => now - at < KEY_BELIEVED && now >= at;

function judged(shown: Shown, { licences }: Masthead, now: number): Tried {
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
export function quicklyOpenedBy(secret: string, masthead: Masthead, now: number): Opened | undefined {
  const remembered = known.get(secret);
  if (remembered === undefined || !isBelieved(remembered, now)) return undefined;
  const tried = judged(remembered.shown, masthead, now);
  return tried.ok ? tried.opened : undefined;
}
