import type { Member } from "./channel.ts";

/** Gives articles their place in their channels' archives, behind what is there, the earliest first. Who has a place keeps it. */
export const enterArchive = (db: D1Database, members: readonly Member[]) =>
  db
    .prepare(
      `INSERT INTO archive (channel, position, article)
       SELECT channel, coalesce((SELECT max(position) FROM archive WHERE archive.channel = entered.channel), 0)
           + row_number() OVER (PARTITION BY channel ORDER BY published, article), article
       FROM (SELECT value ->> 'channel' AS channel, value ->> 'published' AS published, value ->> 'article' AS article FROM json_each(?1)) AS entered
       WHERE NOT EXISTS (SELECT 1 FROM archive WHERE archive.channel = entered.channel AND archive.article = entered.article)`,
    )
    .bind(JSON.stringify(members));

/** Articles on a page of an archive. */
const ON_A_PAGE = 50;

/** On which page of some channels' archives an article stands, counted from the oldest. */
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
  return new Map(results.map(({ channel, position }) => [channel, Math.ceil(position / ON_A_PAGE)]));
}
