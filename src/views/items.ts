import { licensedImages, readableLicences } from "../model/access.ts";
import type { ReceivedText } from "../model/article/holding.ts";
import { channel, channelsOf } from "../model/channel.ts";
import type { Item } from "../render/feed/item.ts";
import { itemOf } from "../render/feed/item-of.ts";
import { type KillNotice, noticeOf } from "../render/feed/notice.ts";
import { shortenItem } from "../render/feed/shorten.ts";
import type { Site } from "../render/site.ts";
import {
  type NoticeQuery,
  type PageQuery,
  type Places,
  readArticle,
  readNewestOf,
  readOut,
  readPage,
  readPlaces,
  readWithdrawn,
  type StoredArticle,
} from "../store/article/article.ts";
import { readLongBodies } from "../store/article/long-body.ts";
import { readNewest, readNewestIds } from "../store/article/newest.ts";

/** Bodies that this access may not see aren't even read. */
const bodiesUnder = ({ masthead, access }: Site): string[] => readableLicences(masthead, access);

/**
 * Returns the item of an article, with a URL that opens without a key for each of its images; undefined if there is nothing to
 * see.
 * `isPage` is set if the item is for a page of the wire.
 */
export async function makeItem(article: StoredArticle, site: Site, isPage = false): Promise<Item | undefined> {
  const { makeMac, masthead, access } = site;
  if (makeMac === undefined) return itemOf(article, site, { isPage });
  const images = licensedImages(article, masthead, access);
  const macs = await Promise.all(images.map(async ({ sha256 }) => [sha256, await makeMac(sha256)] as const));
  return itemOf(article, site, { macs: new Map(macs), isPage });
}

/** Returns the items of a page of a channel. */
export async function viewItems(db: D1Database, site: Site, query: Omit<PageQuery, "bodiesUnder">): Promise<Item[]> {
  return itemsOf(db, await readMembers(db, { ...query, bodiesUnder: bodiesUnder(site) }), site);
}

/** Returns the articles of a page of a channel. The first page comes from the channel's own row, if that is up to date. */
const readMembers = async (db: D1Database, query: PageQuery): Promise<StoredArticle[]> =>
  (await readNewest(db, query)) ?? readPage(db, query);

/** Returns the items of a page of a channel, without their texts. */
export async function viewHeadlines(
  db: D1Database,
  site: Site,
  query: Omit<PageQuery, "bodiesUnder">,
): Promise<Item[]> {
  return headlinesOf(await readMembers(db, { ...query, bodiesUnder: [] }), site);
}

/** Returns articles' items for pages without their texts. */
export const headlinesOf = (articles: readonly StoredArticle[], site: Site): Item[] =>
  articles.flatMap((article) => itemOf(article, site, { isPage: true }) ?? []);

/** Returns items with as much text as a list may contain. */
async function itemsOf(db: D1Database, articles: readonly StoredArticle[], site: Site): Promise<Item[]> {
  const read = await readLongBodies(db, articles);
  const items = await Promise.all(read.map((article) => makeItem(article, site)));
  return read.flatMap((article, at) => {
    const item = items[at];
    if (item === undefined) return [];
    return article.unread === undefined ? [item] : [shortenItem(item, site)];
  });
}

/** Returns the newest items that this access reads in full, whatever else was published since. */
export async function viewOpenItems(db: D1Database, site: Site, limit: number): Promise<Item[]> {
  const licences = bodiesUnder(site);
  const channels = licences.map((licence) => channel("licence", licence).id);
  const ids = await readNewestIds(db, channels, limit);
  const articles = ids ? await readOut(db, ids, licences, limit) : await readNewestOf(db, channels, limit, licences);
  return keepOpen(await itemsOf(db, articles, site));
}

/** Keeps the items that this access reads in full, even if their text is too long for a list. */
export const keepOpen = (items: readonly Item[]): Item[] =>
  items.filter(({ shows, isShortened }) => shows === "full" || isShortened);

/** Returns the items at places of a channel's archive that are out and still in the channel. */
export const viewArchiveItems = async (db: D1Database, site: Site, places: Places): Promise<Item[]> =>
  itemsOf(db, keepMembers(places.channel, await readPlaces(db, places, bodiesUnder(site))), site);

/** Returns the items of articles that were in a channel, if they are out and still in it. */
export const viewItemsOf = async (
  db: D1Database,
  site: Site,
  channel: string,
  ids: readonly string[],
): Promise<Item[]> =>
  ids.length === 0 ? [] : itemsOf(db, keepMembers(channel, await readOut(db, ids, bodiesUnder(site))), site);

/** Keeps the articles that are still in a channel. */
export const keepMembers = (channel: string, articles: readonly StoredArticle[]): StoredArticle[] =>
  articles.filter((article) => channelsOf(article).includes(channel));

/** Returns notices of killed stories, of all or of one channel. */
export async function viewNotices(db: D1Database, site: Site, query: NoticeQuery): Promise<KillNotice[]> {
  const articles = await readWithdrawn(db, query);
  return articles.flatMap((article) => noticeOf(article, site) ?? []);
}

/** Returns an article as this access may see it; for a killed one, the notice; undefined if there is nothing to see. */
export async function viewItem(
  db: D1Database,
  site: Site,
  id: string,
  isPage = false,
): Promise<{ item: Item } | { notice: KillNotice } | undefined> {
  const found = await readArticle(db, id, bodiesUnder(site));
  if (found === undefined) return undefined;
  const notice = noticeOf(found, site);
  if (notice !== undefined) return { notice };
  const item = await makeItem(found, site, isPage);
  return item && { item };
}

/** Returns the articles whose full text an answer contains. */
export const receivedTexts = (items: readonly Item[]): ReceivedText[] =>
  items.flatMap(({ shows, slug, version }) => (shows === "full" ? [{ article: slug, version }] : []));
