import { articleNamed } from "./address.ts";
import { parseStored } from "./json.ts";

/** A decision: who made it, when, about which publisher, and why. */
export type AuditEntry = {
  at: string;
  by: string;
  action: string;
  publisher: string | null;
  /** The article that the decision was about, if any. */
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

/** Returns the audit log, newest first; only that of one publisher or of one article, by any of its names, if given. */
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

/** A line of the log with its number and the current names of its publisher and article, if they still exist. */
export type LogLine = Omit<AuditEntry, "details" | "article"> & {
  number: number;
  article: string | null;
  organization: string | null;
  headline: string | null;
};

/** The possible subjects of a log line: a story, a publisher, or the wire itself. */
export const LOG_SUBJECTS = ["story", "publisher", "wire"] as const;
export type LogSubject = (typeof LOG_SUBJECTS)[number];

const ABOUT: Record<LogSubject, string> = {
  story: "audit.article IS NOT NULL",
  publisher: "audit.publisher IS NOT NULL",
  wire: "audit.article IS NULL AND audit.publisher IS NULL",
};

/** Returns the log for people, newest first, filtered by number, name and subject. Reads three rows per line. */
export async function listLog(
  db: D1Database,
  { before, by, about }: { before?: number | undefined; by?: string | undefined; about?: LogSubject | undefined },
  limit: number,
): Promise<LogLine[]> {
  const sql = `SELECT audit.number, audit.at, audit.by, audit.action, audit.publisher, audit.article, audit.reason,
      publisher.application ->> 'organization' AS organization, article.content ->> 'headline' AS headline
    FROM audit LEFT JOIN publisher ON publisher.id = audit.publisher
    LEFT JOIN article ON article.id = audit.article
    WHERE (?1 IS NULL OR audit.number < ?1)
      AND (?2 IS NULL OR instr(lower(audit.by || ' ' || coalesce(publisher.application ->> 'organization', '')), ?2) > 0)
      AND ${about === undefined ? "TRUE" : ABOUT[about]}
    ORDER BY audit.number DESC LIMIT ?3`;
  const { results } = await db
    .prepare(sql)
    .bind(before ?? null, by?.toLowerCase() ?? null, limit)
    .all<LogLine>();
  return results;
}

/** Writes an audit row only if the preceding statement in the batch, which makes the decision, changed exactly one row. */
export const writeAuditOfChange = (db: D1Database, { at, by, action, publisher, reason, details }: AuditEntry) =>
  db
    .prepare(
      "INSERT INTO audit (at, by, action, publisher, reason, details) SELECT ?1, ?2, ?3, ?4, ?5, ?6 WHERE changes() = 1",
    )
    .bind(at, by, action, publisher, reason, JSON.stringify(details));
