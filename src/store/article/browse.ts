import { PAGES } from "../../model/policy.ts";
import { articleOf, bodyAmong, COLUMNS, type Position, type Row, type StoredArticle } from "./article.ts";
import { readNewestIds } from "./newest.ts";

/** Stories of a page. */
const PAGE = PAGES.browse;

/** What the first page of a channel has, and how many pages lie behind it. */
export type Front = { ids: string[]; pages: number };

/**
 * The first page of a channel: its newest articles, and whatever stands in no page behind it, which are full. So these never
 * change when something comes out. A row for each place behind the last but one full page, and at most a page of them more.
 */
export async function readFront(db: D1Database, channel: string): Promise<Front> {
  const [newest, { pages, behind }] = await Promise.all([readFirst(db, channel), readBehind(db, channel)]);
  return { ids: [...new Set([...newest, ...behind])], pages };
}

/** The newest ids: by the channel's own row, where that can tell. */
const readFirst = async (db: D1Database, channel: string): Promise<string[]> =>
  (await readNewestIds(db, [channel], PAGE)) ?? readNewestMembers(db, channel);

async function readNewestMembers(db: D1Database, channel: string): Promise<string[]> {
  const sql = "SELECT article FROM membership WHERE channel = ?1 ORDER BY published DESC, article DESC LIMIT ?2";
  const { results } = await db.prepare(sql).bind(channel, PAGE).all<{ article: string }>();
  return results.map(({ article }) => article);
}

/** How many full pages of the past a channel has, and the articles behind the last of them: as many as a page has, or up to twice as many. */
async function readBehind(db: D1Database, channel: string): Promise<{ pages: number; behind: string[] }> {
  const last = `(SELECT max(position) FROM archive WHERE channel = ?1)`;
  const sql = `SELECT position, article FROM archive
    WHERE channel = ?1 AND position > (${last} / ${PAGE} - 1) * ${PAGE} ORDER BY position`;
  const { results } = await db.prepare(sql).bind(channel).all<{ position: number; article: string }>();
  const position = results.at(-1)?.position ?? 0;
  return { pages: Math.max(0, Math.floor(position / PAGE) - 1), behind: results.map(({ article }) => article) };
}

/** How many pages of the past a channel has: one row. */
export async function countPages(db: D1Database, channel: string): Promise<number> {
  const sql = "SELECT max(position) AS last FROM archive WHERE channel = ?1";
  const row = await db.prepare(sql).bind(channel).first<{ last: number | null }>();
  return Math.max(0, Math.floor((row?.last ?? 0) / PAGE) - 1);
}

/** When the earliest and the latest article of a channel were published: two rows. Undefined where it is empty. */
export async function readSpan(db: D1Database, channel: string): Promise<{ first: string; last: string } | undefined> {
  const sql = `SELECT (SELECT min(published) FROM membership WHERE channel = ?1) AS first,
    (SELECT max(published) FROM membership WHERE channel = ?1) AS last`;
  const row = await db.prepare(sql).bind(channel).first<{ first: string | null; last: string | null }>();
  return row?.first && row.last ? { first: row.first, last: row.last } : undefined;
}

/** A span of time: from one instant, up to another. */
export type Span = { from: string; to: string };

/** Which of some spans have an article of a channel: by their places in the list. A few rows a span. */
export async function readFilled(db: D1Database, channel: string, spans: readonly Span[]): Promise<Set<number>> {
  const sql = `SELECT key FROM json_each(?2) AS wanted WHERE EXISTS (SELECT 1 FROM membership
    WHERE channel = ?1 AND published >= wanted.value ->> 0 AND published < wanted.value ->> 1)`;
  const list = JSON.stringify(spans.map(({ from, to }) => [from, to]));
  const { results } = await db.prepare(sql).bind(channel, list).all<{ key: number }>();
  return new Set(results.map(({ key }) => key));
}

/** When the last article before a span and the first one behind it were published: two rows. */
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

/** Articles of a channel within a span that are newer than a place, the nearest to it first, without their text: two rows an article. */
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
