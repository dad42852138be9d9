import type { Person } from "../../model/publisher/person.ts";

const COLUMNS = "person.id, person.publisher, person.name, person.email, person.role, person.created";

/** A person in a list, with when they last asked for a link and were last here. */
export type ListedPerson = Person & { askedAt: string | null; seenAt: string | null };

/** The people of a publisher, or of the desk (null), the first ones first. */
export async function listPeople(db: D1Database, publisher: string | null): Promise<ListedPerson[]> {
  const sql = `SELECT ${COLUMNS}, asked_at AS askedAt,
      (SELECT max(seen) FROM session WHERE session.person = person.id) AS seenAt
    FROM person WHERE publisher IS ?1 AND removed IS NULL ORDER BY created, id`;
  const { results } = await db.prepare(sql).bind(publisher).all<ListedPerson>();
  return results;
}

/** One person who wasn't removed, by id; one row. */
export async function readPerson(db: D1Database, id: string): Promise<Person | undefined> {
  const sql = `SELECT ${COLUMNS} FROM person WHERE id = ?1 AND removed IS NULL`;
  return (await db.prepare(sql).bind(id).first<Person>()) ?? undefined;
}

/** Writes a person; not where the publisher, or the desk, has somebody with that address, or `most` people. */
export const writePerson = (db: D1Database, person: Person, invitedBy: string, most: number) =>
  db
    .prepare(
      `INSERT INTO person (id, publisher, name, email, role, invited_by, created)
       SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7
       WHERE (SELECT count(*) FROM person WHERE publisher IS ?2 AND removed IS NULL) < ?8
       ON CONFLICT DO NOTHING`,
    )
    .bind(person.id, person.publisher, person.name, person.email, person.role, invitedBy, person.created, most);

/** Removes a person, unless it is the one contact of a publisher. */
export const removePerson = (db: D1Database, id: string, at: string) =>
  db.prepare("UPDATE person SET removed = ?2 WHERE id = ?1 AND removed IS NULL AND role <> 'contact'").bind(id, at);

/** Makes one of a publisher's people its contact in another's place. */
export const moveContact = (db: D1Database, publisher: string, to: string) =>
  db
    .prepare(
      `UPDATE person SET role = CASE WHEN id = ?2 THEN 'contact' ELSE 'member' END
       WHERE publisher = ?1 AND removed IS NULL
         AND EXISTS (SELECT 1 FROM person WHERE id = ?2 AND publisher = ?1 AND removed IS NULL)`,
    )
    .bind(publisher, to);

/** Notes that somebody with an address asked for a link; nothing where nobody has it. */
export const noteAsked = (db: D1Database, email: string, at: string) =>
  db.prepare("UPDATE person SET asked_at = ?2 WHERE email = ?1 AND removed IS NULL").bind(email, at);

/** Somebody who waits for a link, for the desk. */
export type WaitingPerson = Person & { askedAt: string; organization: string | null };

/** Who asked for a link since a time and hasn't signed in after that, the newest first. */
export async function listWaiting(db: D1Database, since: string, limit: number): Promise<WaitingPerson[]> {
  const sql = `SELECT ${COLUMNS}, asked_at AS askedAt, publisher.application ->> '$.organization' AS organization
    FROM person LEFT JOIN publisher ON publisher.id = person.publisher
    WHERE asked_at >= ?1 AND removed IS NULL
      AND NOT EXISTS (SELECT 1 FROM session WHERE session.person = person.id AND session.created >= asked_at)
    ORDER BY asked_at DESC LIMIT ?2`;
  const { results } = await db.prepare(sql).bind(since, limit).all<WaitingPerson>();
  return results;
}
