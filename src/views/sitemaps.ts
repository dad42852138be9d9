import { PUBLIC, visibility } from "../model/access.ts";
import { articleUrl } from "../model/address.ts";
import { addressOf } from "../model/article/article.ts";
import { channelAddress, LATEST } from "../model/channel.ts";
import { getOwn } from "../model/get-own.ts";
import { publicUse } from "../model/licence/public-use.ts";
import { termsOf } from "../model/licence/terms.ts";
import { channelPageUrl, monthsUrl, monthUrl } from "../model/page-address.ts";
import { SITEMAP } from "../model/policy.ts";
import { HOUR, instant } from "../model/time.ts";
import type { Site } from "../render/site.ts";
import type { NewsEntry, SitemapEntry } from "../render/sitemap/sitemap.ts";
import { lastPlace } from "../store/article/archive.ts";
import { readPage, readPlaces, type StoredArticle } from "../store/article/article.ts";
import { viewMonths } from "./browse.ts";
import { viewChannels } from "./channels.ts";

/** Counts the sitemaps of stories; reads one row. */
export const countSitemaps = async (db: D1Database): Promise<number> =>
  Math.ceil((await lastPlace(db, LATEST.id)) / SITEMAP.stories);

/**
 * Returns the stories of a sitemap in the order of their release, so that only the last one grows; undefined if it doesn't
 * exist. Reads two rows per story.
 */
export async function viewSitemap(db: D1Database, site: Site, page: number): Promise<SitemapEntry[] | undefined> {
  if (page > (await countSitemaps(db))) return undefined;
  const to = page * SITEMAP.stories;
  const articles = await readPlaces(db, { channel: LATEST.id, from: to - SITEMAP.stories, to }, []);
  return articles.filter((article) => isFound(article, site)).map((article) => entryOf(article, site));
}

const entryOf = (article: StoredArticle, { origin }: Site): SitemapEntry => ({
  url: articleUrl(origin, addressOf(article)),
  modified: article.modifiedAt,
});

/** Whether search engines should find a story's page here: its license doesn't deny it, and it first ran here. */
function isFound(article: StoredArticle, { masthead }: Site): boolean {
  const { shows } = visibility(article, masthead, PUBLIC);
  const licence = getOwn(masthead.licences, article.licence);
  if (shows === "nothing" || shows === "notice" || licence === undefined) return false;
  return article.canonical === undefined && publicUse(termsOf(licence, article)).search !== "deny";
}

/** Returns the pages that link to stories: the home page, channels, months, licenses. */
export async function viewPagesSitemap(db: D1Database, site: Site): Promise<SitemapEntry[]> {
  const { origin, masthead } = site;
  const [channels, months] = await Promise.all([viewChannels(db, site), viewMonths(db, site)]);
  const urls = [
    ...channels.map(({ id }) => channelPageUrl(origin, channelAddress(id, masthead))),
    monthsUrl(origin),
    ...months.map(({ name }) => monthUrl(origin, name)),
  ];
  return [...new Set(urls)].map((url) => ({ url }));
}

/** Returns the stories that Google treats as news at `now`, in milliseconds. Reads two rows per story. */
export async function viewNews(db: D1Database, site: Site, now: number): Promise<NewsEntry[]> {
  const from = instant(now - SITEMAP.newsHours * HOUR);
  const articles = await readPage(db, { channel: LATEST.id, limit: SITEMAP.stories, from, bodiesUnder: [] });
  return articles
    .filter((article) => isFound(article, site))
    .map((article) => ({
      url: articleUrl(site.origin, addressOf(article)),
      headline: article.headline,
      language: article.language ?? site.masthead.publication.language,
      published: article.publishedAt,
    }));
}
