import { SEARCH } from "../../model/policy.ts";
import { isJoined, type Parts, partMarks } from "../../model/search/mark.ts";
import type { Hit } from "../../model/search/ranking.ts";
import { type Match, matchOf } from "./match.ts";
import { searchDue } from "./todo.ts";

/** Everybody's index, and that of texts which a licence opens. */
export type Index = "search_public" | "search_licensed";

/** What is looked for, and where. */
export type Search = { index: Index; match: Match };

/** A story that fits, with its number in the index: the later it was put there, the higher. */
export type NumberedHit = Hit & { number: number };

/** What a search begins with: of each place where it looks, the newest that fit; and whether some may be missing. */
export type Newest = { newest: NumberedHit[][]; isFilling: boolean };

/** The stories that fit and were put into an index last, so many of each search at most: a row each, and one more for all. */
export async function readNewestHits(db: D1Database, searches: readonly Search[], limit: number): Promise<Newest> {
  const answers = await db.batch<NumberedHit>([
    fillingStatement(db),
    ...searches.map((each) => newestStatement(db, each, limit)),
  ]);
  const [filling = [], ...newest] = answers.map(({ results }) => results);
  return { newest, isFilling: filling[0]?.number === 1 };
}

/** Its answer has the columns of those with which it is asked. */
function fillingStatement(db: D1Database): D1PreparedStatement {
  const { sql, values } = searchDue();
  return db.prepare(`SELECT ${sql} AS number, '' AS article, '' AS published, 0 AS rank`).bind(...values);
}

const newestStatement = (db: D1Database, { index, match }: Search, limit: number) =>
  db
    .prepare(
      `SELECT rowid AS number, article, published, 0 AS rank FROM ${index} WHERE ${index} MATCH ?1 ORDER BY rowid DESC LIMIT ?2`,
    )
    .bind(matchOf(match), limit);

/**
 * The stories that fit best, a row each, where `newest` are the newest that fit, and fewer than `asked` if there are no others.
 * Ordering reads no row, but takes time for each story that fits: so only the parts of the index are looked through that
 * should have as many as are worth it, from the newest on, and older ones only where those haven't enough. Numbers can't limit
 * it: FTS5 would order everything, and read what it then leaves out.
 */
export async function readBest(
  db: D1Database,
  { index, match }: Search,
  { newest, asked }: { newest: readonly NumberedHit[]; asked: number },
  limit: number,
): Promise<Hit[]> {
  if (newest.length === 0) return [];
  const parts = newest.length < asked ? undefined : partsWorthIt(newest, limit);
  if (parts === undefined) return readRanked(db, index, match, limit);
  const recent = await readRanked(db, index, matchIn(match, parts), limit);
  if (recent.length === limit) return recent;
  const others = { ...match, noneOf: [...match.noneOf, ...partMarks(parts)] };
  return [...recent, ...(await readRanked(db, index, others, limit - recent.length))];
}

/**
 * The parts from the newest that fits on that should have as many as are ordered, were the others as close together as the
 * newest are. Undefined where so few fit that all of them can be ordered.
 */
function partsWorthIt(newest: readonly NumberedHit[], limit: number): Parts | undefined {
  const first = newest[0]?.number ?? 0;
  const last = newest.at(-1)?.number ?? first;
  const distance = (first - last + 1) / newest.length;
  const countOf = (size: number) =>
    Math.floor(first / size) - Math.floor((first - distance * SEARCH.ordered) / size) + 1;
  const size = SEARCH.partSizes.find((each) => countOf(each) <= SEARCH.parts) ?? Math.max(...SEARCH.partSizes);
  const count = Math.min(countOf(size), SEARCH.parts);
  return (count * size) / distance < 2 * limit ? undefined : { size, newest: first, count };
}

/**
 * The same in some parts alone. FTS5 counts the rows of everything that it is asked for, and that of a mark can be all there are:
 * of marks that are joined with their part, it counts those of the part.
 */
function matchIn({ marks, ...match }: Match, parts: Parts): Match {
  const tokens = partMarks(parts);
  if (marks.length === 0 || !isJoined(parts.size)) return { ...match, marks, oneOf: [...match.oneOf, tokens] };
  return { ...match, marks: [], allOfOne: tokens.map((part) => marks.map((mark) => mark + part)) };
}

async function readRanked(db: D1Database, index: Index, match: Match, limit: number): Promise<Hit[]> {
  const sql = `SELECT article, published, rank FROM ${index} WHERE ${index} MATCH ?1 ORDER BY rank LIMIT ?2`;
  return (await db.prepare(sql).bind(matchOf(match), limit).all<Hit>()).results;
}
