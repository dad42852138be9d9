import type { ChangeKind } from "../../model/article/change.ts";

/**
 * A row for the log. A change of settings names no article, and neither does `tidied`: an expired note is removed from its
 * channels, a notice changes, or a link opens by another name. `licences` decide who is notified.
 */
export type ChangeRow =
  | { kind: "settings" | "tidied" }
  | { kind: ChangeKind; article: string; version: number; licences: readonly string[] };
/** A row about an article. */
export type ArticleChange = Extract<ChangeRow, { article: string }>;

/** Writes rows of the log, in their order. */
export const writeChanges = (db: D1Database, rows: ChangeRow[], at: string, by: string) =>
  db
    .prepare(
      `INSERT INTO change (kind, article, version, at, by)
       SELECT value ->> 'kind', value ->> 'article', value ->> 'version', ?2, ?3 FROM json_each(?1) ORDER BY key`,
    )
    .bind(JSON.stringify(rows), at, by);

/** Writes one log row for each released article under these licenses, except those that the publish itself logs. */
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

/** Returns the version in which an article was last corrected; null if it never was. */
export const readNewestCorrection = (db: D1Database, article: string): Promise<number | null> =>
  db
    .prepare("SELECT max(version) AS version FROM change WHERE article = ?1 AND kind = 'corrected'")
    .bind(article)
    .first<number>("version");
