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

/** A story that was found: its headline, and the part of its text that has most of the words, in pieces. */
export type Found = { item: Item; headline: Piece[]; excerpt: Piece[] };

/** A page of what was found; `isFilling` while stories are still being put into the index, so that some may be missing. */
export type FoundPage = { found: Found[]; isMore: boolean; isFilling: boolean };

/** What limits a search beside its filters: lists of marks of which each story has one. */
type Within = readonly (readonly Mark[])[];

/** The page of a search, from 1 on: the best of what this access may read, each with where it fits. */
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

/** The stories of a search's feed: those that were published here last, the newest first; and whether some may be missing. */
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

/** The best stories, each once; `isFilling` while some may be missing. */
export async function findHits(db: D1Database, site: Site, asked: Asked): Promise<{ hits: Hit[]; isFilling: boolean }> {
  const { searches, newest, most, isFilling } = await beginSearch(db, site, asked);
  const hits = await Promise.all(
    searches.map((each, at) =>
      readBest(db, each, { newest: newest[at] ?? [], asked: most }, SEARCH.best / searches.length),
    ),
  );
  const ids = new Set<string>();
  // Of a story that both indices have, the one that fits better counts.
  const best = hits
    .flat()
    .sort((one, other) => one.rank - other.rank)
    .filter(({ article }) => !ids.has(article) && ids.add(article));
  return { hits: best, isFilling };
}

/** Where a search looks, and the newest that fit there, at most so many in each. */
type Begun = Newest & { searches: Search[]; most: number };

/**
 * Where enough stories have the last word as it is typed, words that only begin with it aren't looked for: those of a common
 * word would be nearly all there are.
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

/** Where is looked: in everybody's index, and for a key in the licensed one, too. Nowhere where there is no word. */
async function searchesOf(db: D1Database, site: Site, { terms, filters, within = [] }: Asked): Promise<Search[]> {
  if (terms.length === 0) return [];
  const { hidden, open } = scopeOf(site.masthead, site.access);
  const marks = marksAsked(await withIds(db, filters, site));
  const everybodys: Search = { index: "search_public", match: { terms, marks, oneOf: within, noneOf: hidden } };
  if (open.length === 0) return [everybodys];
  return [everybodys, { index: "search_licensed", match: { terms, marks, oneOf: [open, ...within], noneOf: [] } }];
}

/** An author may be named by any address that they have or had. */
async function withIds(db: D1Database, { author, ...rest }: FilterValues, site: Site): Promise<FilterValues> {
  if (author === undefined) return rest;
  const { of } = await resolveChannel(db, channel("author", author), site);
  return { ...rest, author: of };
}

/** Some stories as this access sees them, in their order: each only where what it may read has all the words. */
async function viewFound(db: D1Database, site: Site, ids: readonly string[], terms: readonly Term[]): Promise<Found[]> {
  const articles = await readOut(db, ids, readableLicences(site.masthead, site.access));
  const items = await Promise.all(articles.map((article) => makeItem(article, site)));
  const byId = new Map(items.flatMap((item) => (item === undefined ? [] : [[item.slug, item]])));
  return ids.flatMap((id) => {
    const item = byId.get(id);
    return item !== undefined && mayBeFound(item, terms) ? [foundOf(item, terms)] : [];
  });
}

/** Whether what may be read of a story has all the words: of one that is read in full, all that the index has may be read. */
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
