import type { Body } from "../../model/article/article.ts";
import type { DeskDecisions, SentFields } from "../../model/article/decision.ts";
import type { Status } from "../../model/article/status.ts";
import { noteOf, WITHDRAWN } from "../../model/note.ts";
import { articleNamed } from "../address.ts";
import type { DueQuestion } from "../due.ts";
import { parseStored } from "../json.ts";
import { articleOf, COLUMNS, type Row, type StoredArticle } from "./article.ts";
import type { Member } from "./channel.ts";

/** An article's current state, for a publish to build on: what was last sent for it, and what the desk has decided since. */
export type ArticleRecord = Omit<StoredArticle, "body"> & {
  hash: string;
  sent: SentFields;
  decided: DeskDecisions;
  /** Its notes: next to channels, and in the list of everything withdrawn. */
  noted: Member[];
};

type RecordRow = Row & { hash: string; sent: string; decided: string; places: string };
const RECORD_COLUMNS = `${COLUMNS}, article.shown, article.hash, article.sent, article.decided,
  (SELECT json_group_array(json_object('channel', channel, 'published', published, 'article', article))
    FROM membership WHERE membership.article = article.id) AS places`;
const recordOf = (row: RecordRow): ArticleRecord => ({
  ...articleOf(row),
  hash: row.hash,
  sent: parseStored<SentFields>(row.sent),
  decided: parseStored<DeskDecisions>(row.decided),
  noted: parseStored<Member[]>(row.places).filter(({ channel }) => channel === WITHDRAWN || noteOf(channel)),
});

/** Returns the state of articles by the requested names: ids or any addresses. Leaves out those that don't exist. */
export async function readRecords(db: D1Database, names: readonly string[]): Promise<Map<string, ArticleRecord>> {
  const sql = `SELECT wanted.value AS name, ${RECORD_COLUMNS}, NULL AS body FROM json_each(?1) AS wanted
    CROSS JOIN article ON article.id = ${articleNamed("wanted.value")}`;
  const { results } = await db.prepare(sql).bind(JSON.stringify(names)).all<RecordRow & { name: string }>();
  return new Map(results.map((row) => [row.name, recordOf(row)]));
}

/** Returns an article with its body, by its id or any address, for the desk, whatever its status. Reads one row, or two. */
export async function readFullRecord(
  db: D1Database,
  name: string,
): Promise<(ArticleRecord & { body: Body }) | undefined> {
  const sql = `SELECT ${RECORD_COLUMNS}, article.body FROM article WHERE id = ${articleNamed("?1")}`;
  const row = await db.prepare(sql).bind(name).first<RecordRow & { body: string }>();
  return row === null ? undefined : { ...recordOf(row), body: parseStored<Body>(row.body) };
}

/** SQL for articles due for release at `?1`. An article that had expired when it was written isn't in that index. */
const WAITING = `FROM article INDEXED BY article_due WHERE released IS NULL AND status = 'usable' AND expired = 0
  AND release_at <= ?1 AND (expires_at IS NULL OR expires_at > ?1)`;

/** Whether any article is due for release. */
export const releaseDue = (now: string): DueQuestion => ({ sql: `EXISTS (SELECT 1 ${WAITING})`, values: [now] });

/** An article and the size of its text in bytes. */
export type SizedArticle = { article: string; bytes: number };

/** Returns the first `limit` articles due for release. Reads no text to tell its size. */
export async function readDue(db: D1Database, now: string, limit: number): Promise<SizedArticle[]> {
  const sql = `SELECT id AS article, octet_length(body) AS bytes ${WAITING} ORDER BY release_at LIMIT ?2`;
  return (await db.prepare(sql).bind(now, limit).all<SizedArticle>()).results;
}

/** SQL for articles whose own expiry has passed at `?1` and that weren't removed yet. */
const ENDING = `FROM article INDEXED BY article_ending
  WHERE expires_at IS NOT NULL AND expired = 0 AND released IS NOT NULL AND expires_at <= ?1`;

/** Whether any article's own expiry has passed. */
export const endingDue = (now: string): DueQuestion => ({ sql: `EXISTS (SELECT 1 ${ENDING})`, values: [now] });

/** Returns the ids of the first `limit` articles whose own expiry has passed. */
export async function readEnding(db: D1Database, now: string, limit: number): Promise<string[]> {
  const sql = `SELECT id ${ENDING} ORDER BY expires_at LIMIT ?2`;
  const { results } = await db.prepare(sql).bind(now, limit).all<{ id: string }>();
  return results.map((row) => row.id);
}

/** A line of a list of articles. */
export type ListedArticle = {
  id: string;
  address: string;
  version: number;
  status: Status;
  released: string | null;
  modified: string;
};

const ADDRESS = "coalesce(content ->> 'address', id) AS address";

/** Returns every article, including hidden ones, in order of id, and whether it is a sample; for the desk only. */
export async function listArticles(
  db: D1Database,
  after: string,
  limit: number,
): Promise<(ListedArticle & { sample: boolean })[]> {
  const sql = `SELECT id, ${ADDRESS}, version, status, released, modified, coalesce(content ->> 'sample', 0) AS sample
    FROM article WHERE id > ?1 ORDER BY id LIMIT ?2`;
  const { results } = await db.prepare(sql).bind(after, limit).all<ListedArticle & { sample: number }>();
  return results.map(({ sample, ...line }) => ({ ...line, sample: sample === 1 }));
}
