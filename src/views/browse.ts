import { LATEST } from "../model/channel.ts";
import { type Month, monthNamed, monthOf, monthsBetween } from "../model/month.ts";
import { PAGES } from "../model/policy.ts";
import type { Item } from "../render/feed/item.ts";
import type { Site } from "../render/site.ts";
import {
  newestFirst,
  type Position,
  readOut,
  readPage,
  readPlaces,
  type StoredArticle,
} from "../store/article/article.ts";
import { countPages, readAround, readFilled, readFront, readNewer, readSpan } from "../store/article/browse.ts";
import { headlinesOf, keepMembers, viewHeadlines } from "./items.ts";

/** Stories per page. */
const PAGE = PAGES.browse;

/** A channel's page for people: its stories, and the numbers of the adjacent pages. The first page has no number. */
export type ChannelStories = { items: Item[]; older: number | undefined; newer: number | "first" | undefined };

/**
 * Returns the first page of a channel: the newest stories, including those on no archive page. Reads two rows per story, and a
 * few.
 */
export async function viewFront(db: D1Database, site: Site, channel: string): Promise<ChannelStories> {
  const { ids, pages } = await readFront(db, channel);
  const articles = keepMembers(channel, await readOut(db, ids, []));
  return { items: headlinesOf(articles, site), older: pages > 0 ? pages : undefined, newer: undefined };
}

/**
 * Returns an archive page of a channel, counted from the oldest: it is full, and nothing on it ever moves. Reads two rows per
 * story, and one.
 */
export async function viewPast(
  db: D1Database,
  site: Site,
  channel: string,
  page: number,
): Promise<ChannelStories | undefined> {
  const pages = await countPages(db, channel);
  if (page > pages) return undefined;
  const to = page * PAGE;
  const articles = keepMembers(channel, await readPlaces(db, { channel, from: to - PAGE, to }, []));
  return {
    items: headlinesOf(articles.sort(byPlace), site),
    older: page > 1 ? page - 1 : undefined,
    newer: page < pages ? page + 1 : "first",
  };
}

const byPlace = (one: StoredArticle, other: StoredArticle): number => newestFirst(placeIn(one), placeIn(other));
const placeIn = ({ publishedAt, id }: StoredArticle): Position => ({ published: publishedAt, article: id });

/** Returns the months with released stories, latest first. */
export async function viewMonths(db: D1Database, { masthead }: Site): Promise<Month[]> {
  const span = await readSpan(db, LATEST.id);
  if (span === undefined) return [];
  const months = monthsBetween(span.first, span.last, masthead.publication.timeZone);
  const filled = await readFilled(db, LATEST.id, months);
  return months.filter((_, at) => filled.has(at));
}

/** Where on a month's pages to read from, and in which direction. */
export type MonthPlace = { older: Position } | { newer: Position } | undefined;

/** A page of a month. `older` and `newer` are places within the month; the adjacent months are set where the month ends. */
export type MonthStories = {
  items: Item[];
  older: Position | undefined;
  newer: Position | undefined;
  before: string | undefined;
  behind: string | undefined;
};

/** Returns a page of a month's stories; undefined if the month has none. Reads two rows per story, and a few. */
export async function viewMonth(
  db: D1Database,
  site: Site,
  month: Month,
  place: MonthPlace,
): Promise<MonthStories | undefined> {
  const up = place && "newer" in place ? await readUp(db, month, place.newer) : undefined;
  // If less than a page is newer, returns the month's first page, which would otherwise have a second URL.
  const found = up ?? (await readDown(db, month, place && "older" in place ? place.older : undefined));
  const { articles, isFirst, isLast } = found;
  if (articles.length === 0 && place === undefined) return undefined;
  const { timeZone } = site.masthead.publication;
  const around = isFirst || isLast ? await readAround(db, LATEST.id, month) : { before: null, behind: null };
  const nameOf = (at: string | null) => (at === null ? undefined : monthOf(at, timeZone));
  return {
    items: headlinesOf(articles, site),
    older: isLast ? undefined : placeOf(articles.at(-1)),
    newer: isFirst ? undefined : placeOf(articles[0]),
    before: isLast ? nameOf(around.before) : undefined,
    behind: isFirst ? nameOf(around.behind) : undefined,
  };
}

/** Articles, newest first, and whether the month ends with them. */
type MonthPage = { articles: StoredArticle[]; isFirst: boolean; isLast: boolean };

/** Undefined if the month has no more than one page of newer stories. */
async function readUp(db: D1Database, month: Month, than: Position): Promise<MonthPage | undefined> {
  const found = await readNewer(db, LATEST.id, month, than, PAGE + 1);
  return found.length <= PAGE ? undefined : { articles: found.slice(0, PAGE).reverse(), isFirst: false, isLast: false };
}

async function readDown(db: D1Database, month: Month, after: Position | undefined): Promise<MonthPage> {
  const { from, to } = month;
  const found = await readPage(db, { channel: LATEST.id, limit: PAGE + 1, from, to, after, bodiesUnder: [] });
  return { articles: found.slice(0, PAGE), isFirst: after === undefined, isLast: found.length <= PAGE };
}

const placeOf = (article: StoredArticle | undefined): Position | undefined => article && placeIn(article);

/** The newest stories, and where they continue: in which month, and after which of its stories if some were shown. */
export type HomeStories = { items: Item[]; next: { month: Month; after: Position | undefined } | undefined };

/** Returns the stories of the home page. Reads one row per story, and one. */
export async function viewHome(db: D1Database, site: Site): Promise<HomeStories> {
  const found = await viewHeadlines(db, site, { channel: LATEST.id, limit: PAGES.home + 1 });
  const items = found.slice(0, PAGES.home);
  const [last, more] = [items.at(-1), found[PAGES.home]];
  if (last === undefined || more === undefined) return { items, next: undefined };
  const { timeZone } = site.masthead.publication;
  const month = monthNamed(monthOf(more.published, timeZone), timeZone);
  if (month === undefined) return { items, next: undefined };
  const isSame = monthOf(last.published, timeZone) === month.name;
  return { items, next: { month, after: isSame ? { published: last.published, article: last.slug } : undefined } };
}
