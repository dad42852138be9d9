import { CHANNEL_KINDS } from "../../model/channel.ts";
import type { NoteKind } from "../../model/note.ts";
import { PAGES } from "../../model/policy.ts";
import type { DueQuestion } from "../due.ts";
import { articleOf, KNOWN_COLUMNS, newestFirst, type Row, type StoredArticle } from "./article.ts";
import type { Member } from "./channel.ts";

/** SQL for the notes of a kind that are older than `?1`. */
const oldNotes = (kind: NoteKind): string => `FROM membership INDEXED BY membership_${kind}
  WHERE channel >= '${kind}/' AND channel < '${kind}0' AND published < ?1`;

/** Whether any note of a kind is older than a time. */
export const oldNotesDue = (kind: NoteKind, before: string): DueQuestion => ({
  sql: `EXISTS (SELECT 1 ${oldNotes(kind)})`,
  values: [before],
});

/** Returns the first `limit` notes of a kind that are older than a time; reads a row each, however many newer ones there are. */
export async function readOldNotes(db: D1Database, kind: NoteKind, before: string, limit: number): Promise<Member[]> {
  const sql = `SELECT channel, published, article ${oldNotes(kind)} ORDER BY published LIMIT ?2`;
  return (await db.prepare(sql).bind(before, limit).all<Member>()).results;
}

/** Reads the newest `limit` notes under each name, with one statement per name, because only then does each stop at the limit. */
async function readNewest<Found>(
  db: D1Database,
  sql: string,
  names: readonly string[],
  limit: number,
): Promise<Found[]> {
  if (names.length === 0) return [];
  const found = await db.batch<Found>(names.map((name) => db.prepare(sql).bind(name, limit)));
  return found.flatMap(({ results }) => results);
}

/** Returns the articles of the newest notes under some names, newest first. Reads one row per note. */
export async function readNotedIds(db: D1Database, names: readonly string[], limit: number): Promise<string[]> {
  const sql = `SELECT channel, published, article FROM membership WHERE channel = ?1
    ORDER BY published DESC, article DESC LIMIT ?2`;
  const found = await readNewest<Member>(db, sql, names, limit);
  return [...new Set(found.sort(newestFirst).map(({ article }) => article))].slice(0, limit);
}

/** A note with its article, without text, in the version that readers know of. */
export type NotedArticle = Member & { about: StoredArticle };

/**
 * Returns the newest notes under some names with their articles, newest first; at most `limit` per name. Reads three rows each.
 */
export async function readNoted(db: D1Database, names: readonly string[], limit: number): Promise<NotedArticle[]> {
  const sql = `SELECT membership.channel, membership.published, membership.article, ${KNOWN_COLUMNS}
    FROM membership CROSS JOIN article ON article.id = membership.article WHERE membership.channel = ?1
    ORDER BY membership.published DESC, membership.article DESC LIMIT ?2`;
  const found = await readNewest<Row & Member>(db, sql, names, limit);
  return found
    .map((row) => ({ channel: row.channel, published: row.published, article: row.article, about: articleOf(row) }))
    .sort(newestFirst);
}

/** A license whose articles now show less of their text, and the prefixes that their notes put before the channel's name. */
export type LostText = { licence: string; names: readonly string[] };

/** SQL condition: a membership is in a channel, as in `channelOf`. */
const IS_CHANNEL = `CASE instr(member.channel, '/') WHEN 0 THEN member.channel
  ELSE substr(member.channel, 1, instr(member.channel, '/') - 1) END IN (${CHANNEL_KINDS.map((kind) => `'${kind}'`).join(", ")})`;

/**
 * Adds notes that articles under some licenses lost their text at a time: the newest in each channel, as many as its feed shows.
 * Reads every place of these articles, as the batch of a masthead does anyway.
 */
export const noteLostTexts = (db: D1Database, lost: readonly LostText[], at: string) =>
  db
    .prepare(
      `INSERT OR IGNORE INTO membership (channel, published, article)
       SELECT name.value || found.channel, ?2, found.article FROM (
         SELECT lost.value ->> 'names' AS names, member.channel, member.article,
           row_number() OVER (PARTITION BY lost.key, member.channel ORDER BY member.published DESC, member.article DESC) AS place
         FROM json_each(?1) AS lost
         CROSS JOIN membership AS own ON own.channel = 'licence/' || (lost.value ->> 'licence')
         CROSS JOIN membership AS member ON member.article = own.article
         WHERE ${IS_CHANNEL}) AS found, json_each(found.names) AS name
       WHERE found.place <= ?3`,
    )
    .bind(JSON.stringify(lost), at, PAGES.feedChanges);
