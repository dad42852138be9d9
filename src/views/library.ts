import { countWords } from "../model/article/words.ts";
import { channel } from "../model/channel.ts";
import { republishedUnder } from "../model/licence/republishing.ts";
import type { Masthead } from "../model/masthead.ts";
import { LIBRARY } from "../model/policy.ts";
import { type Mark, mark } from "../model/search/mark.ts";
import { foldQuestion, searchTerms } from "../model/search/question.ts";
import { orderHits } from "../model/search/ranking.ts";
import { DAY, instant } from "../model/time.ts";
import type { Item } from "../render/feed/item.ts";
import type { Site } from "../render/site.ts";
import { type Position, readNewestOf, readOut, type StoredArticle } from "../store/article/article.ts";
import { type HeldVersion, readHeld } from "../store/article/holding-of.ts";
import { readLongBodies } from "../store/article/long-body.ts";
import { makeItem } from "./items.ts";
import { findHits, mayBeFound } from "./search.ts";

/** A query of the library; absent fields don't filter. `after` is where the page starts. */
export type LibraryQuery = {
  q?: string | undefined;
  section?: string | undefined;
  topic?: string | undefined;
  licence?: string | undefined;
  /** Published within this many days. */
  days?: number | undefined;
  after?: Position | undefined;
  /** Searches only: the page number. */
  page?: number | undefined;
};

/** A story in the library, with what the publisher took of it. `words` is missing if the text is too long to count here. */
export type LibraryStory = { item: Item; released: string; words?: number; held?: HeldVersion };

/**
 * A page of the library. `next` is where the next page starts, or a search's next page number; `isLooking` is set if it
 * continues past stories that didn't match.
 */
export type LibraryPage = {
  stories: LibraryStory[];
  next?: Position | number;
  isLooking: boolean;
  /** Searches only: set while stories are still being indexed. */
  isFilling?: true;
};

/** Returns the licenses whose stories this access may republish. */
export const libraryLicences = ({ masthead, access }: Site): string[] => republishedUnder(masthead.licences, access);

/**
 * Returns the newest stories that a publisher may republish and that match the query, examining a limited number; with search
 * words, the best matches from the index.
 */
export async function viewLibrary(
  db: D1Database,
  site: Site,
  publisher: string,
  query: LibraryQuery,
  now: number,
): Promise<LibraryPage> {
  if (query.q !== undefined) return searchLibrary(db, site, publisher, { ...query, q: query.q }, now);
  const found = await look(db, site, query, now);
  const shown = found.articles.slice(0, LIBRARY.stories);
  const more = found.articles.length > shown.length;
  const last = more ? placeOf(shown.at(-1)) : found.next;
  const ids = shown.map(({ id }) => id);
  return {
    stories: await storiesOf(db, site, publisher, ids),
    ...(last ? { next: last } : {}),
    isLooking: !more && last !== undefined,
  };
}

/** Returns the best matches for the words within the requested days. */
async function searchLibrary(
  db: D1Database,
  site: Site,
  publisher: string,
  { q, section, topic, licence, days, page = 1 }: LibraryQuery & { q: string },
  now: number,
): Promise<LibraryPage> {
  const terms = searchTerms(foldQuestion(q));
  const from = days === undefined ? "" : instant(now - days * DAY);
  const licences = libraryLicences(site).map((id) => mark("licence", id));
  if (licences.length === 0) return { stories: [], isLooking: false };
  const within = [licences, ...(days === undefined ? [] : [monthsOf(now - days * DAY, now)])];
  const { hits, isFilling } = await findHits(db, site, { filters: { section, topic, licence }, terms, within });
  const fitting = orderHits(hits.filter(({ published }) => published >= from));
  const begin = (page - 1) * LIBRARY.stories;
  const ids = fitting.slice(begin, begin + LIBRARY.stories).map(({ article }) => article);
  const found = await storiesOf(db, site, publisher, ids);
  const stories = found.filter(({ item }) => mayBeFound(item, terms));
  return {
    ...{ stories, isLooking: false },
    ...(fitting.length > begin + LIBRARY.stories ? { next: page + 1 } : {}),
    ...(isFilling ? { isFilling } : {}),
  };
}

/** Returns the months between two times, and the adjacent ones: the newsroom's month may differ from that in UTC. */
function monthsOf(from: number, to: number): Mark[] {
  const marks = new Set<Mark>();
  for (let at = from - DAY; at <= to + DAY; at += DAY) marks.add(mark("date", instant(at).slice(0, 7)));
  return [...marks];
}

type Found = { articles: StoredArticle[]; next: Position | undefined };

/** Examines the newest stories until a page is full or the limit is reached: `next` then says where to continue. */
async function look(db: D1Database, { masthead, ...site }: Site, query: LibraryQuery, now: number): Promise<Found> {
  const licences = libraryLicences({ masthead, ...site }).filter(
    (id) => query.licence === undefined || query.licence === id,
  );
  const channels = licences.map((licence) => channel("licence", licence).id);
  const fits = matcher(query, now);
  const articles: StoredArticle[] = [];
  let after = query.after;
  for (let looked = 0; looked < LIBRARY.span; looked += LIBRARY.batch) {
    const batch = await readNewestOf(db, channels, LIBRARY.batch, [], after);
    articles.push(...batch.filter(fits));
    if (batch.length < LIBRARY.batch) return { articles, next: undefined };
    after = placeOf(batch.at(-1));
    if (articles.length > LIBRARY.stories) break;
  }
  return { articles, next: after };
}

/** Returns an article's place in its channels. */
const placeOf = (article: StoredArticle | undefined): Position | undefined =>
  article && { published: article.publishedAt, article: article.id };

function matcher({ section, topic, days }: LibraryQuery, now: number): (article: StoredArticle) => boolean {
  const from = days === undefined ? "" : instant(now - days * DAY);
  return (article) =>
    (section === undefined || article.section === section) &&
    (topic === undefined || article.topics.includes(topic)) &&
    article.publishedAt >= from;
}

async function storiesOf(
  db: D1Database,
  site: Site,
  publisher: string,
  ids: readonly string[],
): Promise<LibraryStory[]> {
  if (ids.length === 0) return [];
  const [read, held] = await Promise.all([
    readOut(db, ids, libraryLicences(site)).then((articles) => readLongBodies(db, articles)),
    readHeld(db, publisher, ids),
  ]);
  const stories = await Promise.all(read.map((article) => storyOf(article, site, held.get(article.id))));
  return stories
    .flatMap((story) => story ?? [])
    .sort((one, other) => ids.indexOf(one.item.slug) - ids.indexOf(other.item.slug));
}

async function storyOf(
  article: StoredArticle,
  site: Site,
  held: HeldVersion | undefined,
): Promise<LibraryStory | undefined> {
  const item = await makeItem(article, site);
  if (item === undefined) return undefined;
  const words = article.body === undefined ? 0 : countWords(article.body);
  return {
    item,
    released: article.released ?? item.published,
    ...(words > 0 ? { words } : {}),
    ...(held ? { held } : {}),
  };
}

/** Returns the filter whose value the masthead doesn't name, if any. */
export const unknownFilter = (
  { section, topic, licence }: Pick<LibraryQuery, "section" | "topic" | "licence">,
  { publication, licences }: Masthead,
): "section" | "topic" | "licence" | undefined => {
  if (section !== undefined && !Object.hasOwn(publication.sections, section)) return "section";
  if (topic !== undefined && !Object.hasOwn(publication.topics, topic)) return "topic";
  return licence !== undefined && !Object.hasOwn(licences, licence) ? "licence" : undefined;
};
