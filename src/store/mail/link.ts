import type { MailLinkPurpose } from "../../model/mail/mail.ts";
import { LATEST_WORD } from "../article/holder.ts";

/** SQL condition: the link belongs to a person who has since been removed from the team. */
const IS_REMOVED = `(mail_link.person IS NOT NULL AND NOT EXISTS
  (SELECT 1 FROM person WHERE person.id = mail_link.person AND person.publisher = mail_link.publisher AND person.removed IS NULL))`;

/** A link in a mail: its purpose, its publisher, its person if it belongs to one, and the address it was sent to. */
export type MailLink = {
  purpose: MailLinkPurpose;
  about: string;
  publisher: string;
  person: string | null;
  email: string;
  created: string;
  expires: string;
};

/**
 * Writes a link, storing only its hash; expires earlier links for the same purpose sent to the same address, so only the
 * newest works. Unsubscribe links are the exception: any of them still works.
 */
export const writeMailLink = (db: D1Database, hash: string, link: MailLink) => [
  db
    .prepare(
      `UPDATE mail_link SET expires = ?5 WHERE purpose = ?1 AND about = ?2 AND email = ?3 AND publisher = ?4
         AND used IS NULL AND expires > ?5 AND purpose <> 'unsubscribe'`,
    )
    .bind(link.purpose, link.about, link.email, link.publisher, link.created),
  db
    .prepare(
      `INSERT INTO mail_link (hash, purpose, about, publisher, person, email, created, expires)
       VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)`,
    )
    .bind(hash, link.purpose, link.about, link.publisher, link.person, link.email, link.created, link.expires),
];

/** A link with what decides whether it still works: whether its person is on the team, and its publisher's status. */
export type StoredMailLink = MailLink & {
  used: string | null;
  isRemoved: boolean;
  organization: string | null;
  status: string | null;
};

/** Reads a link by its hash; this doesn't use it. */
export async function readMailLink(db: D1Database, hash: string): Promise<StoredMailLink | undefined> {
  const sql = `SELECT purpose, about, mail_link.publisher, mail_link.person, mail_link.email, mail_link.created, expires, used,
      ${IS_REMOVED} AS isRemoved, publisher.application ->> 'organization' AS organization, publisher.status
    FROM mail_link LEFT JOIN publisher ON publisher.id = mail_link.publisher WHERE hash = ?1`;
  const row = await db.prepare(sql).bind(hash).first<Omit<StoredMailLink, "isRemoved"> & { isRemoved: number }>();
  return row === null ? undefined : { ...row, isRemoved: row.isRemoved === 1 };
}

/** Uses a link once: changes one row if the link works, none otherwise. Later statements in the batch check `LINK_USED`. */
const useLink = (db: D1Database, hash: string, at: string, also = "TRUE") =>
  db
    .prepare(
      `UPDATE mail_link SET used = ?2 WHERE hash = ?1 AND used IS NULL AND expires > ?2 AND NOT ${IS_REMOVED} AND ${also}`,
    )
    .bind(hash, at);

/** SQL condition: the link `?1` was used at `?2`. */
const LINK_USED = "EXISTS (SELECT 1 FROM mail_link WHERE hash = ?1 AND used = ?2)";

/** The use of a link: the SHA-256 of its token, which identifies the user, and the time. */
type Use = { hash: string; at: string };

/**
 * Acknowledges a recall by a link: uses the link and records the response together, if the recall is open. The last statement
 * writes one row on success.
 */
export const acknowledgeByLink = (
  db: D1Database,
  { hash, at }: Use,
  said: { recall: string; publisher: string; outcome: string; note: string | null; by: string },
) => [
  useLink(db, hash, at, "EXISTS (SELECT 1 FROM recall WHERE id = mail_link.about AND closed IS NULL)"),
  db
    .prepare(
      `INSERT INTO acknowledgement (recall, publisher, outcome, note, at, by) SELECT ?3, ?4, ?5, ?6, ?2, ?7 WHERE ${LINK_USED}
       ${LATEST_WORD}`,
    )
    .bind(hash, at, said.recall, said.publisher, said.outcome, said.note, said.by),
];

/** Verifies a domain by a link that was mailed to an address in it, until `expires`; `next` is when the cron checks again. */
export const verifyByLink = (
  db: D1Database,
  { hash, at }: Use,
  domain: { publisher: string; domain: string; expires: string; next: string },
) => [
  useLink(db, hash, at),
  db
    .prepare(
      `UPDATE domain SET state = 'proved', problem = NULL, tries = 0, checked_at = ?2, proved_at = ?2, expires_at = ?5, next_at = ?6
       WHERE publisher = ?3 AND domain = ?4 AND ${LINK_USED}`,
    )
    .bind(hash, at, domain.publisher, domain.domain, domain.expires, domain.next),
];

/** Gives an application's page a new address by a link, as long as nobody of its publisher has signed in. */
export const readdressByLink = (db: D1Database, { hash, at }: Use, publisher: string, tokenHash: string) => [
  useLink(db, hash, at),
  db
    .prepare(
      `UPDATE publisher SET token_hash = ?4 WHERE id = ?3 AND signed_in IS NULL AND status <> 'left' AND ${LINK_USED}`,
    )
    .bind(hash, at, publisher, tokenHash),
];
