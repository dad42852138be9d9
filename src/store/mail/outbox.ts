import type { MailEvent, MailFacts, MailProblem, MailReminder, MailState } from "../../model/mail/mail.ts";
import { BATCH, MAIL } from "../../model/policy.ts";
import type { DueQuestion } from "../due.ts";
import { parseStored } from "../json.ts";
import { IS_OPEN } from "../ledger.ts";

/** Mails due to be sent at `?1`; none while a backup is being restored, since its mails may have been sent long ago. */
const TO_SEND = `FROM mail WHERE state = 'waiting' AND next_at <= ?1 AND (held_until IS NULL OR held_until <= ?1) AND ${IS_OPEN}`;

/** The order of sending: kills first, then sign-in links, for which people are waiting. */
const TURN = "CASE lane WHEN 'urgent' THEN 0 WHEN 'sign-in' THEN 1 ELSE 2 END, next_at, id";

/** Whether any mail is due to be sent. */
export const mailDue = (now: string): DueQuestion => ({ sql: `EXISTS (SELECT 1 ${TO_SEND})`, values: [now] });

/** Leases up to `most` due mails until `until`. */
export async function leaseMails(db: D1Database, now: string, until: string, most: number): Promise<MailReminder[]> {
  const sql = `UPDATE mail SET held_until = ?2 WHERE id IN (SELECT id ${TO_SEND} ORDER BY ${TURN} LIMIT ?3)
    RETURNING id AS mail, claims`;
  return (await db.prepare(sql).bind(now, until, most).all<MailReminder>()).results;
}

/** Releases the leases of mails that failed to be queued; mails claimed since then stay claimed. */
export const releaseMails = (db: D1Database, held: readonly MailReminder[]) =>
  db
    .prepare(
      `UPDATE mail SET held_until = NULL
       WHERE (id, claims) IN (SELECT value ->> 'mail', value ->> 'claims' FROM json_each(?1))`,
    )
    .bind(JSON.stringify(held));

/** Hands up to `most` due mails to the desk, because the wire doesn't send mail itself. */
export const markReady = (db: D1Database, now: string, most: number) =>
  db
    .prepare(
      `UPDATE mail SET state = 'ready', next_at = NULL, held_until = NULL
       WHERE id IN (SELECT id ${TO_SEND} ORDER BY ${TURN} LIMIT ?2)`,
    )
    .bind(now, most);

/** The recipient of a mail: a person on a team, or whoever reads an address. */
export type Recipient = { email: string; name: string; publisher: string | null; person: string | null };

/** The event of a mail and its facts, as known when it was written. */
export type MailSubject = { [Event in MailEvent]: { event: Event; facts: MailFacts[Event] } }[MailEvent];

/** A mail as stored. `isRemoved` means that the person is no longer on the team. */
export type StoredMail = MailSubject &
  Recipient & { id: string; about: string; created: string; expires: string | null; isRemoved: boolean };
export type ClaimedMail = StoredMail & { claims: number; tries: number };

const IS_REMOVED = `(mail.person IS NOT NULL AND NOT EXISTS (SELECT 1 FROM person WHERE person.id = mail.person AND removed IS NULL))`;
const STORED = `id, event, about, email, name, publisher, person, facts, created, expires, ${IS_REMOVED} AS isRemoved`;

type StoredRow = Omit<StoredMail, "facts" | "isRemoved"> & { facts: string; isRemoved: number };

const stored = <Row extends StoredRow>({ facts, isRemoved, ...row }: Row) => ({
  ...row,
  isRemoved: isRemoved === 1,
  facts: parseStored<MailFacts[MailEvent]>(facts),
});

/**
 * SQL for the number of mails in the last hour that count against an address's limit, including failed tries, which may
 * have arrived.
 */
const TAKEN = `(SELECT count(*) FROM mail AS other WHERE other.email = mail.email AND other.lane = mail.lane
  AND other.taken_at > ?4 AND other.id <> mail.id)`;
const LIMIT = `CASE lane WHEN 'sign-in' THEN ${MAIL.signInsPerHour} ELSE ${MAIL.perHour - MAIL.signInsPerHour} END`;

/** The times of a try: now, when its lease ends, and the start of the hour that counts against an address's limit. */
export type ClaimTimes = { now: string; until: string; hourAgo: string };

/**
 * Claims a mail for the first caller. Returns undefined for later callers, if the mail must no longer be sent, and if the
 * address has reached its hourly limit.
 */
export async function claimMail(
  db: D1Database,
  { mail, claims }: MailReminder,
  { now, until, hourAgo }: ClaimTimes,
): Promise<ClaimedMail | undefined> {
  const sql = `UPDATE mail SET held_until = ?3, claims = claims + 1, taken_at = ?5
    WHERE id = ?1 AND claims = ?2 AND state = 'waiting' AND ${IS_OPEN} AND (lane = 'urgent' OR ${TAKEN} < ${LIMIT})
    RETURNING ${STORED}, claims, tries`;
  type Row = StoredRow & { claims: number; tries: number };
  const row = await db.prepare(sql).bind(mail, claims, until, hourAgo, now).first<Row>();
  return row === null ? undefined : narrow(stored(row));
}

