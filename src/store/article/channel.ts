import { CHANGED_AT, NEWEST } from "../ledger.ts";
import { IS_OUT, isReadUnder } from "./article.ts";
import { newestOf, tailOf } from "./newest.ts";

/** A place in a channel. */
export type Member = { channel: string; published: string; article: string };

/** The channels that carry something, in the order of their ids. */
export async function openChannels(db: D1Database): Promise<string[]> {
  const sql = "SELECT id FROM channel WHERE EXISTS (SELECT 1 FROM membership WHERE channel = channel.id) ORDER BY id";
  const { results } = await db.prepare(sql).all<{ id: string }>();
  return results.map((row) => row.id);
}

/**
 * Those of them whose newest articles, as many as a feed has, hold one that is read under some licences: a row a channel, and
 * two for each article up to the first such one.
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

/** Whether a channel ever carried something: one row. */
export const isKnownChannel = async (db: D1Database, id: string): Promise<boolean> =>
  (await db.prepare("SELECT 1 FROM channel WHERE id = ?1").bind(id).first()) !== null;

/** Takes articles out of channels. */
export const leave = (db: D1Database, members: Member[]) =>
  db
    .prepare(
      `DELETE FROM membership WHERE (channel, published, article) IN
       (SELECT value ->> 'channel', value ->> 'published', value ->> 'article' FROM json_each(?1))`,
    )
    .bind(JSON.stringify(members));

/** Puts articles into channels. */
export const enter = (db: D1Database, members: Member[]) =>
  db
    .prepare(
      `INSERT INTO membership (channel, published, article)
       SELECT value ->> 'channel', value ->> 'published', value ->> 'article' FROM json_each(?1)`,
    )
    .bind(JSON.stringify(members));

const touched = `change = ${NEWEST}, changed_at = ${CHANGED_AT}`;

/**
 * Notes that these channels changed, and what they have now, behind the statements that move their articles; of `known`
 * those that have carried something, for nothing else may make one known. It reads what each row then holds, and writes
 * that one row.
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

/** The articles in some channels, and those that are out with an image under some licences: a notice has none. */
const AFFECTED = `SELECT article FROM membership WHERE channel IN (SELECT value FROM json_each(?1))
  UNION SELECT image_use.article FROM image_use JOIN article ON article.id = image_use.article
    WHERE image_use.licence IN (SELECT value FROM json_each(?2)) AND ${IS_OUT}`;

/**
 * Notes that every article in these channels, or with an image under these licences, changed; with it every channel that
 * carries one and every image of one; and the channels themselves, which have a name though they be empty. Of what isn't
 * out, nobody notices a name that changed. What channels have stays, so what their rows hold of it does.
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

/** The images of affected articles, as far as the articles are out: a hidden one moves nothing. */
const IMAGES_OUT = `SELECT sha256 FROM image_use
  WHERE article IN (SELECT article FROM membership WHERE article IN (${AFFECTED}))`;
