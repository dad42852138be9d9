import type { Context } from "hono";
import type { ReceivedText } from "../../model/article/holding.ts";
import { channelsOf } from "../../model/channel.ts";
import { articleTag } from "../../model/tag.ts";
import type { Item } from "../../render/feed/item.ts";
import { itemOf } from "../../render/feed/item-of.ts";
import { type Notice, noticeOf } from "../../render/feed/notice.ts";
import { withdrawnPage } from "../../render/html/wire/withdrawn-page.tsx";
import type { Site } from "../../render/site.ts";
import {
  type NoticeQuery,
  type PageQuery,
  type Places,
  readArticle,
  readOut,
  readPage,
  readPlaces,
  readWithdrawn,
  type StoredArticle,
} from "../../store/article/article.ts";
import { type Rendered, serve, type WireEnv } from "../cache/serve.ts";
import { problem } from "../respond/problems.ts";
import { readableUnder } from "../views/readable.ts";

/** The items of a page of a channel. Bodies that this access may not see aren't read. */
export async function itemsOf(c: Context<WireEnv>, site: Site, query: Omit<PageQuery, "bodiesUnder">): Promise<Item[]> {
  const articles = await readPage(c.env.env.db, { ...query, bodiesUnder: readableUnder(site) });
  return articles.flatMap((article) => itemOf(article, site) ?? []);
}

/** The articles of which an answer holds the full text. */
export const receivedTexts = (items: readonly Item[]): ReceivedText[] =>
  items.flatMap(({ shows, slug, version }) => (shows === "full" ? [{ article: slug, version }] : []));

/** The items at some places of a channel's archive: what is out, and still is in the channel. */
export async function itemsAt(c: Context<WireEnv>, site: Site, places: Places): Promise<Item[]> {
  return keepMembers(places.channel, await readPlaces(c.env.env.db, places, readableUnder(site)), site);
}

/** The items of some articles that were in a channel: what is out, and still is in it. */
export async function itemsOut(
  c: Context<WireEnv>,
  site: Site,
  channel: string,
  ids: readonly string[],
): Promise<Item[]> {
  return ids.length === 0 ? [] : keepMembers(channel, await readOut(c.env.env.db, ids, readableUnder(site)), site);
}

const keepMembers = (channel: string, articles: readonly StoredArticle[], site: Site): Item[] =>
  articles.filter((article) => channelsOf(article).includes(channel)).flatMap((article) => itemOf(article, site) ?? []);

/** What was withdrawn, everywhere or from one channel. */
export async function noticesOf(c: Context<WireEnv>, site: Site, query: NoticeQuery): Promise<Notice[]> {
  const articles = await readWithdrawn(c.env.env.db, query);
  return articles.flatMap((article) => noticeOf(article, site) ?? []);
}

/** Serves something made of one article, as far as this access may see it; nothing where `make` makes nothing. */
export const serveArticle = (
  c: Context<WireEnv>,
  key: string,
  id: string,
  make: (item: Item, site: Site) => Omit<Rendered, "tags"> | undefined,
): Promise<Response> =>
  serve(c, {
    key: `${key} ${id}`,
    scope: { article: id },
    render: async (site) => {
      const item = await readItem(c, site, id);
      if (item === undefined || item instanceof Response) return item;
      const made = make(item, site);
      return made && { ...made, tags: [articleTag(id)] };
    },
  });

/** An article as far as this access may see it; of a killed one, the notice; undefined where there is nothing to see. */
async function readItem(c: Context<WireEnv>, site: Site, id: string): Promise<Item | Response | undefined> {
  const found = await readArticle(c.env.env.db, id, readableUnder(site));
  if (found === undefined) return undefined;
  const notice = noticeOf(found, site);
  if (notice === undefined) return itemOf(found, site);
  return problem(c, "gone", { detail: notice.reason, page: withdrawnPage(notice, site) });
}
