import { BATCH } from "../../model/policy.ts";
import type { Attempt, DeliveryState, Reminder } from "../../model/push/delivery.ts";
import type { DueQuestion } from "../due.ts";
import { parseStored } from "../json.ts";
import { IS_OPEN } from "../ledger.ts";

/** Whether somebody has a delivery in hand at the time ?1. */
const FREE = "(held_until IS NULL OR held_until <= ?1)";
/** A ping, or to a webhook that isn't held back; none while a backup is brought back, which may have been sent long ago. */
const SENDABLE = `(webhook IS NULL OR EXISTS (SELECT 1 FROM webhook WHERE id = delivery.webhook AND state = 'active'))
  AND ${IS_OPEN}`;

/** What is to be sent at `?1`. */
const TO_SEND = `FROM delivery WHERE state = 'waiting' AND next_at <= ?1 AND ${FREE} AND ${SENDABLE}`;

/** Whether anything is to be sent. */
export const sendingDue = (now: string): DueQuestion => ({ sql: `EXISTS (SELECT 1 ${TO_SEND})`, values: [now] });

/** What is held for a queue: that of the hub's pings, or that of everything else. */
export type LeasedDelivery = Reminder & { isPing: boolean };

/** Takes what is due in hand until `until`, at most so many; pings of the hub last, because they are many. */
export async function leaseDue(db: D1Database, now: string, until: string, most: number): Promise<LeasedDelivery[]> {
  const sql = `UPDATE delivery SET held_until = ?2 WHERE id IN (
      SELECT id ${TO_SEND} ORDER BY topic IS NOT NULL, next_at, id LIMIT ?3)
    RETURNING id, claims, topic IS NOT NULL AS isPing`;
  const { results } = await db.prepare(sql).bind(now, until, most).all<Reminder & { isPing: number }>();
  return results.map(({ isPing, ...reminder }) => ({ ...reminder, isPing: isPing === 1 }));
}

/** Lets go of what was held for the queue but came to nothing; what somebody took in hand since stays theirs. */
export const releaseLease = (db: D1Database, held: readonly Reminder[]) =>
  db
    .prepare(
      `UPDATE delivery SET held_until = NULL
       WHERE (id, claims) IN (SELECT value ->> 'id', value ->> 'claims' FROM json_each(?1))`,
    )
    .bind(JSON.stringify(held));

/** A delivery that somebody took in hand, with everything that sending it needs. */
export type ClaimedDelivery = {
  id: string;
  claims: number;
  tries: number;
  body: string;
  topic: string | null;
  webhook: { id: string; url: string; secret: string; oldSecret: string | null; oldUntil: string | null } | null;
  /** The hub of now. */
  hub: string | null;
};

type ClaimedRow = Omit<ClaimedDelivery, "webhook"> & { hook: string | null };

/** Claims a delivery for the first that asks; undefined for the second, and if it is no longer to be sent. */
export async function claim(
  db: D1Database,
  { id, claims }: Reminder,
  until: string,
): Promise<ClaimedDelivery | undefined> {
  const sql = `UPDATE delivery SET held_until = ?3, claims = claims + 1
    WHERE id = ?1 AND claims = ?2 AND state = 'waiting' AND ${SENDABLE}
    RETURNING id, claims, tries, body, topic,
      (SELECT json_object('id', id, 'url', url, 'secret', secret, 'oldSecret', old_secret, 'oldUntil', old_until)
       FROM webhook WHERE webhook.id = delivery.webhook) AS hook,
      (SELECT content ->> '$.publication.hub' FROM masthead) AS hub`;
  const row = await db.prepare(sql).bind(id, claims, until).first<ClaimedRow>();
  if (row === null) return undefined;
  const { hook, ...rest } = row;
  return { ...rest, webhook: hook === null ? null : parseStored(hook) };
}

/** What becomes of a delivery after a try. */
export type Outcome = { attempt: Attempt; state: DeliveryState; nextAt: string | null };

