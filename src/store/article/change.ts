import type { ChangeKind } from "../../model/article/change.ts";

/**
 * A row for the log. What concerns the settings names no article, and neither does `tidied`: a note has stood beside
 * its channels long enough, a notice says something else, or a link opens by another name. `licences` are those by which it is known who is told of it.
 */
export type ChangeRow =
  | { kind: "settings" | "tidied" }
  | { kind: ChangeKind; article: string; version: number; licences: readonly string[] };
/** A row that is an article's. */
export type ArticleChange = Extract<ChangeRow, { article: string }>;

/** Writes rows of the log, in their order. */
export const writeChanges = (db: D1Database, rows: ChangeRow[], at: string, by: string) =>
  db
    .prepare(
      `INSERT INTO change (kind, article, version, at, by)
       SELECT value ->> 'kind', value ->> 'article', value ->> 'version', ?2, ?3 FROM json_each(?1) ORDER BY key`,
    )
    .bind(JSON.stringify(rows), at, by);

/** One row of the log for every article that is out under these licences, but for those that the publish itself logs. */
export const writeRelicensed = (db: D1Database, licences: string[], logged: string[], at: string, by: string) =>
  db
    .prepare(
      `INSERT INTO change (kind, article, version, at, by)
       SELECT 'relicensed', article.id, article.version, ?3, ?4
       FROM json_each(?1) AS licence
       JOIN membership ON membership.channel = 'licence/' || licence.value
       JOIN article ON article.id = membership.article
       WHERE article.id NOT IN (SELECT value FROM json_each(?2))
       ORDER BY membership.published, article.id`,
    )
    .bind(JSON.stringify(licences), JSON.stringify(logged), at, by);

/** The version with which an article was last corrected; null where it never was. */
export const readNewestCorrection = (db: D1Database, article: string): Promise<number | null> =>
  db
    .prepare("SELECT max(version) AS version FROM change WHERE article = ?1 AND kind = 'corrected'")
    .bind(article)
    .first<number>("version");
