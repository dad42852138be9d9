import { sha256Hex } from "../../../model/hash.ts";
import { SOURCES } from "../../../model/policy.ts";
import { SourceFailed } from "../../../model/source/failure.ts";
import type { FeedDocument } from "../../../sources/cms/feed/document.ts";
import { writeState } from "../../../store/source/source.ts";
import type { Visit } from "../context.ts";
import { askFeed, type FeedAnswer, findFeed } from "./ask-feed.ts";
import { takeItems } from "./take-items.ts";
import { takeRemovals } from "./take-removals.ts";

type Check = (visit: Visit, document: FeedDocument) => Promise<void>;

/**
 * Reads the next pages of a feed's archive, newest first (RFC 5005, or JSON's `next_url`). Continues where it was interrupted.
 * Returns false if there is more.
 */
export async function importFeed(visit: Visit, check: Check): Promise<boolean> {
  const { state } = visit;
  let left: number = SOURCES.feedItems;
  for (let pages = 0; pages < SOURCES.feedPages && left > 0 && state.phase !== "follow"; pages++)
    left -= state.page === 1 ? await importFirst(visit, left, check) : await importOlder(visit, left);
  return state.phase === "follow";
}

/** Takes up to `most` items of the first page; returns how many, or `most` if the page has more. */
async function importFirst(visit: Visit, most: number, check: Check): Promise<number> {
  const { state } = visit;
  for (const name of ["root", "next", "anchor", "etag", "lastModified", "digest"] as const) delete state[name];
  const answer = await findFeed(visit);
  if (answer === undefined) return end(visit, 0);
  await check(visit, answer.document);
  const taken = await takeItems(visit, answer.document, most);
  await takeRemovals(visit, answer);
  if (taken.isRest) return most;
  // A failure here also occurs when the feed is followed; problems on other pages are reported per item.
  if (taken.failure?.failure.code === "no-full-text") throw taken.failure;
  if (taken.isSettled && taken.failure === undefined) Object.assign(state, answer.marks);
  return turnPage(visit, answer, taken.count);
}

async function importOlder(visit: Visit, most: number): Promise<number> {
  const { state } = visit;
  const answer = await askOlder(visit, state.next ?? "");
  if (answer === undefined || (await pageMark(answer.document)) === state.anchor) return end(visit, 0);
  const taken = await takeItems(visit, answer.document, most);
  return taken.isRest ? most : turnPage(visit, answer, taken.count);
}

/** A page after the last one is an end, not an error. */
async function askOlder(visit: Visit, address: string): Promise<FeedAnswer | undefined> {
  try {
    return await askFeed(visit, address);
  } catch (error) {
    if (error instanceof SourceFailed && error.failure.code === "not-found") return undefined;
    throw error;
  }
}

/** Moves on to the older page, if there is one. */
async function turnPage(visit: Visit, { document, address }: FeedAnswer, count: number): Promise<number> {
  const { context, source, state } = visit;
  const { next, items } = document;
  if (next === undefined || next === address || items.length === 0) return end(visit, count);
  // Brent's cycle detection: at each power of two, the page to compare with is replaced.
  const anchor = Math.log2(state.page) % 1 === 0 ? { anchor: await pageMark(document) } : {};
  Object.assign(state, { page: state.page + 1, next, ...anchor });
  await writeState(context.db, source.id, state).run();
  return count;
}

async function end({ context, source, state }: Visit, count: number): Promise<number> {
  Object.assign(state, { phase: "follow", page: 1, next: undefined, anchor: undefined });
  await writeState(context.db, source.id, state).run();
  return count;
}

/** Returns what identifies a page: its items, whatever else is on it. */
export const pageMark = async ({ items }: FeedDocument): Promise<string> =>
  (await sha256Hex(JSON.stringify(items.map(({ guid, link }) => [guid, link])))).slice(0, SOURCES.feedIdDigits);
