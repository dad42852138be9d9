import type { Article, Body, Status, Version } from "../model/article.ts";
import type { Decided, Sent } from "../model/decision.ts";
import { stored } from "./json.ts";
import { CHANGED_AT, NEWEST } from "./ledger.ts";

/** An article as it leaves the store; `body` is there only if it was asked for. */
export type Found = Version & { body?: Body };

/** A row of `COLUMNS` and `body`. */
export type Row = {
  version: number;
  release_at: string;
  released: string | null;
  modified: string;
  expired: number;
  killed: string | null;
  content: string;
  body: string | null;
};

/** The article of a row: content without `version` and times, which have columns of their own. */
export const found = (row: Row): Found => ({
  ...stored<Article>(row.content),
  version: row.version,
  publishedAt: row.release_at,
  modifiedAt: row.modified,
  ...(row.released === null ? {} : { released: row.released }),
  ...(row.expired ? { expired: true as const } : {}),
  ...(row.killed === null ? {} : { killed: row.killed }),
  ...(row.body === null ? {} : { body: stored<Body>(row.body) }),
});

/** What makes an article, without its body; and without the number of its version. */
const UNNUMBERED =
  "article.release_at, article.released, article.modified, article.expired, article.killed, article.content";
export const COLUMNS = `article.version, ${UNNUMBERED}`;

/** Bodies that may not leave are not even read: `?` holds the licences whose full text this access sees. */
export const body = (parameter: string) =>
  `CASE WHEN article.licence IN (SELECT value FROM json_each(${parameter})) THEN article.body END AS body`;

/** Where in a channel a page begins: after this article. */
export type Position = { published: string; article: string };
export type PageQuery = {
  channel: string;
  limit: number;
  after?: Position | undefined;
  from?: string | undefined;
  to?: string | undefined;
  bodiesUnder: readonly string[];
};

/** Articles of a channel, the newest first: two rows an article, however large the archive is. */
export async function readPage(
  db: D1Database,
  { channel, limit, after, from, to, bodiesUnder }: PageQuery,
): Promise<Found[]> {
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
  return results.map(found);
}

export const PAGE = `SELECT ${COLUMNS}, ${body("?7")}
  FROM membership CROSS JOIN article ON article.id = membership.article
  WHERE membership.channel = ?1 AND membership.published >= ?2 AND membership.published < ?3
    AND (membership.published, membership.article) < (?4, ?5)
  ORDER BY membership.published DESC, membership.article DESC LIMIT ?6`;

export type NoticeQuery = Pick<PageQuery, "channel" | "limit" | "after">;

/** What stands among the withdrawn, the newest kill first, without its text and in the version that withdrew it: three rows an article. */
export async function readWithdrawn(db: D1Database, { channel, limit, after }: NoticeQuery): Promise<Found[]> {
  const sql = `SELECT ${UNNUMBERED}, NULL AS body, coalesce(${KILLING}, article.version) AS version
    FROM membership CROSS JOIN article ON article.id = membership.article
    WHERE membership.channel = ?1 AND (membership.published, membership.article) < (?2, ?3)
    ORDER BY membership.published DESC, membership.article DESC LIMIT ?4`;
  const { results } = await db
    .prepare(sql)
    .bind(channel, after?.published ?? "9", after?.article ?? "", limit)
    .all<Row>();
  return results.map(found);
}

/** A killed article may be sent again, and gets versions that nobody sees: what readers know is the one that killed it. */
const KILLING = `(SELECT change.version FROM change WHERE change.article = article.id AND change.kind = 'killed'
  ORDER BY change.number DESC LIMIT 1)`;

/** Places in a channel's archive: behind `from`, up to `to`. */
export type Places = { channel: string; from: number; to: number };

const OUT = "article.status = 'usable' AND article.expired = 0 AND article.released IS NOT NULL";

/** The articles at some places of a channel's archive that are out, the last place first; they may have left the channel. Two rows a place. */
export async function readPlaces(
  db: D1Database,
  { channel, from, to }: Places,
  bodiesUnder: readonly string[],
): Promise<Found[]> {
  const sql = `SELECT ${COLUMNS}, ${body("?4")} FROM archive CROSS JOIN article ON article.id = archive.article
    WHERE archive.channel = ?1 AND archive.position > ?2 AND archive.position <= ?3 AND ${OUT}
    ORDER BY archive.position DESC`;
  const { results } = await db.prepare(sql).bind(channel, from, to, JSON.stringify(bodiesUnder)).all<Row>();
  return results.map(found);
}

