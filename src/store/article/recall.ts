import { REMOVALS } from "../../model/article/change.ts";
import type { Acknowledgement, Recall, RecallOutcome } from "../../model/article/recall.ts";
import { clause } from "../masthead.ts";
import { acknowledgementOf, isConcerned } from "./holder.ts";

/** Writes a recall for each killed article, with the hours that its license allows. */
export const writeRecalls = (
  db: D1Database,
  recalls: readonly { id: string; article: string; version: number; licences: readonly string[] }[],
  at: string,
) =>
  db
    .prepare(
      `INSERT INTO recall (id, article, version, at, hours)
       SELECT value ->> 'id', value ->> 'article', value ->> 'version', ?2,
         (SELECT min(${clause("corrections.takeDownWithinHours")})
          FROM masthead, json_each(recalled.value, '$.licences') AS licence)
       FROM json_each(?1) AS recalled`,
    )
    .bind(JSON.stringify(recalls), at);

/** SQL condition: a message notified its publisher of a story. A message about a removal doesn't. */
export const TELLS_OF_STORY = `delivery.publisher IS NOT NULL
  AND delivery.type NOT IN (${REMOVALS.map((kind) => `'article.${kind}'`).join(", ")})`;

/** Records for each recall which publishers had been notified of the story before. */
export const writeTold = (db: D1Database, recalls: readonly { id: string; article: string; version: number }[]) =>
  db
    .prepare(
      `INSERT INTO recall_told (recall, publisher)
       SELECT DISTINCT recalled.value ->> 'id', delivery.publisher FROM json_each(?1) AS recalled
       CROSS JOIN delivery ON delivery.article = recalled.value ->> 'article'
       WHERE delivery.version < recalled.value ->> 'version' AND ${TELLS_OF_STORY}`,
    )
    .bind(JSON.stringify(recalls));

/** Closes the open recalls of restored articles. */
export const closeRecalls = (db: D1Database, articles: readonly string[], at: string) =>
  db
    .prepare("UPDATE recall SET closed = ?2 WHERE closed IS NULL AND article IN (SELECT value FROM json_each(?1))")
    .bind(JSON.stringify(articles), at);

/** A recall with the story's headline, for the desk only, and its reason, for everybody. */
export type RecallRow = Recall & { headline: string; reason: string };

type Row = Omit<RecallRow, "hours" | "closed"> & { hours: number | null; closed: string | null };

const recall = ({ hours, closed, ...rest }: Row): RecallRow => ({
  ...rest,
  ...(hours === null ? {} : { hours }),
  ...(closed === null ? {} : { closed }),
});

/** SQL for recalls. The reason is that of the killed version, whatever happened to the article since. */
const RECALLS = `SELECT recall.id, recall.article, recall.version, recall.at, recall.hours, recall.closed,
    killed.content ->> 'headline' AS headline, coalesce(killed.content ->> 'reason', 'Withdrawn.') AS reason
  FROM recall JOIN article_version AS killed ON killed.article = recall.article AND killed.version = recall.version`;

/** The filters for a list of recalls: lowercase words of the headline; only open or only restored ones. */
export type RecallFilters = { words: readonly string[]; state?: "open" | "restored" | undefined };

const STATES = { open: "recall.closed IS NULL", restored: "recall.closed IS NOT NULL" };

/** Returns recalls, newest first; only those before one, if it is given. */
export async function listRecalls(
  db: D1Database,
  before: string | undefined,
  limit: number,
  { words, state }: RecallFilters = { words: [] },
): Promise<RecallRow[]> {
  const sql = `${RECALLS} WHERE (?1 IS NULL OR (recall.at, recall.id) < (SELECT at, id FROM recall WHERE id = ?1))
      AND ${state === undefined ? "TRUE" : STATES[state]}
      AND NOT EXISTS (SELECT 1 FROM json_each(?3) AS word WHERE instr(lower(killed.content ->> 'headline'), word.value) = 0)
    ORDER BY recall.at DESC, recall.id DESC LIMIT ?2`;
  const { results } = await db
    .prepare(sql)
    .bind(before ?? null, limit, JSON.stringify(words))
    .all<Row>();
  return results.map(recall);
}

/** Returns a recall by its id. */
export async function readRecall(db: D1Database, id: string): Promise<RecallRow | undefined> {
  const row = await db.prepare(`${RECALLS} WHERE recall.id = ?1`).bind(id).first<Row>();
  return row === null ? undefined : recall(row);
}

/** A recall with one publisher's own acknowledgement. */
export type OwnRecall = RecallRow & { acknowledgement?: Acknowledgement };

/** Returns the recalls that concern a publisher, newest first. Reads a few rows per recall, however much the publisher holds. */
export async function readRecallsOf(
  db: D1Database,
  publisher: string,
  limit: number,
  which: "all" | "open" = "all",
): Promise<OwnRecall[]> {
  const sql = `SELECT found.*, acknowledgement.outcome, acknowledgement.note, acknowledgement.at AS said, acknowledgement.by
    FROM (${RECALLS} WHERE ${isConcerned("?1")}) AS found
    LEFT JOIN acknowledgement ON acknowledgement.recall = found.id AND acknowledgement.publisher = ?1
    WHERE ?3 = 'all' OR (found.closed IS NULL AND acknowledgement.outcome IS NULL)
    ORDER BY found.at DESC, found.id LIMIT ?2`;
  type OwnRow = Row & { outcome: RecallOutcome | null; note: string | null; said: string | null; by: string | null };
  const { results } = await db.prepare(sql).bind(publisher, limit, which).all<OwnRow>();
  return results.map(({ outcome, note, said, by, ...row }) => ({
    ...recall(row),
    ...acknowledgementOf({ outcome, note, at: said, by }),
  }));
}
