import { family } from "../../../model/domain.ts";
import { SOURCES } from "../../../model/policy.ts";
import { SourceFailed } from "../../../model/source/failure.ts";
import { HELD } from "../../../model/source/state.ts";
import { placeOf } from "../../../sources/cms/answer.ts";
import type { FeedDocument } from "../../../sources/cms/feed/document.ts";
import { readBlock } from "../../../store/source/post.ts";
import type { Visit } from "../context.ts";
import { askFeed } from "./ask-feed.ts";
import { importFeed, pageMark } from "./import-feed.ts";
import { takeItems } from "./take-items.ts";
import { takeRemovals } from "./take-removals.ts";

/**
 * Runs one visit to a feed: first its archive, then its changes. A feed is a window: an item no longer in it has merely left the
 * window. Returns false if more can be done at once.
 */
export async function stepFeed(visit: Visit): Promise<boolean> {
  const { state } = visit;
  if (state.phase === "follow") return followFeed(visit);
  return importFeed(visit, checkSite);
}

/** Follows a feed; sends a single request if nothing changed. */
async function followFeed(visit: Visit): Promise<boolean> {
  const { state, source } = visit;
  const { etag, lastModified, digest } = state;
  const answer = await askFeed(visit, state.root ?? source.settings.address, { etag, lastModified, digest });
  if (answer === undefined) return true;
  const { document, address, marks } = answer;
  await checkSite(visit, document);
  const taken = await takeItems(visit, document, SOURCES.feedItems);
  await takeRemovals(visit, answer);
  if (taken.isRest) return false;
  if (taken.failure !== undefined) throw taken.failure;
  if (taken.isSettled) Object.assign(state, marks);
  if (!taken.isAllNew || document.next === undefined || document.next === address) return true;
  // More was published than the window shows; the rest is on the older pages.
  Object.assign(state, { phase: "import", page: 2, next: document.next, anchor: await pageMark(document) });
  return false;
}

/** Throws if the address now has another site's feed, or a feed that lost everything. */
async function checkSite({ context, source, state }: Visit, { home, items, removed }: FeedDocument): Promise<void> {
  if (home !== undefined && state.home !== undefined && !family(hostOf(state.home)).has(hostOf(home)))
    throw new SourceFailed("other-site", placeOf(home));
  if (home !== undefined) state.home = home;
  if (items.length + removed.length > 0) return;
  const known = (await readBlock(context.db, source.id, 0)) ?? [];
  if (known.some(([, , is]) => HELD.includes(is))) throw new SourceFailed("empty", placeOf(source.settings.address));
}

const hostOf = (address: string): string => new URL(address).hostname;
