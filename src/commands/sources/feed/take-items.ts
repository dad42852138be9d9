import { SOURCES } from "../../../model/policy.ts";
import { SourceFailed } from "../../../model/source/failure.ts";
import type { Post } from "../../../model/source/post.ts";
import { HOUR, instant } from "../../../model/time.ts";
import { placeOf } from "../../../sources/cms/answer.ts";
import type { FeedDocument } from "../../../sources/cms/feed/document.ts";
import { readItems, type UnfitItem } from "../../../sources/cms/feed/posts.ts";
import { readPosts } from "../../../store/source/post.ts";
import type { Visit } from "../context.ts";
import { isTaken, takePosts } from "../take.ts";
import { sortByGuid } from "./same-guid.ts";
import { tellUnfit } from "./unfit.ts";

/** The result of taking a feed's items: how many were taken, and whether there are more. */
export type TakenItems = {
  count: number;
  isRest: boolean;
  /** Whether none of them has to be tried again. */
  isSettled: boolean;
  /** Whether none of them was known. */
  isAllNew: boolean;
  /** What an editor has to look into, though everything else was taken. */
  failure: SourceFailed | undefined;
};

/** Takes the items of a document, oldest first, up to `most` new or changed ones. Reports those that can't become stories. */
export async function takeItems(visit: Visit, document: FeedDocument, most: number): Promise<TakenItems> {
  const { context, source } = visit;
  const { fit, unfit } = await readItems(document);
  const ids = fit.map(({ post }) => post.id);
  const known = await readPosts(context.db, source.id, ids);
  const { stories, reused } = await sortByGuid(fit, known);
  const ahead = stories.filter(({ published }) => Date.parse(published) > context.now + SOURCES.clockHours * HOUR);
  await tellUnfit(visit, [...unfit, ...ahead.map(unfitAhead), ...reused]);
  const fresh = stories
    .filter((post) => !ahead.includes(post) && !isTaken(known.get(post.id), post, source.rules))
    .sort((one, other) => Date.parse(one.published) - Date.parse(other.published));
  const taken = fresh.slice(0, most).map((post) => notAhead(post, context.now));
  await takePosts(visit, taken);
  return {
    count: taken.length,
    isRest: taken.length < fresh.length,
    isSettled: await areSettled(visit, taken),
    isAllNew: known.size === 0 && stories.length > 0,
    failure: failureOf(visit, document, unfit, reused),
  };
}

const unfitAhead = ({ id, url, title }: Post): UnfitItem => ({
  ...{ id, url, title, isShort: false },
  reason: "Its date is in the future.",
});

/** Moves a slightly future publication date to now: a site with a fast clock has already published it, so it isn't held back. */
const notAhead = (post: Post, now: number): Post =>
  Date.parse(post.published) > now ? { ...post, published: instant(now) } : post;

/** Whether nothing was left unfinished that the next visit has to do even if the feed is unchanged. */
async function areSettled({ context, source }: Visit, taken: readonly Post[]): Promise<boolean> {
  const ids = taken.map(({ id }) => id);
  const rows = await readPosts(context.db, source.id, ids);
  return ids.every((id) => (rows.get(id)?.state ?? "taking") !== "taking");
}

function failureOf(
  { state, source }: Visit,
  { items }: FeedDocument,
  unfit: readonly UnfitItem[],
  [reused]: readonly UnfitItem[],
): SourceFailed | undefined {
  if (reused !== undefined) return new SourceFailed("guid-reused", placeOf(reused.url));
  const isShort = items.length > 0 && unfit.length === items.length && unfit.every((each) => each.isShort);
  return isShort ? new SourceFailed("no-full-text", placeOf(state.root ?? source.settings.address)) : undefined;
}