/** Writes what came of a try, for whoever took it in hand last. What was delivered is delivered, though another try began since. */
export const writeOutcome = (
  db: D1Database,
  { id, claims }: Pick<ClaimedDelivery, "id" | "claims">,
  { attempt, state, nextAt }: Outcome,
) =>
  db
    .prepare(
      `UPDATE delivery SET state = ?3, next_at = ?4, held_until = NULL, tries = tries + (?3 <> 'delivered'),
         attempts = json_insert(attempts, '$[#]', json(?5))
       WHERE id = ?1 AND (?3 = 'delivered' OR (claims = ?2 AND state = 'waiting'))`,
    )
    .bind(id, claims, state, nextAt, JSON.stringify(attempt));

/** Stops what still waits for a webhook; without one, for all of a publisher's. */
export const stopWaiting = (db: D1Database, about: { webhook: string } | { publisher: string }) =>
  "webhook" in about
    ? db
        .prepare("UPDATE delivery SET state = 'stopped', next_at = NULL WHERE webhook = ?1 AND state = 'waiting'")
        .bind(about.webhook)
    : db
        .prepare("UPDATE delivery SET state = 'stopped', next_at = NULL WHERE publisher = ?1 AND state = 'waiting'")
        .bind(about.publisher);

/** Makes what waits for a webhook due now, with all its tries before it; what somebody has in hand is on its way already. */
export const makeDue = (db: D1Database, now: string, webhook: string) =>
  db
    .prepare(`UPDATE delivery SET next_at = ?1, tries = 0 WHERE webhook = ?2 AND state = 'waiting' AND ${FREE}`)
    .bind(now, webhook);

/** Makes a delivery due anew, whatever became of it, under the same id; what somebody has in hand is on its way already. */
export const sendAgain = (db: D1Database, now: string, webhook: string, id: string) =>
  db
    .prepare(
      `UPDATE delivery SET state = 'waiting', next_at = ?1, tries = 0, held_until = NULL
       WHERE webhook = ?2 AND id = ?3 AND (state <> 'waiting' OR ${FREE})`,
    )
    .bind(now, webhook, id);

/** A delivery as its publisher sees it. */
export type Delivery = {
  id: string;
  type: string;
  article: string | null;
  version: number | null;
  created: string;
  state: DeliveryState;
  nextAt: string | null;
  attempts: Attempt[];
};

type Row = Omit<Delivery, "attempts"> & { attempts: string };
const COLUMNS = "id, type, article, version, created, state, next_at AS nextAt, attempts";
const delivery = ({ attempts, ...row }: Row): Delivery => ({ ...row, attempts: parseStored<Attempt[]>(attempts) });

/** A place in the list of deliveries. */
export type ListPosition = { created: string; id: string };

/** What was and is to be sent to a webhook, the newest first, from a place on. */
export async function listDeliveries(
  db: D1Database,
  webhook: string,
  { created, id }: ListPosition,
  limit: number,
): Promise<Delivery[]> {
  const sql = `SELECT ${COLUMNS} FROM delivery WHERE webhook = ?1 AND (created, id) < (?2, ?3)
    ORDER BY created DESC, id DESC LIMIT ?4`;
  const { results } = await db.prepare(sql).bind(webhook, created, id, limit).all<Row>();
  return results.map(delivery);
}

/** One delivery to a webhook. */
export async function readDelivery(db: D1Database, webhook: string, id: string): Promise<Delivery | undefined> {
  const sql = `SELECT ${COLUMNS} FROM delivery WHERE webhook = ?1 AND id = ?2`;
  const row = await db.prepare(sql).bind(webhook, id).first<Row>();
  return row === null ? undefined : delivery(row);
}

/** What was created before `?1` and is forgotten; but no kill that a publisher was told of, because copies are called back. */
const SENT = "FROM delivery WHERE type <> 'article.killed' AND created < ?1";

/** Whether anything was created before a time, and is to be forgotten. */
export const sentDue = (before: string): DueQuestion => ({ sql: `EXISTS (SELECT 1 ${SENT})`, values: [before] });

/** Forgets what was created before a time, so many at once. */
export const deleteSent = (db: D1Database, before: string) =>
  db.prepare(`DELETE FROM delivery WHERE id IN (SELECT id ${SENT} LIMIT ?2)`).bind(before, BATCH.deletedDeliveries);