/** Ties an event to its facts in the type; `announce` writes them together. */
const narrow = <Row extends { event: MailEvent; facts: MailFacts[MailEvent] }>(row: Row) =>
  // `NewMail` ties the pair when it is written; the compiler can't see that in a row read back.
  row as Row & MailSubject;

/** Postpones a mail whose address has reached its limit, until the earliest of the other mails is an hour old. */
export const deferMail = (db: D1Database, { mail, claims }: MailReminder, { now, hourAgo }: ClaimTimes) =>
  db
    .prepare(
      `UPDATE mail SET held_until = NULL, next_at = coalesce(
         (SELECT strftime('%Y-%m-%dT%H:%M:%SZ', min(other.taken_at), '+1 hour') FROM mail AS other
          WHERE other.email = mail.email AND other.lane = mail.lane AND other.taken_at > ?3 AND other.id <> mail.id), ?4)
       WHERE id = ?1 AND claims = ?2 AND state = 'waiting'`,
    )
    .bind(mail, claims, hourAgo, now);

/** The outcome of a try to send a mail. */
export type MailOutcome = { state: MailState; at: string; nextAt: string | null; problem: MailProblem | null };

/**
 * Records the outcome of a try, if its claim is the latest. A mail that was sent is recorded as sent even if another try has
 * begun; a mail that was stopped without a try doesn't count against the limit.
 */
export const writeMailOutcome = (
  db: D1Database,
  { id, claims }: Pick<ClaimedMail, "id" | "claims">,
  { state, at, nextAt, problem }: MailOutcome,
) =>
  db
    .prepare(
      `UPDATE mail SET state = ?3, next_at = ?5, held_until = NULL, problem = ?6, tries = tries + 1,
         sent_at = CASE ?3 WHEN 'mailed' THEN ?4 END, taken_at = CASE WHEN ?3 <> 'stopped' THEN taken_at END
       WHERE id = ?1 AND (?3 = 'mailed' OR (claims = ?2 AND state = 'waiting'))`,
    )
    .bind(id, claims, state, at, nextAt, problem);

/** Returns a mail that the desk sends by hand or that failed; undefined if it is neither. */
export async function readUnsent(db: D1Database, id: string, now: string): Promise<StoredMail | undefined> {
  const sql = `SELECT ${STORED} FROM mail WHERE id = ?1 AND state IN ('ready', 'failed') AND (expires IS NULL OR expires > ?2)`;
  const row = await db.prepare(sql).bind(id, now).first<StoredRow>();
  return row === null ? undefined : narrow(stored(row));
}

/** Records that the desk sent a mail by hand. */
export const markMailed = (db: D1Database, id: string, at: string, by: string) =>
  db
    .prepare(
      `UPDATE mail SET state = 'mailed', sent_at = ?2, sent_by = ?3, next_at = NULL, problem = NULL
       WHERE id = ?1 AND state IN ('ready', 'failed')`,
    )
    .bind(id, at, by);

/** Stops a mail that is no longer of use. */
export const stopMail = (db: D1Database, id: string, problem: MailProblem) =>
  db
    .prepare(
      "UPDATE mail SET state = 'stopped', next_at = NULL, problem = ?2 WHERE id = ?1 AND state IN ('ready', 'failed')",
    )
    .bind(id, problem);

/** Stops everything waiting for a publisher, except kills, because it may hold copies. */
export const stopMailsOf = (db: D1Database, publisher: string) =>
  db
    .prepare(
      `UPDATE mail SET state = 'stopped', next_at = NULL, problem = 'settled'
       WHERE publisher = ?1 AND state = 'waiting' AND event <> 'story.killed'`,
    )
    .bind(publisher);

/** Mails from before `?1` to be deleted, except kills, because they recall copies. */
const OLD = "FROM mail WHERE event <> 'story.killed' AND created < ?1";
const OVER_LINKS = "FROM mail_link WHERE expires < ?1";

/** Whether any mail or link is old enough to be deleted. */
export const oldMailDue = (before: string): DueQuestion => ({
  sql: `EXISTS (SELECT 1 ${OLD}) OR EXISTS (SELECT 1 ${OVER_LINKS})`,
  values: [before],
});

/** Deletes mails and links from before a time; mails in batches. */
export const deleteOldMail = (db: D1Database, before: string) => [
  db.prepare(`DELETE FROM mail WHERE id IN (SELECT id ${OLD} LIMIT ?2)`).bind(before, BATCH.deletedDeliveries),
  db.prepare(`DELETE ${OVER_LINKS}`).bind(before),
];
