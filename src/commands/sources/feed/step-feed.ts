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
 * One visit to a feed: its archive at first, then what changed in it. A feed is a window: what isn't in it any more has only
 * left the window. False where there is more to do at once.
 */
export async function stepFeed(visit: Visit): Promise<boolean> {
  const { state } = visit;
  if (state.phase === "follow") return followFeed(visit);
  return importFeed(visit, checkSite);
}

/** One request where nothing changed. */
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
  // More came than the window shows: what is between is on the pages behind it.
  Object.assign(state, { phase: "import", page: 2, next: document.next, anchor: await pageMark(document) });
  return false;
}

/** Throws where another site's feed is at this address by now, or one that lost everything. */
async function checkSite({ context, source, state }: Visit, { home, items, removed }: FeedDocument): Promise<void> {
  if (home !== undefined && state.home !== undefined && !family(hostOf(state.home)).has(hostOf(home)))
    throw new SourceFailed("other-site", placeOf(home));
  if (home !== undefined) state.home = home;
  if (items.length + removed.length > 0) return;
  const known = (await readBlock(context.db, source.id, 0)) ?? [];
  if (known.some(([, , is]) => HELD.includes(is))) throw new SourceFailed("empty", placeOf(source.settings.address));
}

const hostOf = (address: string): string => new URL(address).hostname;
