import { articleNamed } from "./address.ts";
import { parseStored } from "./json.ts";

/** A decision: who made it, when, of whom, and why. */
export type AuditEntry = {
  at: string;
  by: string;
  action: string;
  publisher: string | null;
  /** The article that it was about, if it was about one. */
  article?: string | null;
  reason: string | null;
  details: Record<string, unknown>;
};

/** Writes a row of the audit log. */
export const writeAudit = (db: D1Database, { at, by, action, publisher, article, reason, details }: AuditEntry) =>
  db
    .prepare(
      "INSERT INTO audit (at, by, action, publisher, article, reason, details) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
    )
    .bind(at, by, action, publisher, article ?? null, reason, JSON.stringify(details));

/** The audit log, the newest first; of one publisher or one article, by any name of it, where it is named. */
export async function listAudit(
  db: D1Database,
  about: { publisher?: string | undefined; article?: string | undefined },
  limit: number,
): Promise<AuditEntry[]> {
  const sql = `SELECT at, by, action, publisher, article, reason, details FROM audit
    WHERE (?1 IS NULL OR publisher = ?1) AND (?2 IS NULL OR article = ${articleNamed("?2")}) ORDER BY number DESC LIMIT ?3`;
  const { results } = await db
    .prepare(sql)
    .bind(about.publisher ?? null, about.article ?? null, limit)
    .all<Omit<AuditEntry, "details"> & { details: string }>();
  return results.map((row) => ({ ...row, details: parseStored(row.details) }));
}

/** The same, right behind a statement that decides, in one batch: nothing where that found nothing to change. */
export const writeAuditOfChange = (db: D1Database, { at, by, action, publisher, reason, details }: AuditEntry) =>
  db
    .prepare(
      "INSERT INTO audit (at, by, action, publisher, reason, details) SELECT ?1, ?2, ?3, ?4, ?5, ?6 WHERE changes() = 1",
    )
    .bind(at, by, action, publisher, reason, JSON.stringify(details));
