import type { Body } from "../../model/article/article.ts";
import type { DeskDecisions, SentFields } from "../../model/article/decision.ts";
import type { Status } from "../../model/article/status.ts";
import { noteOf, WITHDRAWN } from "../../model/note.ts";
import { articleNamed } from "../address.ts";
import type { DueQuestion } from "../due.ts";
import { parseStored } from "../json.ts";
import { articleOf, COLUMNS, type Row, type StoredArticle } from "./article.ts";
import type { Member } from "./channel.ts";

/** How an article stands, for a publish to build on: also what was last sent of it, and what the desk decided since. */
export type ArticleRecord = Omit<StoredArticle, "body"> & {
  hash: string;
  sent: SentFields;
  decided: DeskDecisions;
  /** Its notes: beside channels, and among everything withdrawn. */
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

/** How some articles stand, by the names that were asked for: ids, or any addresses. Those that don't exist are left out. */
export async function readRecords(db: D1Database, names: readonly string[]): Promise<Map<string, ArticleRecord>> {
  const sql = `SELECT wanted.value AS name, ${RECORD_COLUMNS}, NULL AS body FROM json_each(?1) AS wanted
    CROSS JOIN article ON article.id = ${articleNamed("wanted.value")}`;
  const { results } = await db.prepare(sql).bind(JSON.stringify(names)).all<RecordRow & { name: string }>();
  return new Map(results.map((row) => [row.name, recordOf(row)]));
}

/** How an article stands, with its body, by its id or any address: for the desk, whatever its status. One row, or two. */
export async function readFullRecord(
  db: D1Database,
  name: string,
): Promise<(ArticleRecord & { body: Body }) | undefined> {
  const sql = `SELECT ${RECORD_COLUMNS}, article.body FROM article WHERE id = ${articleNamed("?1")}`;
  const row = await db.prepare(sql).bind(name).first<RecordRow & { body: string }>();
  return row === null ? undefined : { ...recordOf(row), body: parseStored<Body>(row.body) };
}

/** The articles whose time has come at `?1`. What was over when it was written is in no index of those. */
const WAITING = `FROM article INDEXED BY article_due WHERE released IS NULL AND status = 'usable' AND expired = 0
  AND release_at <= ?1 AND (expires_at IS NULL OR expires_at > ?1)`;

/** Whether the time of any article has come. */
export const releaseDue = (now: string): DueQuestion => ({ sql: `EXISTS (SELECT 1 ${WAITING})`, values: [now] });

/** An article and the bytes of its text. */
export type SizedArticle = { article: string; bytes: number };

/** The articles whose time has come, the first `limit` of them. No text is read to tell how long it is. */
export async function readDue(db: D1Database, now: string, limit: number): Promise<SizedArticle[]> {
  const sql = `SELECT id AS article, octet_length(body) AS bytes ${WAITING} ORDER BY release_at LIMIT ?2`;
  return (await db.prepare(sql).bind(now, limit).all<SizedArticle>()).results;
}

/** The articles whose own time is over at `?1`, and that weren't taken away yet. */
const ENDING = `FROM article INDEXED BY article_ending
  WHERE expires_at IS NOT NULL AND expired = 0 AND released IS NOT NULL AND expires_at <= ?1`;

/** Whether the own time of any article is over. */
export const endingDue = (now: string): DueQuestion => ({ sql: `EXISTS (SELECT 1 ${ENDING})`, values: [now] });

/** The ids of articles whose own time is over, the first `limit` of them. */
export async function readEnding(db: D1Database, now: string, limit: number): Promise<string[]> {
  const sql = `SELECT id ${ENDING} ORDER BY expires_at LIMIT ?2`;
  const { results } = await db.prepare(sql).bind(now, limit).all<{ id: string }>();
  return results.map((row) => row.id);
}

/** A line of the desk's list. */
export type ListedArticle = {
  id: string;
  address: string;
  version: number;
  status: Status;
  released: string | null;
  modified: string;
};

const ADDRESS = "coalesce(content ->> 'address', id) AS address";

/** Every article, hidden ones too, in the order of ids, and whether it is a sample: for the desk alone. */
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
