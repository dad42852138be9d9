import type { Article, Body, Version } from "../../model/article/article.ts";
import { OUT } from "../../model/article/change.ts";
import type { Shown } from "../../model/note.ts";
import { ANSWER, PAGES } from "../../model/policy.ts";
import { articleNamed } from "../address.ts";
import { parseStored } from "../json.ts";

/**
 * An article as it leaves the store; `body` is there only if it was asked for, `openLinks` only if a link of it opens,
 * `shown` where readers no longer see it.
 */
export type StoredArticle = Version & {
  body?: Body;
  openLinks?: string[];
  shown?: Shown;
  /** Bytes of a text that may be read, but is long and wasn't read with the others. */
  unread?: number;
};

/** A row of `COLUMNS` and `body`. */
export type Row = {
  version: number;
  release_at: string;
  released: string | null;
  modified: string;
  expired: number;
  killed: string | null;
  content: string;
  open_links: string | null;
  body: string | number | null;
  shown?: string | null;
};

/** The article of a row: content without `version` and times, which have columns of their own. */
export const articleOf = (row: Row): StoredArticle => ({
  ...parseStored<Article>(row.content),
  version: row.version,
  publishedAt: row.release_at,
  modifiedAt: row.modified,
  ...(row.released === null ? {} : { released: row.released }),
  ...(row.expired ? { expired: true as const } : {}),
  ...(row.killed === null ? {} : { killed: row.killed }),
  ...(row.open_links === null ? {} : { openLinks: parseStored<string[]>(row.open_links) }),
  ...(typeof row.body === "string" ? { body: parseStored<Body>(row.body) } : {}),
  ...(typeof row.body === "number" ? { unread: row.body } : {}),
  ...(row.shown ? { shown: parseStored<Shown>(row.shown) } : {}),
});

/** What makes an article, without its body; and without the number of its version. */
const UNNUMBERED =
  "article.release_at, article.released, article.modified, article.expired, article.killed, article.content, article.open_links";
export const COLUMNS = `article.version, ${UNNUMBERED}`;

/**
 * What a notice is made of. A story that is gone may be sent again, and gets versions that nobody sees: what readers know is
 * the one of its last change.
 */
export const KNOWN_COLUMNS = `${UNNUMBERED}, article.shown, NULL AS body, coalesce((SELECT change.version FROM change
  WHERE change.article = article.id ORDER BY change.number DESC LIMIT 1), article.version) AS version`;

/** Bodies that may not leave are not even read: `?` holds the licences whose full text this access sees. */
export const bodyColumn = (parameter: string) =>
  `CASE WHEN article.licence IN (SELECT value FROM json_each(${parameter})) THEN article.body END AS body`;

/** Of a row of the table, under this name: that it is in the channels, as `isOut` has it. */
export const isOutAs = (
  name: string,
): string => `${name}.status = '${OUT.status}' AND ${name}.expired = ${Number(OUT.expired)}
  AND ${name}.released IS ${OUT.released ? "NOT NULL" : "NULL"}`;

/** Of an article: that it is in the channels. */
export const IS_OUT = isOutAs("article");

/**
 * The body of an article among so many, where it is out. In a long one's place stands its size, so that all of them together
 * are never more than an answer may be; `readLongBodies` reads those that fit. A size is known without reading the text.
 */
export const bodyAmong = (articles: string, parameter: string) => {
  const isShort = `octet_length(article.body) <= ${ANSWER.bytes} / ${articles}`;
  return `CASE WHEN ${IS_OUT} AND article.licence IN (SELECT value FROM json_each(${parameter}))
    THEN CASE WHEN ${isShort} THEN article.body ELSE octet_length(article.body) END END AS body`;
};

/** Where in a channel a page begins: after this article. */
export type Position = { published: string; article: string };

/** The order of a channel's places, of its feeds and of its notes. */
export const newestFirst = (one: Position, other: Position): number =>
  one.published === other.published ? compare(other.article, one.article) : compare(other.published, one.published);
const compare = (one: string, other: string): number => Number(one > other) - Number(one < other);

/** SQL for so many places of a list. They cost no rows; `json_each` costs one or two for each. */
export const placesIn = (count: number): string =>
  `WITH wanted(place) AS (VALUES ${Array.from({ length: count }, (_, at) => `(${at})`).join(", ")})`;
export type PageQuery = {
  channel: string;
  limit: number;
  after?: Position | undefined;
  from?: string | undefined;
  to?: string | undefined;
  bodiesUnder: readonly string[];
};

/** Articles of a channel, the newest first: two rows an article, however large the archive is. The first page costs less by `readNewest`. */
export async function readPage(
  db: D1Database,
  { channel, limit, after, from, to, bodiesUnder }: PageQuery,
): Promise<StoredArticle[]> {
  const { results } = await db
    .prepare(PAGE)
    .bind(
      channel,
      from ?? "",
      to ?? "9",
      after?.published ?? "9",
      after?.article ?? "",
      limit,
      JSON.stringify(bodiesUnder),
    )
    .all<Row>();
  return results.map(articleOf);
}

export const PAGE = `SELECT ${COLUMNS}, ${bodyAmong("?6", "?7")}
  FROM membership CROSS JOIN article ON article.id = membership.article
  WHERE membership.channel = ?1 AND membership.published >= ?2 AND membership.published < ?3
    AND (membership.published, membership.article) < (?4, ?5)
  ORDER BY membership.published DESC, membership.article DESC LIMIT ?6`;

/**
 * The newest articles of several channels, or those behind a place, of which each article is in one: two rows for each of the newest places of each
 * channel, and two an article, however large the archive is.
 */
