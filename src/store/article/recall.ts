import { REMOVALS } from "../../model/article/change.ts";
import type { Acknowledgement, Recall, RecallOutcome } from "../../model/article/recall.ts";
import { clause } from "../masthead.ts";
import { acknowledgementOf, isConcerned } from "./holder.ts";

/** Writes a recall for each article that was killed, with the hours that its licence gives. */
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

/** Of a message: that it told of a story. That something goes tells nobody of one. */
export const TELLS_OF_STORY = `delivery.publisher IS NOT NULL
  AND delivery.type NOT IN (${REMOVALS.map((kind) => `'article.${kind}'`).join(", ")})`;

/** Notes for each recall who had been told of the story until then. */
export const writeTold = (db: D1Database, recalls: readonly { id: string; article: string; version: number }[]) =>
  db
    .prepare(
      `INSERT INTO recall_told (recall, publisher)
       SELECT DISTINCT recalled.value ->> 'id', delivery.publisher FROM json_each(?1) AS recalled
       CROSS JOIN delivery ON delivery.article = recalled.value ->> 'article'
       WHERE delivery.version < recalled.value ->> 'version' AND ${TELLS_OF_STORY}`,
    )
    .bind(JSON.stringify(recalls));

/** Closes what was open: the articles are back. */
export const closeRecalls = (db: D1Database, articles: readonly string[], at: string) =>
  db
    .prepare("UPDATE recall SET closed = ?2 WHERE closed IS NULL AND article IN (SELECT value FROM json_each(?1))")
    .bind(JSON.stringify(articles), at);

/** A recall with what is said of it: the story's headline, for the desk alone, and the reason, for everybody. */
export type RecallRow = Recall & { headline: string; reason: string };

type Row = Omit<RecallRow, "hours" | "closed"> & { hours: number | null; closed: string | null };

const recall = ({ hours, closed, ...rest }: Row): RecallRow => ({
  ...rest,
  ...(hours === null ? {} : { hours }),
  ...(closed === null ? {} : { closed }),
});

/** The reason is that of the version that was killed, whatever became of the article since. */
const RECALLS = `SELECT recall.id, recall.article, recall.version, recall.at, recall.hours, recall.closed,
    killed.content ->> 'headline' AS headline, coalesce(killed.content ->> 'reason', 'Withdrawn.') AS reason
  FROM recall JOIN article_version AS killed ON killed.article = recall.article AND killed.version = recall.version`;

/** What a list of recalls is narrowed to: words of the headline, in lower case; those that are open, or that were restored. */
export type RecallFilters = { words: readonly string[]; state?: "open" | "restored" | undefined };

const STATES = { open: "recall.closed IS NULL", restored: "recall.closed IS NOT NULL" };

/** Recalls, the newest first: those before one, if it is named. */
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

/** A recall by its id. */
export async function readRecall(db: D1Database, id: string): Promise<RecallRow | undefined> {
  const row = await db.prepare(`${RECALLS} WHERE recall.id = ?1`).bind(id).first<Row>();
  return row === null ? undefined : recall(row);
}

/** A recall as it concerns one publisher. */
export type OwnRecall = RecallRow & { acknowledgement?: Acknowledgement };

/** The recalls that concern a publisher, the newest first. Each recall costs a few rows, however much it holds. */
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
