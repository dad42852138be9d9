import { SOURCES } from "../../model/policy.ts";
import { SourceFailed } from "../../model/source/failure.ts";
import { HELD, MISSED } from "../../model/source/state.ts";
import { HOUR, instant, MINUTE } from "../../model/time.ts";
import type { Listed, Query } from "../../sources/cms/site.ts";
import { type BlockPost, readBlock, readPosts } from "../../store/source/post.ts";
import type { SiteVisit } from "./context.ts";
import { askAgainFor } from "./gone.ts";
import { takePosts } from "./take.ts";

/** Returns the cursor after a response: by the site's own clock, and a minute early. */
export const cursorAt = (date: number): string => instant(date - MINUTE);

/**
 * Sends four small requests: for edited posts, published posts, the newest posts, and whether a block of known posts still
 * exists.
 * Then requests full posts for what is new or changed. Returns whether everything was handled.
 */
export async function follow(visit: SiteVisit): Promise<boolean> {
  const { site, state } = visit;
  const since = instant(Date.parse(state.cursor ?? instant(visit.context.now)) - SOURCES.overlapHours * HOUR);
  const edited = await listAll(visit, (page) => ({ since, by: "modified", page }));
  const out = await listAll(visit, (page) => ({ since, by: "published", page }));
  const newest = await site.list({ newest: SOURCES.newest });
  const block = await nextBlock(visit);
  if (newest.listed.length === 0 && block.some(([, , is]) => HELD.includes(is))) throw new SourceFailed("empty");
  const held = block.filter(([, , is]) => HELD.includes(is));
  const watched = block.filter(([, , is]) => HELD.includes(is) || MISSED.includes(is)).map(([id]) => id);
  const there = watched.length === 0 ? [] : (await site.list({ ids: watched })).listed;
  const listed = new Set(there.map(({ id }) => id));
  const missing = held.filter(([id]) => !listed.has(id)).map(([id]) => id);
  const back = await askAgainFor(visit, missing, held.length);
  const left = leftNewest(visit, newest.listed).filter((id) => !watched.includes(id));
  const seen = [...edited.listed, ...out.listed, ...(isAsBefore(visit, newest.listed) ? [] : newest.listed)];
  const wanted = new Set([
    ...changedIn(block, there, visit.source.rules),
    ...back,
    ...(await unknownAmong(visit, seen)),
  ]);
  const isAll = await takeById(visit, [...wanted]);
  for (const id of await askAgainFor(visit, await heldAmong(visit, left), SOURCES.newest)) await takeById(visit, [id]);
  if (!isAll) return false;
  state.cursor = cursorAt(edited.date);
  state.newest = newest.listed.map(({ id, modified }) => [id, modified]);
  state.block = (state.block ?? 0) + 1;
  return true;
}

/** Reads a full list, page by page in order of id, so it loses nothing even if many posts share a time. */
async function listAll(
  { site }: SiteVisit,
  queryOf: (page: number) => Query,
): Promise<{ listed: Listed[]; date: number }> {
  const first = await site.list(queryOf(1));
  const listed = [...first.listed];
  let { hasMore } = first;
  for (let page = 2; hasMore && page <= SOURCES.listPages; page++) {
    const next = await site.list(queryOf(page));
    listed.push(...next.listed);
    hasMore = next.hasMore;
  }
  return { listed, date: first.date };
}

/** Returns the block whose turn it is; after the last one, starts over with the first. */
async function nextBlock({ context, source, state }: SiteVisit): Promise<BlockPost[]> {
  const block = state.block ?? 0;
  const found = await readBlock(context.db, source.id, block);
  if (found !== undefined || block === 0) return found ?? [];
  state.block = 0;
  return (await readBlock(context.db, source.id, 0)) ?? [];
}

/** Returns the posts of a block that changed, are back, or were decided under other rules. */
const changedIn = (block: readonly BlockPost[], there: readonly Listed[], rules: string): string[] =>
  there
    .filter(({ id, modified }) =>
      block.some((each) => each[0] === id && (each[1] !== modified || each[3] !== rules || MISSED.includes(each[2]))),
    )
    .map(({ id }) => id);

const isAsBefore = ({ state }: SiteVisit, listed: readonly Listed[]): boolean =>
  JSON.stringify(state.newest) === JSON.stringify(listed.map(({ id, modified }) => [id, modified]));

/** Returns the posts that were among the newest, should still be by their ids, and aren't. */
function leftNewest({ site, state }: SiteVisit, listed: readonly Listed[]): string[] {
  const last = listed.length < SOURCES.newest ? undefined : listed.at(-1)?.id;
  const ids = new Set(listed.map(({ id }) => id));
  return (state.newest ?? [])
    .map(([id]) => id)
    .filter((id) => !ids.has(id) && (last === undefined || site.compare(id, last) > 0));
}

async function heldAmong({ context, source }: SiteVisit, ids: readonly string[]): Promise<string[]> {
  const known = await readPosts(context.db, source.id, ids);
  return [...known.values()].filter(({ state }) => HELD.includes(state)).map(({ post }) => post);
}

/** Returns the listed posts that aren't known in this state, by id and modified time, whatever list they came from. */
export async function unknownAmong({ context, source }: SiteVisit, listed: readonly Listed[]): Promise<string[]> {
  const known = await readPosts(context.db, source.id, [...new Set(listed.map(({ id }) => id))]);
  const isKnown = ({ id, modified }: Listed) => {
    const post = known.get(id);
    return (
      post?.modified === modified &&
      post.rules === source.rules &&
      post.state !== "taking" &&
      !MISSED.includes(post.state)
    );
  };
  return listed.filter((each) => !isKnown(each)).map(({ id }) => id);
}

/** Takes posts by id, up to a limit per visit; returns false if some are left for the next. */
export async function takeById(visit: SiteVisit, ids: readonly string[]): Promise<boolean> {
  const most = SOURCES.texts * SOURCES.listPages;
  for (let at = 0; at < Math.min(ids.length, most); at += SOURCES.texts) {
    const { posts } = await visit.site.texts(ids.slice(at, at + SOURCES.texts));
    await takePosts(visit, posts);
  }
  return ids.length <= most;
}
