import { CHANGED_AT, NEWEST } from "../ledger.ts";
import { IS_OUT, isReadUnder } from "./article.ts";
import { newestOf, tailOf } from "./newest.ts";

/** A place in a channel. */
export type Member = { channel: string; published: string; article: string };

/** Returns the channels that carry something, in order of id. */
export async function openChannels(db: D1Database): Promise<string[]> {
  const sql = "SELECT id FROM channel WHERE EXISTS (SELECT 1 FROM membership WHERE channel = channel.id) ORDER BY id";
  const { results } = await db.prepare(sql).all<{ id: string }>();
  return results.map((row) => row.id);
}

/**
 * Returns the channels whose newest articles, as many as a feed has, include one readable under the licenses. Reads a row per
 * channel, and two for each article up to the first match.
 */
export async function channelsReadUnder(
  db: D1Database,
  licences: readonly string[],
  newest: number,
): Promise<string[]> {
  const sql = `SELECT id FROM channel WHERE EXISTS (SELECT 1 FROM
      (SELECT article FROM membership WHERE channel = channel.id ORDER BY published DESC, article DESC LIMIT ?2) AS newest
      CROSS JOIN article ON article.id = newest.article WHERE ${isReadUnder("?1")}) ORDER BY id`;
  const { results } = await db.prepare(sql).bind(JSON.stringify(licences), newest).all<{ id: string }>();
  return results.map((row) => row.id);
}

/** Whether a channel ever carried something; reads one row. */
export const isKnownChannel = async (db: D1Database, id: string): Promise<boolean> =>
  (await db.prepare("SELECT 1 FROM channel WHERE id = ?1").bind(id).first()) !== null;

/** Removes articles from channels. */
export const leave = (db: D1Database, members: Member[]) =>
  db
    .prepare(
      `DELETE FROM membership WHERE (channel, published, article) IN
       (SELECT value ->> 'channel', value ->> 'published', value ->> 'article' FROM json_each(?1))`,
    )
    .bind(JSON.stringify(members));

/** Adds articles to channels. */
export const enter = (db: D1Database, members: Member[]) =>
  db
    .prepare(
      `INSERT INTO membership (channel, published, article)
       SELECT value ->> 'channel', value ->> 'published', value ->> 'article' FROM json_each(?1)`,
    )
    .bind(JSON.stringify(members));

const touched = `change = ${NEWEST}, changed_at = ${CHANGED_AT}`;

/**
 * Records that these channels changed, and their current content; runs after the statements that move their articles. Of
 * `known`, only channels that have carried something are updated, because nothing else may create one. Reads what each row
 * then holds, and writes that one row.
 */
export const touchChannels = (db: D1Database, channels: string[], known: string[] = []) =>
  db
    .prepare(
      `INSERT INTO channel (id, change, changed_at, listed, newest, tail)
       SELECT id, ${NEWEST}, ${CHANGED_AT}, ${NEWEST}, ${newestOf("touched.id")}, ${tailOf("touched.id")}
       FROM (SELECT value AS id FROM json_each(?1) UNION SELECT id FROM channel WHERE id IN (SELECT value FROM json_each(?2))) AS touched
       WHERE true ON CONFLICT (id) DO UPDATE SET ${touched}, listed = excluded.listed, newest = excluded.newest, tail = excluded.tail`,
    )
    .bind(JSON.stringify(channels), JSON.stringify(known));

/** SQL for the articles in some channels, and released articles with an image under some licenses; notices have no images. */
const AFFECTED = `SELECT article FROM membership WHERE channel IN (SELECT value FROM json_each(?1))
  UNION SELECT image_use.article FROM image_use JOIN article ON article.id = image_use.article
    WHERE image_use.licence IN (SELECT value FROM json_each(?2)) AND ${IS_OUT}`;

/**
 * Records that every article in these channels, or with an image under these licenses, changed; and so did every channel and
 * image of these articles, and the channels themselves, which have a name even if empty. For unreleased articles, nobody
 * notices a changed name. What the channels contain stays the same, and so does what their rows hold.
 */
export const touchAffected = (db: D1Database, channels: string[], licences: string[]) => {
  const affected = [JSON.stringify(channels), JSON.stringify(licences)];
  return [
    db.prepare(`UPDATE article SET ${touched} WHERE id IN (${AFFECTED}) AND ${IS_OUT}`).bind(...affected),
    db.prepare(`UPDATE image SET ${touched} WHERE sha256 IN (${IMAGES_OUT})`).bind(...affected),
    db
      .prepare(
        `UPDATE channel SET ${touched}, listed = CASE WHEN listed = change THEN ${NEWEST} ELSE listed END
         WHERE id IN (SELECT value FROM json_each(?1))
           OR id IN (SELECT channel FROM membership WHERE article IN (${AFFECTED}))`,
      )
      .bind(...affected),
  ];
};

/** SQL for the images of affected articles that are released: hidden articles don't count. */
const IMAGES_OUT = `SELECT sha256 FROM image_use
  WHERE article IN (SELECT article FROM membership WHERE article IN (${AFFECTED}))`;
