import { PAGES } from "../../model/policy.ts";
import { articleOf, bodyAmong, COLUMNS, type Position, type Row, type StoredArticle } from "./article.ts";
import { readNewestIds } from "./newest.ts";

/** The number of stories on a page. */
const PAGE = PAGES.browse;

/** The articles on the first page of a channel, and the number of pages after it. */
export type Front = { ids: string[]; pages: number };

/**
 * Returns the first page of a channel: its newest articles, and all that aren't on a later page. Later pages are full, so they
 * never change when something is released. Reads a row for each place after the last but one full page, and at most one
 * more page of rows.
 */
export async function readFront(db: D1Database, channel: string): Promise<Front> {
  const [newest, { pages, behind }] = await Promise.all([readFirst(db, channel), readBehind(db, channel)]);
  return { ids: [...new Set([...newest, ...behind])], pages };
}

/** Returns the newest ids, from the channel's own row if that is up to date. */
const readFirst = async (db: D1Database, channel: string): Promise<string[]> =>
  (await readNewestIds(db, [channel], PAGE)) ?? readNewestMembers(db, channel);

async function readNewestMembers(db: D1Database, channel: string): Promise<string[]> {
  const sql = "SELECT article FROM membership WHERE channel = ?1 ORDER BY published DESC, article DESC LIMIT ?2";
  const { results } = await db.prepare(sql).bind(channel, PAGE).all<{ article: string }>();
  return results.map(({ article }) => article);
}

/** Returns the number of full past pages of a channel, and the articles after the last of them: one to two pages' worth. */
async function readBehind(db: D1Database, channel: string): Promise<{ pages: number; behind: string[] }> {
  const last = `(SELECT max(position) FROM archive WHERE channel = ?1)`;
  const sql = `SELECT position, article FROM archive
    WHERE channel = ?1 AND position > (${last} / ${PAGE} - 1) * ${PAGE} ORDER BY position`;
  const { results } = await db.prepare(sql).bind(channel).all<{ position: number; article: string }>();
  const position = results.at(-1)?.position ?? 0;
  return { pages: Math.max(0, Math.floor(position / PAGE) - 1), behind: results.map(({ article }) => article) };
}

/** Counts the past pages of a channel; reads one row. */
export async function countPages(db: D1Database, channel: string): Promise<number> {
  const sql = "SELECT max(position) AS last FROM archive WHERE channel = ?1";
  const row = await db.prepare(sql).bind(channel).first<{ last: number | null }>();
  return Math.max(0, Math.floor((row?.last ?? 0) / PAGE) - 1);
}

/** Returns when the first and the last article of a channel were published; reads two rows. Undefined if it is empty. */
export async function readSpan(db: D1Database, channel: string): Promise<{ first: string; last: string } | undefined> {
  const sql = `SELECT (SELECT min(published) FROM membership WHERE channel = ?1) AS first,
    (SELECT max(published) FROM membership WHERE channel = ?1) AS last`;
  const row = await db.prepare(sql).bind(channel).first<{ first: string | null; last: string | null }>();
  return row?.first && row.last ? { first: row.first, last: row.last } : undefined;
}

/** A time span: from one instant up to, but not including, another. */
export type Span = { from: string; to: string };

/** Returns the indexes of those spans that contain an article of a channel. Reads a few rows per span. */
export async function readFilled(db: D1Database, channel: string, spans: readonly Span[]): Promise<Set<number>> {
  const sql = `SELECT key FROM json_each(?2) AS wanted WHERE EXISTS (SELECT 1 FROM membership
    WHERE channel = ?1 AND published >= wanted.value ->> 0 AND published < wanted.value ->> 1)`;
  const list = JSON.stringify(spans.map(({ from, to }) => [from, to]));
  const { results } = await db.prepare(sql).bind(channel, list).all<{ key: number }>();
  return new Set(results.map(({ key }) => key));
}

/** Returns when the last article before a span and the first one after it were published; reads two rows. */
export async function readAround(
  db: D1Database,
  channel: string,
  { from, to }: Span,
): Promise<{ before: string | null; behind: string | null }> {
  const sql = `SELECT (SELECT max(published) FROM membership WHERE channel = ?1 AND published < ?2) AS before,
    (SELECT min(published) FROM membership WHERE channel = ?1 AND published >= ?3) AS behind`;
  const row = await db.prepare(sql).bind(channel, from, to).first<{ before: string | null; behind: string | null }>();
  return row ?? { before: null, behind: null };
}

/**
 * Returns articles of a channel before the end of a span that are newer than a place, nearest first, without text; reads two
 * rows per article.
 */
export async function readNewer(
  db: D1Database,
  channel: string,
  { to }: Span,
  than: Position,
  limit: number,
): Promise<StoredArticle[]> {
  const sql = `SELECT ${COLUMNS}, ${bodyAmong("?5", "'[]'")}
    FROM membership CROSS JOIN article ON article.id = membership.article
    WHERE membership.channel = ?1 AND membership.published < ?2 AND (membership.published, membership.article) > (?3, ?4)
    ORDER BY membership.published, membership.article LIMIT ?5`;
  const { results } = await db.prepare(sql).bind(channel, to, than.published, than.article, limit).all<Row>();
  return results.map(articleOf);
}
