import { channel as channelFor, excludedFrom } from "../../model/channel.ts";
import { SIGNALS } from "../../model/policy.ts";
import { IS_OUT } from "./article.ts";

/** How a license is used by public stories. */
export type LicenceInUse = {
  licence: string;
  /** Whether stories follow it without exclusions: those without an expiry of their own, and those with one. */
  isLasting: boolean;
  isEnding: boolean;
  /** Whether there are stories that opt out of it. */
  isExcluded: boolean;
  /** Whether there are stories with a picture under it. */
  hasPicture: boolean;
};

type Row = { licence: string; lasting: number; ending: number; excluded: number; picture: number };

const ENDING = `article.expires_at IS NOT NULL AND article.expired = 0`;
const inChannel = (channel: string) => `FROM membership WHERE membership.channel = ${channel}`;

const IN_USE = `SELECT wanted.value ->> 0 AS licence,
    EXISTS (SELECT 1 ${inChannel("wanted.value ->> 1")}
      AND (SELECT article.expires_at FROM article WHERE article.id = membership.article) IS NULL) AS lasting,
    EXISTS (SELECT 1 FROM article INDEXED BY article_ending WHERE ${ENDING} AND ${IS_OUT}
      AND article.licence = wanted.value ->> 0 AND article.content ->> 'exclude' IS NULL) AS ending,
    EXISTS (SELECT 1 ${inChannel("wanted.value ->> 2")}) AS excluded,
    EXISTS (SELECT 1 FROM image_use CROSS JOIN article ON article.id = image_use.article
      WHERE image_use.licence = wanted.value ->> 0 AND ${IS_OUT}) AS picture
  FROM json_each(?1) AS wanted`;

/**
 * Returns how licenses are used by public content. Reads about eight rows per license, however many stories there are, and one
 * for each story with its own expiry, until one is found that answers the question.
 */
export async function readLicencesInUse(db: D1Database, licences: readonly string[]): Promise<LicenceInUse[]> {
  const wanted = licences.map((id) => [id, channelFor("licence", id).id, excludedFrom(id)]);
  const { results } = await db.prepare(IN_USE).bind(JSON.stringify(wanted)).all<Row>();
  return results.map(({ licence, lasting, ending, excluded, picture }) => ({
    licence,
    isLasting: lasting === 1,
    isEnding: ending === 1,
    isExcluded: excluded === 1,
    hasPicture: picture === 1,
  }));
}

/** A story's position among others: its id and its date. */
export type Place = { article: string; published: string };

/** Returns the newest public stories under a license, at most one more than a document can list; reads a row each. */
export async function readUnder(db: D1Database, licence: string): Promise<Place[]> {
  const sql = `SELECT article, published ${inChannel("?1")} ORDER BY published DESC, article DESC LIMIT ?2`;
  const { results } = await db
    .prepare(sql)
    .bind(channelFor("licence", licence).id, SIGNALS.stories + 1)
    .all<Place>();
  return results;
}

/** Returns the public stories with their own expiry; reads a row each. */
export async function readEndingIds(db: D1Database): Promise<Set<string>> {
  const sql = `SELECT article.id FROM article INDEXED BY article_ending WHERE ${ENDING} AND ${IS_OUT}`;
  const { results } = await db.prepare(sql).all<{ id: string }>();
  return new Set(results.map(({ id }) => id));
}

/** Returns the current addresses of renamed stories, by id; reads two rows for each name that a story ever had besides its id. */
export async function readRenamed(db: D1Database): Promise<Map<string, string>> {
  const sql = `SELECT article.id, article.content ->> 'address' AS address
    FROM address CROSS JOIN article ON article.id = address.of WHERE address.kind = 'article'`;
  const { results } = await db.prepare(sql).all<{ id: string; address: string | null }>();
  return new Map(results.flatMap(({ id, address }) => (address === null ? [] : [[id, address] as const])));
}
