import type { Masthead } from "../../model/masthead.ts";
import { CACHE } from "../../model/policy.ts";
import { type Ledger, readLedger } from "../../store/ledger.ts";
import { readMasthead } from "../../store/masthead.ts";
import { LruCache } from "./lru-cache.ts";

/** An answer as it is kept: its bytes, and what every request for it needs. */
export type CachedAnswer = {
  /** The state of the store in which it was last known to be current. */
  state: string;
  etag: string;
  changedAt: number;
  /** Whether it is everybody's. */
  isPublic: boolean;
  body: Uint8Array;
  headers: Record<string, string>;
  /** The same headers as they leave, made when they are first needed. */
  quick?: { full: Headers; notModified: Headers };
};

/** A rendering that a request began: when, whether it is over, and what came of it. No promise: those are their request's own. */
export type Rendering = { at: number; isOver: boolean; made?: CachedAnswer | undefined };

/** How long the newest state may be believed without asking, in milliseconds: a kill is this old at most. */
export const STATE_TTL_MS = CACHE.stateMs;

/** Bytes of answers that an isolate keeps. */
const KEPT_BYTES = CACHE.answerBytes;

/** What an isolate remembers. It is a copy of what the store says and nothing else, so it may be lost at any time. */
export const answerCache = new LruCache<CachedAnswer>(KEPT_BYTES);
export const renderings = new Map<string, Rendering>();
let newest: { ledger: Ledger; state: string; at: number } | undefined;
let masthead: { state: string; masthead: Masthead } | undefined;

const isBelieved = (at: number, now: number): boolean => now - at < STATE_TTL_MS && now >= at;

/** The store's newest state, at most a second old. */
export async function newestLedger(db: D1Database, now: number): Promise<Ledger> {
  if (newest && isBelieved(newest.at, now)) return newest.ledger;
  const ledger = await readLedger(db);
  learn(ledger, now);
  return ledger;
}

/** The name of a state: no other state, and no other database, has the same. */
export const stateOf = ({ salt, revision }: Ledger): string => `${salt}.${revision}`;

/** After a publish of its own, an isolate asks at once, and joins no rendering that began before. */
export function askAgain(): void {
  newest = undefined;
  renderings.clear();
}

/** Forgets everything, as a fresh isolate would. */
export function resetMemory(): void {
  askAgain();
  masthead = undefined;
  answerCache.clear();
  addresses.clear();
}

/** Takes over a state that was read together with something else. */
export function learn(ledger: Ledger, now: number): void {
  // What was asked before may answer after what was asked later: a state never goes back.
  if (newest?.ledger.salt === ledger.salt && newest.ledger.revision > ledger.revision) return;
  newest = { ledger, state: stateOf(ledger), at: now };
}

/**
 * The masthead of a state; read once a state. It may be newer than the state, never older: then the state is about to be
 * found to have passed, and what was made with it is made anew.
 */
export async function mastheadOf(db: D1Database, ledger: Ledger): Promise<Masthead | undefined> {
  const state = stateOf(ledger);
  if (masthead?.state === state) return masthead.masthead;
  const read = await readMasthead(db);
  masthead = read && { state, masthead: read };
  return read;
}

/** Addresses as they were asked for, behind the access that asked → the name under which the answer is kept. */
const addresses = new Map<string, string>();
const ADDRESSES = CACHE.addresses;
const ADDRESS_LENGTH = CACHE.addressLength;

/** Remembers under which name the answer to an address is kept, for one access. */
export function rememberAddress(access: string, url: string, key: string): void {
  const address = `${access} ${url}`;
  if (address.length > ADDRESS_LENGTH || addresses.has(address)) return;
  if (addresses.size >= ADDRESSES) addresses.clear();
  addresses.set(address, key);
}

/** The masthead, if it is remembered in a state that is believed to be the newest. */
export const recallMasthead = (now: number): Masthead | undefined =>
  newest !== undefined && isBelieved(newest.at, now) && masthead?.state === newest.state
    ? masthead.masthead
    : undefined;

/** The answer to an address for one access, if it is kept in a state that is believed to be the newest. */
export function recallAnswer(access: string, url: string, now: number): CachedAnswer | undefined {
  const key = addresses.get(`${access} ${url}`);
  if (key === undefined || newest === undefined || !isBelieved(newest.at, now)) return undefined;
  const found = answerCache.get(key);
  return found?.state === newest.state ? found : undefined;
}
