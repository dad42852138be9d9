import { readableLicences } from "../model/access.ts";
import { plainText } from "../model/article/words.ts";
import { channel } from "../model/channel.ts";
import { SEARCH } from "../model/policy.ts";
import { excerptOf, haveTerms, markTerms, type Piece } from "../model/search/excerpt.ts";
import { scopeOf } from "../model/search/levels.ts";
import { type Mark, marksAsked } from "../model/search/mark.ts";
import { type FilterValues, type Question, searchTerms, type Term, wholeTerms } from "../model/search/question.ts";
import { type Hit, newerFirst, orderHits } from "../model/search/ranking.ts";
import type { Item } from "../render/feed/item.ts";
import type { Site } from "../render/site.ts";
import { readOut } from "../store/article/article.ts";
import { type Newest, readBest, readNewestHits, type Search } from "../store/search/find.ts";
import { resolveChannel } from "./channels.ts";
import { makeItem } from "./items.ts";

/** A search result: its headline, and the excerpt with the most matches, in pieces. */
export type Found = { item: Item; headline: Piece[]; excerpt: Piece[] };

/** A page of results; `isFilling` is set while stories are still being indexed, so that some may be missing. */
export type FoundPage = { found: Found[]; isMore: boolean; isFilling: boolean };

/** Limits of a search besides its filters: lists of marks, of which each story must have one. */
type Within = readonly (readonly Mark[])[];

/** Returns a page of a search, starting at 1: the best matches that this access may read, with their matches marked. */
export async function viewSearch(db: D1Database, site: Site, question: Question, page: number): Promise<FoundPage> {
  const terms = searchTerms(question.words);
  const { hits: found, isFilling } = await findHits(db, site, { ...question, terms });
  const hits = orderHits(found);
  const from = (page - 1) * SEARCH.results;
  const shown = hits.slice(from, from + SEARCH.results).map(({ article }) => article);
  return {
    found: await viewFound(db, site, shown, terms),
    isMore: hits.length > from + SEARCH.results,
    isFilling,
  };
}

/** Returns the stories of a search's feed: the latest ones published here, newest first, and whether some may be missing. */
export async function viewNewestFound(
  db: D1Database,
  site: Site,
  question: Question,
  limit: number,
): Promise<{ items: Item[]; isFilling: boolean }> {
  const terms = searchTerms(question.words);
  const searches = await searchesOf(db, site, { ...question, terms });
  const { newest, isFilling } = await readNewestHits(db, searches, limit);
  const ids = distinct(newest.flat().sort(newerFirst)).slice(0, limit);
  const found = await viewFound(db, site, ids, terms);
  return { items: found.map(({ item }) => item), isFilling };
}

type Asked = { filters: FilterValues; terms: readonly Term[]; within?: Within };

/** Returns the best matches, each story once; `isFilling` is set while some may be missing. */
export async function findHits(db: D1Database, site: Site, asked: Asked): Promise<{ hits: Hit[]; isFilling: boolean }> {
  const { searches, newest, most, isFilling } = await beginSearch(db, site, asked);
  const hits = await Promise.all(
    searches.map((each, at) =>
      readBest(db, each, { newest: newest[at] ?? [], asked: most }, SEARCH.best / searches.length),
    ),
  );
  const ids = new Set<string>();
  // If both indexes have a story, its better match counts.
  const best = hits
    .flat()
    .sort((one, other) => one.rank - other.rank)
    .filter(({ article }) => !ids.has(article) && ids.add(article));
  return { hits: best, isFilling };
}

/** Where a search looks, and the newest matches there, up to a limit in each. */
type Begun = Newest & { searches: Search[]; most: number };

/**
 * If enough stories have the last word as typed, longer words that start with it aren't searched: for a common word they would
 * match nearly everything.
 */
async function beginSearch(db: D1Database, site: Site, asked: Asked): Promise<Begun> {
  const terms = wholeTerms(asked.terms);
  const whole = await searchesOf(db, site, { ...asked, terms });
  const most = SEARCH.wholeWords / Math.max(1, whole.length);
  const begun = { ...(await readNewestHits(db, whole, most)), searches: whole, most };
  const isWhole = terms.every(({ isPrefix }, at) => isPrefix === asked.terms[at]?.isPrefix);
  if (isWhole || begun.newest.flat().length >= SEARCH.wholeWords) return begun;
  const searches = whole.map(({ index, match }) => ({ index, match: { ...match, terms: asked.terms } }));
  return { ...(await readNewestHits(db, searches, most)), searches, most };
}

/** Returns where to search: the public index and, with a key, the licensed one. Nowhere if there are no words. */
async function searchesOf(db: D1Database, site: Site, { terms, filters, within = [] }: Asked): Promise<Search[]> {
  if (terms.length === 0) return [];
  const { hidden, open } = scopeOf(site.masthead, site.access);
  const marks = marksAsked(await withIds(db, filters, site));
  const everybodys: Search = { index: "search_public", match: { terms, marks, oneOf: within, noneOf: hidden } };
  if (open.length === 0) return [everybodys];
  return [everybodys, { index: "search_licensed", match: { terms, marks, oneOf: [open, ...within], noneOf: [] } }];
}

/** Resolves an author's current or former address to the id. */
async function withIds(db: D1Database, { author, ...rest }: FilterValues, site: Site): Promise<FilterValues> {
  if (author === undefined) return rest;
  const { of } = await resolveChannel(db, channel("author", author), site);
  return { ...rest, author: of };
}

/** Returns stories as this access sees them, in the given order, leaving out those whose readable part lacks any of the words. */
async function viewFound(db: D1Database, site: Site, ids: readonly string[], terms: readonly Term[]): Promise<Found[]> {
  const articles = await readOut(db, ids, readableLicences(site.masthead, site.access));
  const items = await Promise.all(articles.map((article) => makeItem(article, site)));
  const byId = new Map(items.flatMap((item) => (item === undefined ? [] : [[item.slug, item]])));
  return ids.flatMap((id) => {
    const item = byId.get(id);
    return item !== undefined && mayBeFound(item, terms) ? [foundOf(item, terms)] : [];
  });
}

/** Whether the readable part of a story has all the words: if it is read in full, everything in the index is readable. */
export const mayBeFound = (item: Item, terms: readonly Term[]): boolean =>
  item.shows === "full" || haveTerms([item.headline, item.summary ?? ""], terms);

function foundOf(item: Item, terms: readonly Term[]): Found {
  const text = item.body === undefined ? undefined : plainText(item.body);
  const summary = item.summary ?? "";
  const excerpt = (text === undefined ? undefined : excerptOf(text, terms)) ?? excerptOf(summary, terms);
  return { item, headline: markTerms(item.headline, terms), excerpt: excerpt ?? shortOf(summary) };
}

const shortOf = (summary: string): Piece[] => (summary === "" ? [] : [{ text: summary }]);

const distinct = (hits: readonly Hit[]): string[] => [...new Set(hits.map(({ article }) => article))];
