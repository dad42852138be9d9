import type { Body } from "../../model/article/article.ts";
import { articleOf, COLUMNS, IS_OUT, type Position, type Row, type StoredArticle } from "../article/article.ts";
import type { DueQuestion } from "../due.ts";
import { parseStored } from "../json.ts";

/** Whether any stories still have to be indexed. Reads at most one row. */
export const searchDue = (): DueQuestion => ({
  sql: "EXISTS (SELECT 1 FROM search_todo WHERE channel > '')",
  values: [],
});

/** A channel whose stories have to be indexed, and the place after which to continue. */
export type SearchTodo = { channel: string } & Position;

/** Schedules all stories of some channels for indexing, newest first. */
export const writeSearchTodo = (db: D1Database, channels: readonly string[]) =>
  db
    .prepare(
      "INSERT OR REPLACE INTO search_todo (channel, published, article) SELECT value, '9', '' FROM json_each(?1)",
    )
    .bind(JSON.stringify(channels));

/** Returns the first channel to be indexed; undefined if there is none. */
export const readSearchTodo = async (db: D1Database): Promise<SearchTodo | undefined> =>
  (await db.prepare("SELECT * FROM search_todo ORDER BY channel LIMIT 1").first<SearchTodo>()) ?? undefined;

/** Stores how far a channel is indexed; without a place, the channel is done. */
export const noteSearchTodo = (db: D1Database, { channel }: SearchTodo, last: Position | undefined) =>
  last === undefined
    ? db.prepare("DELETE FROM search_todo WHERE channel = ?1").bind(channel)
    : db
        .prepare("UPDATE search_todo SET published = ?2, article = ?3 WHERE channel = ?1")
        .bind(channel, last.published, last.article);

/** A story due for indexing, with the size of its text in bytes. */
export type DueStory = Position & { bytes: number };

/** Returns the next stories of a channel and the sizes of their texts: reads two rows each, but no text. */
export async function readNextStories(db: D1Database, todo: SearchTodo, limit: number): Promise<DueStory[]> {
  const sql = `SELECT membership.published, membership.article, octet_length(article.body) AS bytes
    FROM membership CROSS JOIN article ON article.id = membership.article
    WHERE membership.channel = ?1 AND (membership.published, membership.article) < (?2, ?3)
    ORDER BY membership.published DESC, membership.article DESC LIMIT ?4`;
  const { results } = await db.prepare(sql).bind(todo.channel, todo.published, todo.article, limit).all<DueStory>();
  return results;
}

/** Returns stories with their texts, whoever may read them; the model decides what the indexes get. Reads a row each. */
export async function readWhole(
  db: D1Database,
  ids: readonly string[],
): Promise<(StoredArticle & { body: Body; isOut: boolean })[]> {
  const sql = `SELECT ${COLUMNS}, article.body, ${IS_OUT} AS is_out FROM json_each(?1) AS wanted
    CROSS JOIN article ON article.id = wanted.value`;
  const { results } = await db.prepare(sql).bind(JSON.stringify(ids)).all<Row & { body: string; is_out: number }>();
  return results.map((row) => ({
    ...articleOf(row),
    body: parseStored<Body>(row.body),
    isOut: row.is_out === 1,
  }));
}
