import { SEARCH } from "../../model/policy.ts";
import { partMark } from "../../model/search/mark.ts";
import type { Hit } from "../../model/search/ranking.ts";
import { type Match, matchOf } from "./match.ts";

/** Everybody's index, and that of texts which a licence opens. */
export type Index = "search_public" | "search_licensed";

/**
 * The stories that fit best, a row each. Ordering reads no row, but takes time for each that fits: so the newest parts of the
 * index are looked through first, and older ones only where those haven't enough. Numbers can't limit it: FTS5 would order
 * everything, and read what it then leaves out.
 */
export async function readBest(db: D1Database, index: Index, match: Match, limit: number): Promise<Hit[]> {
  const last = await readLast(db, index);
  if (last === undefined) return [];
  const newest = Math.floor(last / SEARCH.part);
  const parts = [partMark(newest), partMark(newest - 1)];
  const recent = await readRanked(db, index, { ...match, oneOf: [...match.oneOf, parts] }, limit);
  if (recent.length === limit) return recent;
  const others = { ...match, noneOf: [...match.noneOf, ...parts] };
  return [...recent, ...(await readRanked(db, index, others, limit - recent.length))];
}

/** The last number in an index; no row. */
async function readLast(db: D1Database, index: Index): Promise<number | undefined> {
  const row = await db.prepare(`SELECT max(rowid) AS last FROM ${index}`).first<{ last: number | null }>();
  return row?.last ?? undefined;
}

async function readRanked(db: D1Database, index: Index, match: Match, limit: number): Promise<Hit[]> {
  const sql = `SELECT article, published, rank FROM ${index} WHERE ${index} MATCH ?1 ORDER BY rank LIMIT ?2`;
  return (await db.prepare(sql).bind(matchOf(match), limit).all<Hit>()).results;
}

/** The stories that fit and were put into an index last, a row each. */
export async function readLatest(db: D1Database, index: Index, match: Match, limit: number): Promise<Hit[]> {
  const sql = `SELECT article, published, 0 AS rank FROM ${index} WHERE ${index} MATCH ?1 ORDER BY rowid DESC LIMIT ?2`;
  const { results } = await db.prepare(sql).bind(matchOf(match), limit).all<Hit>();
  return results;
}

/** The years of the first and the last story that are out: two rows. Undefined where there is none. */
export async function readYears(db: D1Database): Promise<{ first: number; last: number } | undefined> {
  const place = (order: string) =>
    `(SELECT substr(published, 1, 4) FROM membership WHERE channel = 'latest' ORDER BY published ${order} LIMIT 1)`;
  const row = await db
    .prepare(`SELECT ${place("ASC")} AS first, ${place("DESC")} AS last`)
    .first<{ first: string | null; last: string | null }>();
  return row?.first && row.last ? { first: Number(row.first), last: Number(row.last) } : undefined;
}
