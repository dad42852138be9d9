import { accessKey } from "../../model/access.ts";
import type { ReceivedText } from "../../model/article/holding.ts";
import type { KeyAccess } from "../../model/publisher/entitlement.ts";
import { instant } from "../../model/time.ts";
import { writeHoldings } from "../../store/article/holding.ts";
import { writeReadLog } from "../../store/publisher/read-log.ts";
import { isolate } from "../cache/isolate.ts";

/** What was read: an address with its query, in a state, and the articles whose full text stood there. */
export type LoggedRead = { address: string; query: string; change: number; held: readonly ReceivedText[] };

/** Notes that a key read an address in a state, and which full texts its publisher was handed there, once; after the answer has left. */
export async function recordRead(db: D1Database, keyAccess: KeyAccess, read: LoggedRead, now: number): Promise<void> {
  const { key, publisher } = keyAccess;
  const { address, query, change, held } = read;
  const one = nameOf(keyAccess, address + query, change);
  if (isolate.recorded.has(one)) return;
  isolate.recorded.set(one, true);
  const at = instant(now);
  const statements = [
    writeReadLog(db, [{ key, publisher, address, change, at }]),
    ...(held.length > 0 ? [writeHoldings(db, { publisher, held, address, change, at })] : []),
  ];
  await db.batch(statements).catch((error: unknown) => {
    // What wasn't written is noted at the next read.
    isolate.recorded.delete(one);
    throw error;
  });
}

/**
 * Whether this was noted already; the address is with its query. Asking counts as a use, so that a publisher that reads many
 * addresses doesn't push out what the others keep reading.
 */
export const isRecorded = (keyAccess: KeyAccess, address: string, change: number): boolean =>
  isolate.recorded.get(nameOf(keyAccess, address, change)) === true;

/** The same state shows more once another agreement is accepted: what a key opens is part of what it read. */
const nameOf = ({ key, access }: KeyAccess, address: string, change: number): string =>
  `${key} ${accessKey(access)} ${change} ${address}`;
