import type { Context } from "hono";
import { accessKey } from "../../model/access.ts";
import { parseReceived, type ReceivedText } from "../../model/article/holding.ts";
import type { KeyAccess } from "../../model/publisher/entitlement.ts";
import { instant } from "../../model/time.ts";
import { writeHoldings, writePictureHoldings } from "../../store/article/holding.ts";
import { writeReadLog } from "../../store/publisher/read-log.ts";
import { RECEIVED_HEADER, STATE_HEADER } from "../cache/answer.ts";
import { isolate } from "../cache/isolate.ts";
import type { DoorEnv } from "../context.ts";

/** A read: the URL with its query, the state, the answer's status, and the articles whose full text or picture it contained. */
export type LoggedRead = {
  address: string;
  query: string;
  change: number;
  status: number;
  held: readonly ReceivedText[];
};

/**
 * Whether an answer hands anything over. A 304 doesn't: a client that sends an ETag has the text, but its source isn't known.
 * Partial and aborted answers do: how much arrived isn't known, so they count as taken.
 */
const handsOver = (status: number): boolean => status === 200 || status === 206;

/** The reader: a publisher, by one of its keys or by a signed-in person. */
export type Reader = Pick<KeyAccess, "publisher" | "access"> & { key?: string };

/** Records that a key read a URL in a state, and which full texts its publisher got there, once; after the answer was sent. */
export async function recordRead(db: D1Database, reader: Reader, read: LoggedRead, now: number): Promise<void> {
  const { key, publisher } = reader;
  const { address, query, change, status, held } = read;
  const one = nameOf(reader, address + query, change, status);
  if (isolate.recorded.has(one)) return;
  isolate.recorded.set(one, true);
  const at = instant(now);
  const write = isOfPictures(address) ? writePictureHoldings : writeHoldings;
  const statements = [
    ...(key === undefined ? [] : [writeReadLog(db, [{ key, publisher, address, change, at }])]),
    ...(handsOver(status) && held.length > 0 ? [write(db, { publisher, held, address, change, at })] : []),
  ];
  if (statements.length === 0) return;
  await db.batch(statements).catch((error: unknown) => {
    // What wasn't recorded is recorded at the next read.
    isolate.recorded.delete(one);
    throw error;
  });
}

/** Records what an answer handed to a reader, after it was sent. A HEAD request hands over nothing. */
export function noteRead<E extends DoorEnv>(c: Context<E>, reader: Reader, response: Response, address: string): void {
  const change = response.headers.get(STATE_HEADER);
  if (change === null || c.req.method === "HEAD") return;
  const held = parseReceived(response.headers.get(RECEIVED_HEADER) ?? "");
  const { search: query } = new URL(c.req.url);
  const read = { address, query, change: Number(change), status: response.status, held };
  c.executionCtx.waitUntil(recordRead(c.env.env.db, reader, read, c.env.clock()));
}

/** A single image, or all of a story's in one file. */
const isOfPictures = (address: string): boolean => address.startsWith("/images/") || address.endsWith("/republish.zip");

/**
 * Whether this read was recorded already; the URL includes its query. Checking counts as a use, so that a publisher that reads
 * many URLs doesn't evict what others keep reading.
 */
export const isRecorded = (keyAccess: KeyAccess, address: string, change: number, status: number): boolean =>
  isolate.recorded.get(nameOf(keyAccess, address, change, status)) === true;

/**
 * The same state shows more after another agreement is accepted, so what the key opens identifies the read. So does whether it
 * was handed over: a recorded 304 doesn't cover a later download.
 */
const nameOf = ({ key, publisher, access }: Reader, address: string, change: number, status: number): string =>
  `${key ?? `people of ${publisher}`} ${accessKey(access)} ${handsOver(status) ? "" : "unread "}${change} ${address}`;
