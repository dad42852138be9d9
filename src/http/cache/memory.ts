import { type Access, sharedKey } from "../../model/access.ts";
import type { Encoding } from "../../model/encoding.ts";
import type { Masthead } from "../../model/masthead.ts";
import { CACHE } from "../../model/policy.ts";
import type { Ledger } from "../../store/ledger.ts";
import { readMasthead } from "../../store/masthead.ts";
import { type CachedAnswer, isolate } from "./isolate.ts";
import { lastingStateOf, stateOf } from "./state.ts";

/** How long the newest state is believed without asking, in milliseconds: the maximum delay of a kill. */
export const STATE_TTL_MS = CACHE.stateMs;

/** Whether something learned at a given time is still believed; never if that is in the future. All in milliseconds. */
export const isBelieved = (at: number, now: number, ttl: number): boolean => now - at < ttl && now >= at;

/** Returns the newest state, if it is believed without asking. */
const believed = (now: number) =>
  isolate.newest && isBelieved(isolate.newest.at, now, STATE_TTL_MS) ? isolate.newest : undefined;

/** Returns the ledger, if it is believed without asking. */
export const believedLedger = (now: number): Ledger | undefined => believed(now)?.ledger;

/** Returns the newer of two states; the first if they are of different databases. */
export function newerLedger(one: Ledger | undefined, other: Ledger | undefined): Ledger | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return other.salt === one.salt && other.revision > one.revision ? other : one;
}

/** After its own publish, an isolate asks at once, and joins no rendering that started before. */
export function askAgain(): void {
  isolate.newest = undefined;
  isolate.renderings.clear();
}

/** Takes over a ledger that was read together with something else. */
export function learn(ledger: Ledger, now: number): void {
  // Answers can arrive out of order. Never go back to an older state.
  if (isolate.newest && newerLedger(ledger, isolate.newest.ledger) !== ledger) return;
  isolate.newest = { ledger, at: now, state: stateOf(ledger), lastingState: lastingStateOf(ledger) };
}

/**
 * Returns the masthead, unless a restore is in progress. It is read once per revision, because some of its changes aren't
 * visible to readers. It may be newer than the state, never older; if it is newer, the answer is made again.
 */
export async function mastheadOf(db: D1Database, ledger: Ledger): Promise<Masthead | undefined> {
  if (ledger.isRestoring) return undefined;
  const revision = revisionOf(ledger);
  if (isolate.masthead?.revision === revision) return isolate.masthead.masthead;
  const read = await readMasthead(db);
  isolate.masthead = read && { revision, masthead: read };
  return read;
}

const revisionOf = ({ salt, revision }: Ledger): string => `${salt}.${revision}`;

/** Longer URLs aren't remembered. */
const ADDRESS_LENGTH = CACHE.addressLength;

/** One string for readers who may share an answer: same access, same entrance. */
export const readerKey = (access: Access, isKeyInPath: boolean): string =>
  `${sharedKey(access)}${isKeyInPath ? " by path" : ""}`;

/** The path and query of a URL: the answer is the same for any host. */
export const targetOf = (url: string): string => url.slice(url.indexOf("/", url.indexOf("//") + 2));

/** Remembers the key of the answer to a target, for one access and one encoding. */
export function rememberTarget(reader: string, encoding: Encoding, target: string, key: string): void {
  const address = `${reader} ${encoding} ${target}`;
  if (address.length > ADDRESS_LENGTH || isolate.addresses.has(address)) return;
  isolate.addresses.set(address, key);
}

/** Returns the masthead if it is remembered in a state that is believed to be the newest. */
export function recallMasthead(now: number): Masthead | undefined {
  const ledger = believedLedger(now);
  return ledger && isolate.masthead?.revision === revisionOf(ledger) ? isolate.masthead.masthead : undefined;
}

/** Returns the answer to a target for one access, if it is kept in a state that is believed to be the newest. */
export function recallAnswer(
  reader: string,
  encoding: Encoding,
  target: string,
  now: number,
): CachedAnswer | undefined {
  const key = isolate.addresses.get(`${reader} ${encoding} ${target}`);
  const newest = key === undefined ? undefined : believed(now);
  if (key === undefined || newest === undefined) return undefined;
  const found = isolate.answers.get(key);
  return found?.state === (found?.isLasting ? newest.lastingState : newest.state) ? found : undefined;
}
