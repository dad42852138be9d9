import type { Masthead } from "../model/masthead.ts";
import { type Ledger, readLedger } from "../store/ledger.ts";
import { readMasthead } from "../store/masthead.ts";
import { Keep } from "./keep.ts";

/** An answer as it is kept: its bytes, and what every request for it needs. */
export type Kept = {
  /** The state of the store in which it was last known to be current. */
  state: string;
  etag: string;
  changedAt: number;
  body: Uint8Array;
  headers: Record<string, string>;
};

/** How long the newest state may be believed without asking, in milliseconds: a kill is this old at most. */
const BELIEVED = 1000;

/** Bytes of answers that an isolate keeps. */
const KEPT_BYTES = 24 * 1024 * 1024;

/** What an isolate remembers. It is a copy of what the store says and nothing else, so it may be lost at any time. */
const kept = new Keep<Kept>(KEPT_BYTES);
const rendering = new Map<string, Promise<Kept | undefined>>();
let newest: { ledger: Ledger; at: number } | undefined;
let masthead: { state: string; masthead: Masthead } | undefined;

/** The store's newest state, at most a second old. */
export async function newestLedger(db: D1Database, now: number): Promise<Ledger> {
  if (newest && now - newest.at < BELIEVED && now >= newest.at) return newest.ledger;
  const ledger = await readLedger(db);
  newest = { ledger, at: now };
  return ledger;
}

/** The name of a state: no other state, and no other database, has the same. */
export const stateOf = ({ salt, revision }: Ledger): string => `${salt}.${revision}`;

/** After a publish of its own, an isolate asks at once. */
export function askAgain(): void {
  newest = undefined;
}

/** Forgets everything, as a fresh isolate would. */
export function forget(): void {
  askAgain();
  masthead = undefined;
  kept.clear();
  rendering.clear();
}

/** The masthead in its newest state; read once a state. */
export async function currentMasthead(db: D1Database, now: number): Promise<Masthead | undefined> {
  const state = stateOf(await newestLedger(db, now));
  if (masthead?.state === state) return masthead.masthead;
  const read = await readMasthead(db);
  masthead = read && { state, masthead: read };
  return read;
}

export const keptAnswers = kept;
export const renderings = rendering;
