import { type Access, sharedKey } from "../../model/access.ts";
import type { Masthead } from "../../model/masthead.ts";
import { CACHE } from "../../model/policy.ts";
import { type Ledger, readLedger } from "../../store/ledger.ts";
import { readMasthead } from "../../store/masthead.ts";
import { type CachedAnswer, isolate } from "./isolate.ts";

/** How long the newest state may be believed without asking, in milliseconds: a kill is this old at most. */
export const STATE_TTL_MS = CACHE.stateMs;

/** Whether what was learned at a time may still be believed; never what seems to come from later. All in milliseconds. */
export const isBelieved = (at: number, now: number, ttl: number): boolean => now - at < ttl && now >= at;

/** The newest state, if it is believed without asking. */
const believedState = (now: number) =>
  isolate.newest && isBelieved(isolate.newest.at, now, STATE_TTL_MS) ? isolate.newest : undefined;

/** The store's newest state, at most a second old. */
export async function newestLedger(db: D1Database, now: number): Promise<Ledger> {
  const believed = believedState(now);
  if (believed) return believed.ledger;
  const ledger = await readLedger(db);
  learn(ledger, now);
  return ledger;
}

/** The name of a state: no other state, and no other database, has the same. */
export const stateOf = ({ salt, revision }: Ledger): string => `${salt}.${revision}`;

/** After a publish of its own, an isolate asks at once, and joins no rendering that began before. */
export function askAgain(): void {
  isolate.newest = undefined;
  isolate.renderings.clear();
}

/** Takes over a state that was read together with something else. */
export function learn(ledger: Ledger, now: number): void {
  // Answers can arrive out of order. Never go back to an older state.
  if (isolate.newest?.ledger.salt === ledger.salt && isolate.newest.ledger.revision > ledger.revision) return;
  isolate.newest = { ledger, state: stateOf(ledger), at: now };
}

/**
 * The masthead of a state; read once a state. It may be newer than the state, never older. If so, the answer is made
 * again.
 */
export async function mastheadOf(db: D1Database, ledger: Ledger): Promise<Masthead | undefined> {
  const state = stateOf(ledger);
  if (isolate.masthead?.state === state) return isolate.masthead.masthead;
  const read = await readMasthead(db);
  isolate.masthead = read && { state, masthead: read };
  return read;
}

/** A longer address is looked up anew each time. */
const ADDRESS_LENGTH = CACHE.addressLength;

/** One string for the readers who may share an answer: of one access, by one door. */
export const readerKey = (access: Access, isKeyInPath: boolean): string =>
  `${sharedKey(access)}${isKeyInPath ? " by path" : ""}`;

/** Remembers under which name the answer to an address is kept, for one kind of reader. */
export function rememberAddress(reader: string, url: string, key: string): void {
  const address = `${reader} ${url}`;
  if (address.length > ADDRESS_LENGTH || isolate.addresses.has(address)) return;
  isolate.addresses.set(address, key);
}

/** The masthead, if it is remembered in a state that is believed to be the newest. */
export function recallMasthead(now: number): Masthead | undefined {
  const state = believedState(now)?.state;
  return state !== undefined && isolate.masthead?.state === state ? isolate.masthead.masthead : undefined;
}

/** The answer to an address for one access, if it is kept in a state that is believed to be the newest. */
export function recallAnswer(access: string, url: string, now: number): CachedAnswer | undefined {
  const key = isolate.addresses.get(`${access} ${url}`);
  const state = key === undefined ? undefined : believedState(now)?.state;
  if (key === undefined || state === undefined) return undefined;
  const found = isolate.answers.get(key);
  return found?.state === state ? found : undefined;
}
