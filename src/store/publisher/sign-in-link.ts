import type { Person } from "../../model/publisher/person.ts";
import { anyDue, type DueQuestion } from "../due.ts";

/** Writes a link, storing only its hash. Expires the person's earlier links at once: only the newest works. */
export const writeLink = (db: D1Database, link: { hash: string; person: string; created: string; expires: string }) => [
  db
    .prepare("UPDATE sign_in_link SET expires = ?2 WHERE person = ?1 AND used IS NULL AND expires > ?2")
    .bind(link.person, link.created),
  db
    .prepare("INSERT INTO sign_in_link (hash, person, created, expires) VALUES (?1, ?2, ?3, ?4)")
    .bind(link.hash, link.person, link.created, link.expires),
];

/** A link and its person. `removed` is when the person was removed, and `status` is the publisher's status. */
export type StoredLink = Person & {
  expires: string;
  used: string | null;
  removed: string | null;
  status: string | null;
  organization: string | null;
};

/** Returns a link by its hash; reading doesn't use it. */
export async function readLink(db: D1Database, hash: string): Promise<StoredLink | undefined> {
  const sql = `SELECT person.id, person.publisher, person.name, person.email, person.role, person.created, person.removed,
      sign_in_link.expires, sign_in_link.used, publisher.status, publisher.application ->> '$.organization' AS organization
    FROM sign_in_link JOIN person ON person.id = sign_in_link.person
      LEFT JOIN publisher ON publisher.id = person.publisher
    WHERE sign_in_link.hash = ?1`;
  return (await db.prepare(sql).bind(hash).first<StoredLink>()) ?? undefined;
}

/** SQL condition: a link works at `?2`: unused, not expired, its person not removed, and its publisher not left. */
const WORKS = `sign_in_link.hash = ?1 AND used IS NULL AND sign_in_link.expires > ?2 AND person.removed IS NULL
  AND (person.publisher IS NULL OR publisher.status <> 'left')`;

const LINK = `sign_in_link JOIN person ON person.id = sign_in_link.person
  LEFT JOIN publisher ON publisher.id = person.publisher`;

type NewSession = { id: string; hash: string; agent: string | null; at: string; expires: string };

/**
 * Signs in with a link, in one batch: opens a session if the link works, marks the link as used, and at a publisher's first
 * sign-in changes its application's address (`address` is the hash of one that nobody knows). The first statement writes
 * one row if the link worked.
 */
export const useLink = (
  db: D1Database,
  link: string,
  { id, hash, agent, at, expires }: NewSession,
  address: string,
): [D1PreparedStatement, ...D1PreparedStatement[]] => [
  db
    .prepare(
      `INSERT INTO session (id, hash, person, agent, created, seen, expires)
       SELECT ?3, ?4, person.id, ?5, ?2, ?2, ?6 FROM ${LINK} WHERE ${WORKS}`,
    )
    .bind(link, at, id, hash, agent, expires),
  db
    .prepare(
      `UPDATE publisher SET signed_in = ?1, token_hash = ?2
       WHERE signed_in IS NULL AND id = (SELECT person.publisher FROM session JOIN person ON person.id = session.person
         WHERE session.id = ?3)`,
    )
    .bind(at, address, id),
  db
    .prepare(
      "UPDATE sign_in_link SET used = ?2 WHERE hash = ?1 AND used IS NULL AND EXISTS (SELECT 1 FROM session WHERE id = ?3)",
    )
    .bind(link, at, id),
];

const OVER_SESSIONS = "FROM session WHERE expires <= ?1";
const OVER_LINKS = "FROM sign_in_link WHERE expires <= ?1";

/** Whether there are expired sessions, or links so old that opening one no longer needs to explain itself. */
export const overDue = (now: string, linksUntil: string): DueQuestion =>
  anyDue(
    { sql: `EXISTS (SELECT 1 ${OVER_SESSIONS})`, values: [now] },
    { sql: `EXISTS (SELECT 1 ${OVER_LINKS})`, values: [linksUntil] },
  );

/** Deletes what has expired: sessions at once, links later. */
export const deleteOver = (db: D1Database, now: string, linksUntil: string) => [
  db.prepare(`DELETE ${OVER_SESSIONS}`).bind(now),
  db.prepare(`DELETE ${OVER_LINKS}`).bind(linksUntil),
];
