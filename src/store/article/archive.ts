import { PAGES } from "../../model/policy.ts";
import { parseStored } from "../json.ts";
import { CHANGED_AT, NEWEST } from "../ledger.ts";
import type { Member } from "./channel.ts";
import { readKeptTail, type Tail } from "./newest.ts";

/** Returns the last place used in a channel's archive; 0 if none. Reads one row. */
export async function lastPlace(db: D1Database, channel: string): Promise<number> {
  const sql = "SELECT max(position) AS last FROM archive WHERE channel = ?1";
  return (await db.prepare(sql).bind(channel).first<{ last: number | null }>())?.last ?? 0;
}

/**
 * Returns how many archive pages of a channel are full, and the articles after the last full one. Reads one row if the
 * channel's row is up to date.
 */
export const readTail = async (db: D1Database, channel: string): Promise<Tail> =>
  (await readKeptTail(db, channel)) ?? (await readArchiveTail(db, channel));

/** The same, read from the archive itself: two rows, and one for each of those articles. */
async function readArchiveTail(db: D1Database, channel: string): Promise<Tail> {
  const sql = `SELECT position, article FROM archive
    WHERE channel = ?1 AND position >= (SELECT max(position) / ${PAGES.archive} * ${PAGES.archive} FROM archive WHERE channel = ?1)
    ORDER BY position`;
  const { results } = await db.prepare(sql).bind(channel).all<{ position: number; article: string }>();
  const pages = Math.floor((results.at(-1)?.position ?? 0) / PAGES.archive);
  const behind = results.filter(({ position }) => position > pages * PAGES.archive);
  return { pages, behind: behind.map(({ article }) => article) };
}

/** Appends articles to their channels' archives, oldest first. An article that has a place keeps it. */
export const enterArchive = (db: D1Database, members: readonly Member[]) =>
  db
    .prepare(
      `INSERT INTO archive (channel, position, article, change, changed_at)
       SELECT channel, coalesce((SELECT max(position) FROM archive WHERE archive.channel = entered.channel), 0)
           + row_number() OVER (PARTITION BY channel ORDER BY published, article), article, ${NEWEST}, ${CHANGED_AT}
       FROM (SELECT value ->> 'channel' AS channel, value ->> 'published' AS published, value ->> 'article' AS article FROM json_each(?1)) AS entered
       WHERE NOT EXISTS (SELECT 1 FROM archive WHERE archive.channel = entered.channel AND archive.article = entered.article)`,
    )
    .bind(JSON.stringify(members));

/** Returns the channels that ever carried some articles, by article; reads a row each. */
export async function readCarriers(db: D1Database, articles: readonly string[]): Promise<Map<string, string[]>> {
  const sql = `SELECT archive.article, json_group_array(archive.channel) AS channels FROM json_each(?1) AS wanted
    CROSS JOIN archive ON archive.article = wanted.value GROUP BY archive.article`;
  const { results } = await db.prepare(sql).bind(JSON.stringify(articles)).all<{ article: string; channels: string }>();
  return new Map(results.map(({ article, channels }) => [article, parseStored<string[]>(channels)]));
}

/** Returns the page of each channel's archive that an article is on, counted from the oldest. */
export async function readArchivePages(
  db: D1Database,
  article: string,
  channels: readonly string[],
): Promise<Map<string, number>> {
  const sql = `SELECT channel, position FROM json_each(?2) AS wanted
    JOIN archive ON archive.channel = wanted.value AND archive.article = ?1`;
  const { results } = await db
    .prepare(sql)
    .bind(article, JSON.stringify(channels))
    .all<{ channel: string; position: number }>();
  return new Map(results.map(({ channel, position }) => [channel, Math.ceil(position / PAGES.archive)]));
}