/** Some articles, as far as they are out, the newest first. */
export async function readOut(
  db: D1Database,
  ids: readonly string[],
  bodiesUnder: readonly string[],
): Promise<Found[]> {
  const sql = `SELECT ${COLUMNS}, ${body("?2")} FROM json_each(?1) AS wanted CROSS JOIN article ON article.id = wanted.value
    WHERE ${OUT} ORDER BY article.release_at DESC, article.id DESC`;
  const { results } = await db.prepare(sql).bind(JSON.stringify(ids), JSON.stringify(bodiesUnder)).all<Row>();
  return results.map(found);
}

/** One article, whatever its status: who may see it is for `sight` to say. One row. */
export async function readArticle(
  db: D1Database,
  id: string,
  bodiesUnder: readonly string[],
): Promise<Found | undefined> {
  const sql = `SELECT ${COLUMNS}, ${body("?2")} FROM article WHERE id = ?1`;
  const row = await db.prepare(sql).bind(id, JSON.stringify(bodiesUnder)).first<Row>();
  return row === null ? undefined : found(row);
}

/** The articles that use an image, the first hundred: two rows each. */
export async function readUsers(db: D1Database, sha256: string): Promise<Found[]> {
  const sql = `SELECT ${COLUMNS}, NULL AS body FROM image_use CROSS JOIN article ON article.id = image_use.article
    WHERE image_use.sha256 = ?1 LIMIT 100`;
  const { results } = await db.prepare(sql).bind(sha256).all<Row>();
  return results.map(found);
}

/** How an article stands, for a publish to build on: also what was last sent of it, and what the desk decided since. */
export type Standing = Version & {
  hash: string;
  sent: Sent;
  decided: Decided;
  /** Of a killed one: where its notice stands. */
  notices?: string[];
};

type StandingRow = Row & { hash: string; sent: string; decided: string; notices: string | null };
const STANDING = `${COLUMNS}, article.hash, article.sent, article.decided, CASE WHEN article.killed IS NOT NULL THEN
  (SELECT json_group_array(channel) FROM membership WHERE membership.article = article.id) END AS notices`;
const standing = (row: StandingRow): Standing => ({
  ...found(row),
  hash: row.hash,
  sent: stored<Sent>(row.sent),
  decided: stored<Decided>(row.decided),
  ...(row.notices === null ? {} : { notices: stored<string[]>(row.notices) }),
});

/** How some articles stand, by id; those that don't exist are left out. */
export async function readStandings(db: D1Database, ids: readonly string[]): Promise<Map<string, Standing>> {
  const sql = `SELECT ${STANDING}, NULL AS body FROM json_each(?1) AS wanted JOIN article ON article.id = wanted.value`;
  const { results } = await db.prepare(sql).bind(JSON.stringify(ids)).all<StandingRow>();
  return new Map(results.map((row) => [stored<Article>(row.content).id, standing(row)]));
}

/** How an article stands, with its body: for the desk, whatever its status. One row. */
export async function readWhole(db: D1Database, id: string): Promise<(Standing & { body: Body }) | undefined> {
  const sql = `SELECT ${STANDING}, article.body FROM article WHERE id = ?1`;
  const row = await db.prepare(sql).bind(id).first<StandingRow & { body: string }>();
  return row === null ? undefined : { ...standing(row), body: stored<Body>(row.body) };
}

/** The ids of articles whose time has come, the first `limit` of them. */
export async function readDue(db: D1Database, now: string, limit: number): Promise<string[]> {
  const sql = `SELECT id FROM article INDEXED BY article_waiting
    WHERE released IS NULL AND status = 'usable' AND release_at <= ?1 AND (expires_at IS NULL OR expires_at > ?1)
    ORDER BY release_at LIMIT ?2`;
  const { results } = await db.prepare(sql).bind(now, limit).all<{ id: string }>();
  return results.map((row) => row.id);
}

/** The ids of articles whose own time is over, the first `limit` of them. */
export async function readEnding(db: D1Database, now: string, limit: number): Promise<string[]> {
  const sql = `SELECT id FROM article INDEXED BY article_ending
    WHERE expires_at IS NOT NULL AND expired = 0 AND released IS NOT NULL AND expires_at <= ?1 ORDER BY expires_at LIMIT ?2`;
  const { results } = await db.prepare(sql).bind(now, limit).all<{ id: string }>();
  return results.map((row) => row.id);
}

/** A line of the desk's list. */
export type Listed = { id: string; version: number; status: Status; released: string | null; modified: string };

/** Every article, hidden ones too, in the order of ids: for the desk alone. */
export async function listArticles(db: D1Database, after: string, limit: number): Promise<Listed[]> {
  const sql = "SELECT id, version, status, released, modified FROM article WHERE id > ?1 ORDER BY id LIMIT ?2";
  const { results } = await db.prepare(sql).bind(after, limit).all<Listed>();
  return results;
}

