import { stored } from "./json.ts";

/** A decision: who made it, when, of whom, and why. */
export type Audited = {
  at: string;
  by: string;
  action: string;
  publisher: string | null;
  reason: string | null;
  details: Record<string, unknown>;
};

/** Writes a row of the audit log. */
export const writeAudit = (db: D1Database, { at, by, action, publisher, reason, details }: Audited) =>
  db
    .prepare("INSERT INTO audit (at, by, action, publisher, reason, details) VALUES (?1, ?2, ?3, ?4, ?5, ?6)")
    .bind(at, by, action, publisher, reason, JSON.stringify(details));

/** The audit log, the newest first; of one publisher, where it is named. */
export async function listAudit(db: D1Database, publisher: string | undefined, limit: number): Promise<Audited[]> {
  const sql = `SELECT at, by, action, publisher, reason, details FROM audit
    WHERE ?1 IS NULL OR publisher = ?1 ORDER BY number DESC LIMIT ?2`;
  const { results } = await db
    .prepare(sql)
    .bind(publisher ?? null, limit)
    .all<Omit<Audited, "details"> & { details: string }>();
  return results.map((row) => ({ ...row, details: stored(row.details) }));
}

/** The same, right behind a statement that decides, in one batch: nothing where that found nothing to change. */
export const writeAuditOfChange = (db: D1Database, { at, by, action, publisher, reason, details }: Audited) =>
  db
    .prepare(
      "INSERT INTO audit (at, by, action, publisher, reason, details) SELECT ?1, ?2, ?3, ?4, ?5, ?6 WHERE changes() = 1",
    )
    .bind(at, by, action, publisher, reason, JSON.stringify(details));