export async function readNewestOf(
  db: D1Database,
  channels: readonly string[],
  limit: number,
  bodiesUnder: readonly string[],
  after?: Position,
): Promise<StoredArticle[]> {
  const { results } = await db
    .prepare(NEWEST_OF)
    .bind(JSON.stringify(channels), limit, JSON.stringify(bodiesUnder), after?.published ?? "9", after?.article ?? "")
    .all<Row>();
  return results.map(articleOf);
}

/** Each channel's newest places as one JSON list: only so does each of them end at the limit. */
const NEWEST_OF = `SELECT ${COLUMNS}, ${bodyAmong("?2", "?3")} FROM (
    SELECT place.value ->> 0 AS published, place.value ->> 1 AS id FROM json_each(?1) AS wanted, json_each((
      SELECT json_group_array(json_array(published, article)) FROM (SELECT published, article FROM membership
        WHERE channel = wanted.value AND (published, article) < (?4, ?5) ORDER BY published DESC, article DESC LIMIT ?2))) AS place
    ORDER BY 1 DESC, 2 DESC LIMIT ?2) AS newest
  CROSS JOIN article ON article.id = newest.id ORDER BY newest.published DESC, newest.id DESC`;

export type NoticeQuery = Pick<PageQuery, "channel" | "limit" | "after">;

/** What stands among the withdrawn, the newest kill first, without its text and in the version that withdrew it: three rows an article. */
export async function readWithdrawn(db: D1Database, { channel, limit, after }: NoticeQuery): Promise<StoredArticle[]> {
  const sql = `SELECT ${KNOWN_COLUMNS}
    FROM membership CROSS JOIN article ON article.id = membership.article
    WHERE membership.channel = ?1 AND (membership.published, membership.article) < (?2, ?3)
    ORDER BY membership.published DESC, membership.article DESC LIMIT ?4`;
  const { results } = await db
    .prepare(sql)
    .bind(channel, after?.published ?? "9", after?.article ?? "", limit)
    .all<Row>();
  return results.map(articleOf);
}

/** Articles as notices know them, whatever became of them and without their text: a row each. */
export async function readKnown(db: D1Database, ids: readonly string[]): Promise<StoredArticle[]> {
  const sql = `SELECT ${KNOWN_COLUMNS} FROM json_each(?1) AS wanted CROSS JOIN article ON article.id = wanted.value`;
  const { results } = await db.prepare(sql).bind(JSON.stringify(ids)).all<Row>();
  return results.map(articleOf);
}

/** Places in a channel's archive: behind `from`, up to `to`. */
export type Places = { channel: string; from: number; to: number };

/** Of an article: that its full text is read under one of the licences that `?` holds, as `visibility` has it. */
export const isReadUnder = (parameter: string): string =>
  `${IS_OUT} AND article.content ->> 'exclude' IS NULL AND article.licence IN (SELECT value FROM json_each(${parameter}))`;

/** The articles at some places of a channel's archive that are out, the last place first; they may have left the channel. Two rows a place. */
export async function readPlaces(
  db: D1Database,
  { channel, from, to }: Places,
  bodiesUnder: readonly string[],
): Promise<StoredArticle[]> {
  const sql = `SELECT ${COLUMNS}, ${bodyAmong("(?3 - ?2)", "?4")} FROM archive CROSS JOIN article ON article.id = archive.article
    WHERE archive.channel = ?1 AND archive.position > ?2 AND archive.position <= ?3 AND ${IS_OUT}
    ORDER BY archive.position DESC`;
  const { results } = await db.prepare(sql).bind(channel, from, to, JSON.stringify(bodiesUnder)).all<Row>();
  return results.map(articleOf);
}

/** Some articles, as far as they are out, the newest first: a row each. `among` is how many their answer may have. */
export async function readOut(
  db: D1Database,
  ids: readonly string[],
  bodiesUnder: readonly string[],
  among: number = ids.length,
): Promise<StoredArticle[]> {
  if (ids.length === 0) return [];
  const sql = `${placesIn(ids.length)} SELECT ${COLUMNS}, ${bodyAmong("?3", "?2")}
    FROM wanted CROSS JOIN article ON article.id = ?1 ->> wanted.place WHERE ${IS_OUT}`;
  const { results } = await db.prepare(sql).bind(JSON.stringify(ids), JSON.stringify(bodiesUnder), among).all<Row>();
  // SQL's own sorting would count each row again.
  return results.map(articleOf).sort((one, other) => newestFirst(placeOf(one), placeOf(other)));
}

const placeOf = ({ publishedAt, id }: StoredArticle): Position => ({ published: publishedAt, article: id });

/** One article by its id or any address of it, whatever its status: who may see it is for `visibility` to say. One row; by an address, two. */
export async function readArticle(
  db: D1Database,
  name: string,
  bodiesUnder: readonly string[],
): Promise<StoredArticle | undefined> {
  const sql = `SELECT ${COLUMNS}, article.shown, ${bodyColumn("?2")} FROM article WHERE id = ${articleNamed("?1")}`;
  const row = await db.prepare(sql).bind(name, JSON.stringify(bodiesUnder)).first<Row>();
  return row === null ? undefined : articleOf(row);
}

/** The articles that are out and use an image, the first ones: two rows for each that uses it. */
export async function readUsers(db: D1Database, sha256: string): Promise<StoredArticle[]> {
  const sql = `SELECT ${COLUMNS}, NULL AS body FROM image_use CROSS JOIN article ON article.id = image_use.article
    WHERE image_use.sha256 = ?1 AND ${IS_OUT} LIMIT ?2`;
  const { results } = await db.prepare(sql).bind(sha256, PAGES.imageUsers).all<Row>();
  return results.map(articleOf);
}
