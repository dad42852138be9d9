import { SEARCH } from "../../model/policy.ts";
import type { Hit } from "../../model/search/ranking.ts";
import { type Match, matchOf } from "./match.ts";

/** Everybody's index, and that of texts which a licence opens. */
export type Index = "search_public" | "search_licensed";

type Row = Hit & { rowid: number };

const hitOf = ({ article, published, rank }: Row): Hit => ({ article, published, rank });

/**
 * The stories that fit best, a row each. Ordering reads no row, but takes time for each that fits: so the newest in the index
 * are looked through first, and older ones only where those aren't enough.
 */
export async function readBest(db: D1Database, index: Index, match: Match, limit: number): Promise<Hit[]> {
  const last = await readLast(db, index);
  if (last === undefined) return [];
  const from = last - SEARCH.recent;
  const recent = await readSpan(db, index, match, { from, to: last, limit });
  const older = await readSpan(db, index, match, { from: 0, to: from, limit: limit - recent.length });
  return [...recent, ...older];
}

/** The last number in an index; no row. */
async function readLast(db: D1Database, index: Index): Promise<number | undefined> {
  const row = await db.prepare(`SELECT max(rowid) AS last FROM ${index}`).first<{ last: number | null }>();
  return row?.last ?? undefined;
}

/** Numbers behind `from`, up to `to`. */
type Span = { from: number; to: number; limit: number };

async function readSpan(db: D1Database, index: Index, match: Match, { from, to, limit }: Span): Promise<Hit[]> {
  if (limit === 0) return [];
  const sql = `SELECT rowid, article, published, rank FROM ${index}
    WHERE ${index} MATCH ?1 AND rowid > ?2 AND rowid <= ?3 ORDER BY rank LIMIT ?4`;
  const { results } = await db.prepare(sql).bind(matchOf(match), from, to, limit).all<Row>();
  return results.map(hitOf);
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
