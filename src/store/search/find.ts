import { SEARCH } from "../../model/policy.ts";
import { isJoined, type Parts, partMarks } from "../../model/search/mark.ts";
import type { Hit } from "../../model/search/ranking.ts";
import { type Match, matchOf } from "./match.ts";
import { searchDue } from "./todo.ts";

/** The public index, and the index of texts that a license opens. */
export type Index = "search_public" | "search_licensed";

/** What to look for, and in which index. */
export type Search = { index: Index; match: Match };

/** A matching story with its number in the index: the later it was added, the higher the number. */
export type NumberedHit = Hit & { number: number };

/** The start of a search: for each index searched, the newest matches; and whether some may still be missing. */
export type Newest = { newest: NumberedHit[][]; isFilling: boolean };

/** Returns the matches added to an index last, at most `limit` per search; reads a row each, and one more overall. */
export async function readNewestHits(db: D1Database, searches: readonly Search[], limit: number): Promise<Newest> {
  const answers = await db.batch<NumberedHit>([
    fillingStatement(db),
    ...searches.map((each) => newestStatement(db, each, limit)),
  ]);
  const [filling = [], ...newest] = answers.map(({ results }) => results);
  return { newest, isFilling: filling[0]?.number === 1 };
}

/** Returns the same columns as the statements in whose batch it runs. */
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
 * Returns the best matches, a row each; `newest` are the newest matches, fewer than `asked` if there are no others. Ranking
 * reads no row but takes time for each match, so this searches only the newest parts of the index likely to hold as many
 * matches as are worth ranking, and older parts only if those fall short. A limit on numbers wouldn't help: FTS5 would rank
 * everything and read what it then leaves out.
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
 * Returns the newest parts that should hold as many matches as are ranked, assuming the others are as dense as the newest.
 * Undefined if there are so few matches that all can be ranked.
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
 * Limits a match to some parts. FTS5 counts the rows of every token in a query, and a mark's may be the whole index; for marks
 * joined with their part, it counts only the rows of that part.
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
