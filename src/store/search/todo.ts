import type { Body } from "../../model/article/article.ts";
import { articleOf, COLUMNS, IS_OUT, type Position, type Row, type StoredArticle } from "../article/article.ts";
import type { DueQuestion } from "../due.ts";
import { parseStored } from "../json.ts";

/** Whether stories have to be put into the index. One row at most. */
export const searchDue = (): DueQuestion => ({
  sql: "EXISTS (SELECT 1 FROM search_todo WHERE channel > '')",
  values: [],
});

/** A channel whose stories have to be put into the index, and the place behind which that goes on. */
export type SearchTodo = { channel: string } & Position;

/** Notes that all stories of some channels have to be put into the index, from the newest on. */
export const writeSearchTodo = (db: D1Database, channels: readonly string[]) =>
  db
    .prepare(
      "INSERT OR REPLACE INTO search_todo (channel, published, article) SELECT value, '9', '' FROM json_each(?1)",
    )
    .bind(JSON.stringify(channels));

/** The first of what has to be done; undefined where there is nothing. */
export const readSearchTodo = async (db: D1Database): Promise<SearchTodo | undefined> =>
  (await db.prepare("SELECT * FROM search_todo ORDER BY channel LIMIT 1").first<SearchTodo>()) ?? undefined;

/** Notes how far it is; nothing is left to be done without a place. */
export const noteSearchTodo = (db: D1Database, { channel }: SearchTodo, last: Position | undefined) =>
  last === undefined
    ? db.prepare("DELETE FROM search_todo WHERE channel = ?1").bind(channel)
    : db
        .prepare("UPDATE search_todo SET published = ?2, article = ?3 WHERE channel = ?1")
        .bind(channel, last.published, last.article);

/** A story that is due, with how long its text is, in bytes. */
export type DueStory = Position & { bytes: number };

/** The next stories of a channel, and how long their texts are: two rows each, and no text is read for it. */
export async function readNextStories(db: D1Database, todo: SearchTodo, limit: number): Promise<DueStory[]> {
  const sql = `SELECT membership.published, membership.article, octet_length(article.body) AS bytes
    FROM membership CROSS JOIN article ON article.id = membership.article
    WHERE membership.channel = ?1 AND (membership.published, membership.article) < (?2, ?3)
    ORDER BY membership.published DESC, membership.article DESC LIMIT ?4`;
  const { results } = await db.prepare(sql).bind(todo.channel, todo.published, todo.article, limit).all<DueStory>();
  return results;
}

/** Stories with their texts, whoever may read them: what the indices have of them is for the model to say. A row each. */
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
