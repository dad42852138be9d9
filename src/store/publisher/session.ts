import type { PublisherFacts } from "../../model/publisher/entitlement.ts";
import type { Person } from "../../model/publisher/person.ts";
import { parseStored } from "../json.ts";
import { factsAt, factsOf } from "./facts.ts";

/** An open session, its person, and the facts that decide what its publisher may read; undefined for people of the desk. */
export type OpenSession = {
  id: string;
  seen: string;
  person: Person;
  facts: PublisherFacts | undefined;
};

type Row = Person & { session: string; seen: string; facts: string | null };

/** Returns the session with a hash, if it is open and its person wasn't removed, in one statement. */
export async function readSession(db: D1Database, hash: string, now: string): Promise<OpenSession | undefined> {
  const sql = `SELECT session.id AS session, session.seen, person.id, person.publisher, person.name, person.email, person.role,
      person.created, CASE WHEN publisher.id IS NULL THEN NULL ELSE ${factsAt("?2")} END AS facts
    FROM session JOIN person ON person.id = session.person LEFT JOIN publisher ON publisher.id = person.publisher
    WHERE session.hash = ?1 AND session.expires > ?2 AND person.removed IS NULL
      AND (person.publisher IS NULL OR publisher.status <> 'left')`;
  const row = await db.prepare(sql).bind(hash, now).first<Row>();
  if (row === null) return undefined;
  const { session, seen, facts, ...person } = row;
  return { id: session, seen, person, facts: facts === null ? undefined : factsOf(parseStored(facts), now) };
}

/** A session in a list. */
export type ListedSession = {
  id: string;
  person: string;
  name: string;
  agent: string | null;
  created: string;
  seen: string;
};

/** Returns the open sessions of a publisher's people, or of the desk's (null), most recently seen first. */
export async function listSessions(db: D1Database, publisher: string | null, now: string): Promise<ListedSession[]> {
  const sql = `SELECT session.id, session.person, person.name, session.agent, session.created, session.seen
    FROM session JOIN person ON person.id = session.person
    WHERE person.publisher IS ?1 AND person.removed IS NULL AND session.expires > ?2 ORDER BY session.seen DESC, session.id`;
  const { results } = await db.prepare(sql).bind(publisher, now).all<ListedSession>();
  return results;
}

/** Records when a session was last used. */
export const writeSeen = (db: D1Database, id: string, at: string) =>
  db.prepare("UPDATE session SET seen = ?2 WHERE id = ?1").bind(id, at);

/** Ends a session of a publisher's people, or of the desk's (null); if a person is given, only one of theirs. */
export const endSession = (db: D1Database, id: string, publisher: string | null, person?: string) =>
  db
    .prepare(
      `DELETE FROM session WHERE id = ?1 AND (?3 IS NULL OR person = ?3)
         AND person IN (SELECT id FROM person WHERE publisher IS ?2)`,
    )
    .bind(id, publisher, person ?? null);

/** Ends every session of a person who was removed. Their links no longer work, and say why. */
export const endSessionsOfRemoved = (db: D1Database, person: string) =>
  db
    .prepare("DELETE FROM session WHERE person IN (SELECT id FROM person WHERE id = ?1 AND removed IS NOT NULL)")
    .bind(person);
