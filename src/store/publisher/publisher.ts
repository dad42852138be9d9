import type { Application } from "../../model/publisher/application.ts";
import type { Evidence } from "../../model/publisher/evidence.ts";
import type { Publisher, PublisherStatus } from "../../model/publisher/publisher.ts";
import type { DueQuestion } from "../due.ts";
import { parseStored } from "../json.ts";

type Row = {
  id: string;
  status: PublisherStatus;
  application: string;
  approved: string;
  reason: string | null;
  applied: string;
  decided: string | null;
  signed_in: string | null;
  evidence: string;
};

const COLUMNS = "id, status, application, approved, reason, applied, decided, signed_in, evidence";

const publisher = (row: Row): Publisher => ({
  id: row.id,
  status: row.status,
  application: parseStored<Application>(row.application),
  approved: parseStored<string[]>(row.approved),
  evidence: parseStored<Evidence[]>(row.evidence),
  ...(row.reason === null ? {} : { reason: row.reason }),
  applied: row.applied,
  ...(row.decided === null ? {} : { decided: row.decided }),
  ...(row.signed_in === null ? {} : { signedIn: row.signed_in }),
});

/** Returns a publisher by its id; reads one row. */
export async function readPublisher(db: D1Database, id: string): Promise<Publisher | undefined> {
  const row = await db.prepare(`SELECT ${COLUMNS} FROM publisher WHERE id = ?1`).bind(id).first<Row>();
  return row === null ? undefined : publisher(row);
}

/** Returns the publisher whose application has a token, by the token's hash; reads one row. */
export async function readByToken(db: D1Database, tokenHash: string): Promise<Publisher | undefined> {
  const row = await db.prepare(`SELECT ${COLUMNS} FROM publisher WHERE token_hash = ?1`).bind(tokenHash).first<Row>();
  return row === null ? undefined : publisher(row);
}

type ApplicationRequest = { id: string; bodyHash: string; status: PublisherStatus; applied: string };

/** Returns an earlier application by the hash of its Idempotency-Key. */
export async function readRequest(db: D1Database, requestHash: string): Promise<ApplicationRequest | undefined> {
  const sql = "SELECT id, body_hash AS bodyHash, status, applied FROM publisher WHERE request_hash = ?1";
  return (await db.prepare(sql).bind(requestHash).first<ApplicationRequest>()) ?? undefined;
}

/** The filters for a list of publishers. `words` are in lowercase; each must occur in its name, domains or contact. */
export type PublisherFilters = { words: readonly string[]; status?: PublisherStatus | undefined };

/** Returns publishers in order of application, newest first. */
export async function listPublishers(
  db: D1Database,
  before: string,
  limit: number,
  { words, status }: PublisherFilters = { words: [] },
): Promise<Publisher[]> {
  const named = ["organization", "domains", "contact.name", "contact.email"].map(
    (path) => `(application ->> '$.${path}')`,
  );
  const sql = `SELECT ${COLUMNS} FROM publisher WHERE id < ?1 AND (?3 IS NULL OR status = ?3)
      AND NOT EXISTS (SELECT 1 FROM json_each(?4) AS word WHERE instr(lower(${named.join(" || ' ' || ")}), word.value) = 0)
    ORDER BY id DESC LIMIT ?2`;
  const { results } = await db
    .prepare(sql)
    .bind(before, limit, status ?? null, JSON.stringify(words))
    .all<Row>();
  return results.map(publisher);
}

/** Counts the publishers that applied since a time, with which their ids begin; stops at `most`. */
export async function countPublishersSince(db: D1Database, since: string, most: number): Promise<number> {
  const sql = "SELECT count(*) AS n FROM (SELECT 1 FROM publisher WHERE id >= ?1 LIMIT ?2)";
  return (await db.prepare(sql).bind(since, most).first<number>("n")) ?? 0;
}

