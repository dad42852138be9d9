import type { Person } from "../../model/publisher/person.ts";

const COLUMNS = "person.id, person.publisher, person.name, person.email, person.role, person.created";

/** A person in a list, with when they last asked for a link and last used the site. */
export type ListedPerson = Person & { askedAt: string | null; seenAt: string | null };

/** Returns the people of a publisher, or of the desk (null), earliest first. */
export async function listPeople(db: D1Database, publisher: string | null): Promise<ListedPerson[]> {
  const sql = `SELECT ${COLUMNS}, asked_at AS askedAt,
      (SELECT max(seen) FROM session WHERE session.person = person.id) AS seenAt
    FROM person WHERE publisher IS ?1 AND removed IS NULL ORDER BY created, id`;
  const { results } = await db.prepare(sql).bind(publisher).all<ListedPerson>();
  return results;
}

/** Returns a person by id, unless removed; reads one row. */
export async function readPerson(db: D1Database, id: string): Promise<Person | undefined> {
  const sql = `SELECT ${COLUMNS} FROM person WHERE id = ?1 AND removed IS NULL`;
  return (await db.prepare(sql).bind(id).first<Person>()) ?? undefined;
}

/** Writes a person; does nothing if the publisher, or the desk, has somebody with that address, or already has `most` people. */
export const writePerson = (db: D1Database, person: Person, invitedBy: string, most: number) =>
  db
    .prepare(
      `INSERT INTO person (id, publisher, name, email, role, invited_by, created)
       SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7
       WHERE (SELECT count(*) FROM person WHERE publisher IS ?2 AND removed IS NULL) < ?8
       ON CONFLICT DO NOTHING`,
    )
    .bind(person.id, person.publisher, person.name, person.email, person.role, invitedBy, person.created, most);

/** Removes a person, unless they are the publisher's contact. */
export const removePerson = (db: D1Database, id: string, at: string) =>
  db.prepare("UPDATE person SET removed = ?2 WHERE id = ?1 AND removed IS NULL AND role <> 'contact'").bind(id, at);

/** Makes one of a publisher's people its contact, in place of the previous one. */
export const moveContact = (db: D1Database, publisher: string, to: string) =>
  db
    .prepare(
      `UPDATE person SET role = CASE WHEN id = ?2 THEN 'contact' ELSE 'member' END
       WHERE publisher = ?1 AND removed IS NULL
         AND EXISTS (SELECT 1 FROM person WHERE id = ?2 AND publisher = ?1 AND removed IS NULL)`,
    )
    .bind(publisher, to);

/** Records that a person with an address asked for a link; does nothing if nobody has it. */
export const noteAsked = (db: D1Database, email: string, at: string) =>
  db.prepare("UPDATE person SET asked_at = ?2 WHERE email = ?1 AND removed IS NULL").bind(email, at);

/** A person who is waiting for a link, as the desk sees it. */
export type WaitingPerson = Person & { askedAt: string; organization: string | null };

/** Returns the people who asked for a link since a time and haven't signed in after that, newest first. */
export async function listWaiting(db: D1Database, since: string, limit: number): Promise<WaitingPerson[]> {
  const sql = `SELECT ${COLUMNS}, asked_at AS askedAt, publisher.application ->> '$.organization' AS organization
    FROM person LEFT JOIN publisher ON publisher.id = person.publisher
    WHERE asked_at >= ?1 AND removed IS NULL
      AND NOT EXISTS (SELECT 1 FROM session WHERE session.person = person.id AND session.created >= asked_at)
    ORDER BY asked_at DESC LIMIT ?2`;
  const { results } = await db.prepare(sql).bind(since, limit).all<WaitingPerson>();
  return results;
}
