import type { Article, Body, Version } from "../../model/article/article.ts";
import { OUT } from "../../model/article/change.ts";
import type { Shown } from "../../model/note.ts";
import { ANSWER, PAGES } from "../../model/policy.ts";
import { articleNamed } from "../address.ts";
import { parseStored } from "../json.ts";

/**
 * An article as read from the store; `body` is set only if requested, `openLinks` only if any of its links open, and `shown`
 * only if readers no longer see the article.
 */
export type StoredArticle = Version & {
  body?: Body;
  openLinks?: string[];
  shown?: Shown;
  /** Size in bytes of a long text that may be read, but wasn't read along with the others. */
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

/** Converts a row to an article: its content, and the version and times, which have their own columns. */
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

/** The columns of an article, without its body and without its version number. */
const UNNUMBERED =
  "article.release_at, article.released, article.modified, article.expired, article.killed, article.content, article.open_links";
export const COLUMNS = `article.version, ${UNNUMBERED}`;

/**
 * The columns of a notice. A removed story may be sent again, which creates versions that nobody sees: readers know the version
 * of its last change.
 */
export const KNOWN_COLUMNS = `${UNNUMBERED}, article.shown, NULL AS body, coalesce((SELECT change.version FROM change
  WHERE change.article = article.id ORDER BY change.number DESC LIMIT 1), article.version) AS version`;

/** SQL for the body, which isn't read unless this access sees it: `parameter` holds the licenses whose full text it sees. */
export const bodyColumn = (parameter: string) =>
  `CASE WHEN article.licence IN (SELECT value FROM json_each(${parameter})) THEN article.body END AS body`;

/** SQL condition: the article in the row of this table name is in the channels; the same as `isOut`. */
export const isOutAs = (
  name: string,
): string => `${name}.status = '${OUT.status}' AND ${name}.expired = ${Number(OUT.expired)}
  AND ${name}.released IS ${OUT.released ? "NOT NULL" : "NULL"}`;

/** SQL condition: an article is in the channels. */
export const IS_OUT = isOutAs("article");

/**
 * SQL for the body of one of several released articles. A long body is replaced by its size, so that together they never exceed
 * the size of a response; `readLongBodies` reads those that fit. The size is known without reading the text.
 */
export const bodyAmong = (articles: string, parameter: string) => {
  const isShort = `octet_length(article.body) <= ${ANSWER.bytes} / ${articles}`;
  return `CASE WHEN ${IS_OUT} AND article.licence IN (SELECT value FROM json_each(${parameter}))
    THEN CASE WHEN ${isShort} THEN article.body ELSE octet_length(article.body) END END AS body`;
};

/** Where a page of a channel begins: after this article. */
export type Position = { published: string; article: string };

/** Compares places by the order of a channel, its feeds and its notes: newest first. */
export const newestFirst = (one: Position, other: Position): number =>
  one.published === other.published ? compare(other.article, one.article) : compare(other.published, one.published);
const compare = (one: string, other: string): number => Number(one > other) - Number(one < other);

/** SQL for the first `count` places of a list. This reads no rows; `json_each` would read one or two per place. */
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

/**
 * Returns articles of a channel, newest first; reads two rows per article, however large the archive. For the first page,
 * `readNewest` is cheaper.
 */
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
 * Returns the newest articles of several channels, or those after a place; each article is in one of the channels. Reads two
 * rows for each of the newest places per channel and two per article, however large the archive.
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

/** Collects each channel's newest places as one JSON list, because only then does each read stop at the limit. */
const NEWEST_OF = `SELECT ${COLUMNS}, ${bodyAmong("?2", "?3")} FROM (
    SELECT place.value ->> 0 AS published, place.value ->> 1 AS id FROM json_each(?1) AS wanted, json_each((
      SELECT json_group_array(json_array(published, article)) FROM (SELECT published, article FROM membership
        WHERE channel = wanted.value AND (published, article) < (?4, ?5) ORDER BY published DESC, article DESC LIMIT ?2))) AS place
    ORDER BY 1 DESC, 2 DESC LIMIT ?2) AS newest
  CROSS JOIN article ON article.id = newest.id ORDER BY newest.published DESC, newest.id DESC`;

export type NoticeQuery = Pick<PageQuery, "channel" | "limit" | "after">;

/** Returns the withdrawn articles, newest kill first, without text and in the version that withdrew them; three rows each. */
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

/** Returns articles as notices show them, whatever their status and without text; reads a row each. */
export async function readKnown(db: D1Database, ids: readonly string[]): Promise<StoredArticle[]> {
  const sql = `SELECT ${KNOWN_COLUMNS} FROM json_each(?1) AS wanted CROSS JOIN article ON article.id = wanted.value`;
  const { results } = await db.prepare(sql).bind(JSON.stringify(ids)).all<Row>();
  return results.map(articleOf);
}

/** Places in a channel's archive: after `from`, up to and including `to`. */
export type Places = { channel: string; from: number; to: number };

/** SQL condition: an article's full text may be read under one of the licenses in `parameter`; the same as `visibility`. */
export const isReadUnder = (parameter: string): string =>
  `${IS_OUT} AND article.content ->> 'exclude' IS NULL AND article.licence IN (SELECT value FROM json_each(${parameter}))`;

/**
 * Returns the released articles at some places of a channel's archive, last place first, even if they have left the channel.
 * Reads two rows per place.
 */
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

/** Returns those of some articles that are released, newest first; reads a row each. `among` is how many share the response. */
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
  // Sorting in SQL would count each row again.
  return results.map(articleOf).sort((one, other) => newestFirst(placeOf(one), placeOf(other)));
}

const placeOf = ({ publishedAt, id }: StoredArticle): Position => ({ published: publishedAt, article: id });

/**
 * Returns an article by its id or any of its addresses, whatever its status; `visibility` decides who may see it. Reads one row,
 * or two for an address.
 */
export async function readArticle(
  db: D1Database,
  name: string,
  bodiesUnder: readonly string[],
): Promise<StoredArticle | undefined> {
  const sql = `SELECT ${COLUMNS}, article.shown, ${bodyColumn("?2")} FROM article WHERE id = ${articleNamed("?1")}`;
  const row = await db.prepare(sql).bind(name, JSON.stringify(bodiesUnder)).first<Row>();
  return row === null ? undefined : articleOf(row);
}

/** Returns the first released articles that use an image; reads two rows for each article that uses it. */
export async function readUsers(db: D1Database, sha256: string): Promise<StoredArticle[]> {
  const sql = `SELECT ${COLUMNS}, NULL AS body FROM image_use CROSS JOIN article ON article.id = image_use.article
    WHERE image_use.sha256 = ?1 AND ${IS_OUT} LIMIT ?2`;
  const { results } = await db.prepare(sql).bind(sha256, PAGES.imageUsers).all<Row>();
  return results.map(articleOf);
}