export type NewPublisher = {
  id: string;
  application: Application;
  tokenHash: string;
  requestHash: string | null;
  bodyHash: string;
  at: string;
};

/** Writes an application. */
export const writePublisher = (
  db: D1Database,
  { id, application, tokenHash, requestHash, bodyHash, at }: NewPublisher,
) =>
  db
    .prepare(
      `INSERT INTO publisher (id, status, application, approved, token_hash, request_hash, body_hash, applied)
       VALUES (?1, 'applied', ?2, '[]', ?3, ?4, ?5, ?6)`,
    )
    .bind(id, JSON.stringify(application), tokenHash, requestHash, bodyHash, at);

/** Gives a resent application a new token: only the hash of the first was stored, so it can't be shown again. */
export const writeToken = (db: D1Database, id: string, tokenHash: string) =>
  db.prepare("UPDATE publisher SET token_hash = ?2 WHERE id = ?1").bind(id, tokenHash);

export type PublisherDecision = Pick<Publisher, "id" | "status" | "approved"> & {
  reason: string | null;
  at: string;
  deleteAt: string | null;
  from: Pick<Publisher, "status" | "approved">;
};

/** Writes a decision about a publisher, unless another one came in between. */
export const writeDecision = (
  db: D1Database,
  { id, status, approved, reason, at, deleteAt, from }: PublisherDecision,
) =>
  db
    .prepare(
      `UPDATE publisher SET status = ?2, approved = ?3, reason = ?4, decided = ?5, delete_at = ?6
       WHERE id = ?1 AND status = ?7 AND approved = ?8`,
    )
    .bind(id, status, JSON.stringify(approved), reason, at, deleteAt, from.status, JSON.stringify(from.approved));

/** Writes the desk's corrections to an application. */
export const writeApplication = (db: D1Database, id: string, application: Application) =>
  db.prepare("UPDATE publisher SET application = ?2 WHERE id = ?1").bind(id, JSON.stringify(application));

/** Writes the evidence that was found about a publisher. */
export const writeEvidence = (db: D1Database, id: string, evidence: readonly Evidence[]) =>
  db.prepare("UPDATE publisher SET evidence = ?2 WHERE id = ?1").bind(id, JSON.stringify(evidence));

/** SQL for the publishers whose data is due for deletion at `?1`. */
const LEAVING = "FROM publisher WHERE delete_at IS NOT NULL AND delete_at <= ?1";

/** Whether any publisher's data is due for deletion. */
export const leavingDue = (now: string): DueQuestion => ({ sql: `EXISTS (SELECT 1 ${LEAVING})`, values: [now] });

/** Deletes the publishers whose data is due, with everything of theirs; the audit log keeps the decisions, without names. */
export const deleteDue = (db: D1Database, now: string) => {
  const due = `SELECT id ${LEAVING}`;
  const of = (table: string) => db.prepare(`DELETE FROM ${table} WHERE publisher IN (${due})`).bind(now);
  return [
    ...[
      "domain",
      "agreement",
      "key",
      "reading",
      "webhook",
      "delivery",
      "mail",
      "mail_link",
      "holding",
      "picture_holding",
      "recall_told",
      "acknowledgement",
    ].map(of),
    db.prepare(`DELETE FROM session WHERE person IN (SELECT id FROM person WHERE publisher IN (${due}))`).bind(now),
    db
      .prepare(`DELETE FROM sign_in_link WHERE person IN (SELECT id FROM person WHERE publisher IN (${due}))`)
      .bind(now),
    db
      .prepare(
        `UPDATE audit SET reason = NULL, details = '{}', by = CASE
           WHEN by IN (SELECT email FROM person WHERE person.publisher = audit.publisher) THEN publisher ELSE by END
         WHERE publisher IN (${due})`,
      )
      .bind(now),
    of("person"),
    db.prepare(`DELETE FROM publisher WHERE id IN (${due})`).bind(now),
  ];
};