/** A line of the desk's page, with what an article says of its own standing. */
export type DeskLine = Listed & {
  headline: string;
  releaseAt: string;
  embargo: string | null;
  expires: string | null;
  expired: number;
  killed: string | null;
};
/** Where in that list a page begins: after this article. */
export type DeskPosition = { modified: string; id: string };

/** Every article, hidden ones too, what changed last first; what waits for its time comes before. Two rows an article. */
export async function listNewest(db: D1Database, after: DeskPosition | undefined, limit: number): Promise<DeskLine[]> {
  const sql = `SELECT id, version, status, released, modified, content ->> 'headline' AS headline, release_at AS releaseAt,
      content ->> 'embargo' AS embargo, content ->> 'expires' AS expires, expired, killed
    FROM article INDEXED BY article_modified WHERE (modified, id) < (?1, ?2) ORDER BY modified DESC, id DESC LIMIT ?3`;
  const { results } = await db
    .prepare(sql)
    .bind(after?.modified ?? "9", after?.id ?? "", limit)
    .all<DeskLine>();
  return results;
}

/** An article to be written. */
export type Written = {
  article: Article;
  body: Body;
  version: number;
  releaseAt: string;
  released: string | null;
  modified: string;
  expiresAt: string | null;
  expired: boolean;
  killed: string | null;
  hash: string;
  sent: Sent;
  decided: Decided;
  /** Whether readers can notice: only then is it another state of the article for them. */
  noticed: boolean;
};

const rows = (articles: readonly Written[]) =>
  JSON.stringify(
    articles.map(({ article, body: pieces, sent, decided, ...rest }) => ({
      ...rest,
      sent: JSON.stringify(sent),
      decided: JSON.stringify(decided),
      id: article.id,
      status: article.status,
      licence: article.licence,
      content: JSON.stringify(article),
      body: JSON.stringify(pieces),
    })),
  );

/** Keeps the texts of new versions. */
export const writeVersions = (db: D1Database, articles: readonly Written[], at: string, by: string) =>
  db
    .prepare(
      `INSERT INTO article_version (article, version, status, content, body, at, by)
       SELECT value ->> 'id', value ->> 'version', value ->> 'status', value ->> 'content', value ->> 'body', ?2, ?3 FROM json_each(?1)`,
    )
    .bind(rows(articles), at, by);

/** Writes how articles now stand. What nobody can notice moves no number that readers follow. */
export const writeArticles = (db: D1Database, articles: readonly Written[]) =>
  db
    .prepare(
      `INSERT INTO article (id, version, status, release_at, released, modified, expires_at, expired, killed, licence, content, body,
         hash, sent, decided, change, changed_at)
       SELECT value ->> 'id', value ->> 'version', value ->> 'status', value ->> 'releaseAt', value ->> 'released', value ->> 'modified',
         value ->> 'expiresAt', value ->> 'expired', value ->> 'killed',
         value ->> 'licence', value ->> 'content', value ->> 'body', value ->> 'hash', value ->> 'sent', value ->> 'decided',
         CASE WHEN value ->> 'noticed' THEN ${NEWEST} END, ${CHANGED_AT} FROM json_each(?1) WHERE true
       ON CONFLICT (id) DO UPDATE SET version = excluded.version, status = excluded.status, release_at = excluded.release_at,
         released = excluded.released, modified = excluded.modified, expires_at = excluded.expires_at, expired = excluded.expired,
         killed = excluded.killed, licence = excluded.licence, content = excluded.content,
         body = excluded.body, hash = excluded.hash, sent = excluded.sent, decided = excluded.decided,
         changed_at = CASE WHEN excluded.change IS NULL THEN article.changed_at ELSE excluded.changed_at END,
         change = coalesce(excluded.change, article.change)`,
    )
    .bind(rows(articles));

/** Releases an article that waited: its text stays, it gets its time. */
export const writeReleases = (db: D1Database, ids: string[], at: string) =>
  db
    .prepare(
      `UPDATE article SET released = ?2, change = ${NEWEST}, changed_at = ${CHANGED_AT}
       WHERE released IS NULL AND id IN (SELECT value FROM json_each(?1))`,
    )
    .bind(JSON.stringify(ids), at);

/** Takes articles away whose own time is over: the text stays with the desk. Of one that was gone already nobody notices. */
export const writeExpiries = (db: D1Database, ids: string[]) =>
  db
    .prepare(
      `UPDATE article SET expired = 1, change = CASE WHEN status = 'usable' THEN ${NEWEST} ELSE change END,
         changed_at = CASE WHEN status = 'usable' THEN ${CHANGED_AT} ELSE changed_at END
       WHERE expired = 0 AND id IN (SELECT value FROM json_each(?1))`,
    )
    .bind(JSON.stringify(ids));
