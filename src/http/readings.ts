import { accessKey } from "../model/access.ts";
import { instant } from "../model/article.ts";
import type { Held } from "../model/holding.ts";
import { writeHoldings } from "../store/holding.ts";
import { writeReadings } from "../store/reading.ts";
import type { Opened } from "./keyed.ts";

/** What this isolate noted already, so that the database isn't asked again. */
const noted = new Set<string>();
const MOST = 20_000;

/** What was read: an address with its query, in a state, and the articles whose full text stood there. */
export type Read = { address: string; query: string; change: number; held: readonly Held[] };

/** Notes that a key read an address in a state, and which full texts its publisher was handed there, once; after the answer has left. */
export async function note(db: D1Database, opened: Opened, read: Read, now: number): Promise<void> {
  const { key, publisher } = opened;
  const { address, query, change, held } = read;
  const one = nameOf(opened, address + query, change);
  if (noted.has(one)) return;
  if (noted.size >= MOST) noted.clear();
  noted.add(one);
  const at = instant(now);
  const statements = [
    writeReadings(db, [{ key, publisher, address, change, at }]),
    ...(held.length > 0 ? [writeHoldings(db, { publisher, held, address, change, at })] : []),
  ];
  await db.batch(statements).catch((error: unknown) => {
    // What wasn't written is noted at the next read.
    noted.delete(one);
    throw error;
  });
}

/** Whether this was noted already; the address is with its query. */
export const isNoted = (opened: Opened, address: string, change: number): boolean =>
  noted.has(nameOf(opened, address, change));

/** The same state shows more once another agreement is accepted: what a key opens is part of what it read. */
const nameOf = ({ key, access }: Opened, address: string, change: number): string =>
  `${key} ${accessKey(access)} ${change} ${address}`;

/** Forgets what was noted, as a fresh isolate would. */
export const forgetNoted = (): void => noted.clear();
