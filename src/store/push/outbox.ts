import { BATCH } from "../../model/policy.ts";
import type { Attempt, DeliveryState, Reminder } from "../../model/push/delivery.ts";
import type { DueQuestion } from "../due.ts";
import { parseStored } from "../json.ts";
import { IS_OPEN } from "../ledger.ts";

/** SQL condition: nobody holds a lease on the delivery at `?1`. */
const FREE = "(held_until IS NULL OR held_until <= ?1)";
/**
 * SQL condition: the delivery is a ping or goes to an active webhook; false while a backup is being restored, because its
 * deliveries may have been sent long ago.
 */
const SENDABLE = `(webhook IS NULL OR EXISTS (SELECT 1 FROM webhook WHERE id = delivery.webhook AND state = 'active'))
  AND ${IS_OPEN}`;

/** Deliveries due to be sent at `?1`. */
const TO_SEND = `FROM delivery WHERE state = 'waiting' AND next_at <= ?1 AND ${FREE} AND ${SENDABLE}`;

/** Whether any delivery is due to be sent. */
export const sendingDue = (now: string): DueQuestion => ({ sql: `EXISTS (SELECT 1 ${TO_SEND})`, values: [now] });

/** A delivery leased for a queue: the one for hub pings, or the one for everything else. */
export type LeasedDelivery = Reminder & { isPing: boolean };

/** Leases up to `most` due deliveries until `until`; hub pings last, because there are many. */
export async function leaseDue(db: D1Database, now: string, until: string, most: number): Promise<LeasedDelivery[]> {
  const sql = `UPDATE delivery SET held_until = ?2 WHERE id IN (
      SELECT id ${TO_SEND} ORDER BY topic IS NOT NULL, next_at, id LIMIT ?3)
    RETURNING id, claims, topic IS NOT NULL AS isPing`;
  const { results } = await db.prepare(sql).bind(now, until, most).all<Reminder & { isPing: number }>();
  return results.map(({ isPing, ...reminder }) => ({ ...reminder, isPing: isPing === 1 }));
}

/** Releases the leases of deliveries that failed to be queued; deliveries claimed since then stay claimed. */
export const releaseLease = (db: D1Database, held: readonly Reminder[]) =>
  db
    .prepare(
      `UPDATE delivery SET held_until = NULL
       WHERE (id, claims) IN (SELECT value ->> 'id', value ->> 'claims' FROM json_each(?1))`,
    )
    .bind(JSON.stringify(held));

/** A claimed delivery with everything needed to send it. */
export type ClaimedDelivery = {
  id: string;
  claims: number;
  tries: number;
  body: string;
  topic: string | null;
  webhook: { id: string; url: string; secret: string; oldSecret: string | null; oldUntil: string | null } | null;
  /** The current hub. */
  hub: string | null;
};

type ClaimedRow = Omit<ClaimedDelivery, "webhook"> & { hook: string | null };

/** Claims a delivery for the first caller; returns undefined for later callers, and if it must no longer be sent. */
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

/** The outcome of a try to send a delivery. */
export type Outcome = { attempt: Attempt; state: DeliveryState; nextAt: string | null };

/** Records the outcome of a try, if its claim is the latest. A successful delivery is recorded even if another try has begun. */
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

/** Stops everything waiting for a webhook, or for all webhooks of a publisher. */
export const stopWaiting = (db: D1Database, about: { webhook: string } | { publisher: string }) =>
  "webhook" in about
    ? db
        .prepare("UPDATE delivery SET state = 'stopped', next_at = NULL WHERE webhook = ?1 AND state = 'waiting'")
        .bind(about.webhook)
    : db
        .prepare("UPDATE delivery SET state = 'stopped', next_at = NULL WHERE publisher = ?1 AND state = 'waiting'")
        .bind(about.publisher);

/** Makes everything waiting for a webhook due now with its tries reset; leased deliveries are already on their way. */
export const makeDue = (db: D1Database, now: string, webhook: string) =>
  db
    .prepare(`UPDATE delivery SET next_at = ?1, tries = 0 WHERE webhook = ?2 AND state = 'waiting' AND ${FREE}`)
    .bind(now, webhook);

/** Makes a delivery due again under the same id, whatever its state; a leased delivery is already on its way. */
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

/** Returns the deliveries to a webhook, newest first, from a place on. */
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

/** Returns one delivery to a webhook. */
export async function readDelivery(db: D1Database, webhook: string, id: string): Promise<Delivery | undefined> {
  const sql = `SELECT ${COLUMNS} FROM delivery WHERE webhook = ?1 AND id = ?2`;
  const row = await db.prepare(sql).bind(webhook, id).first<Row>();
  return row === null ? undefined : delivery(row);
}

/** Deliveries created before `?1` to be deleted, except kills, because they recall copies. */
const SENT = "FROM delivery WHERE type <> 'article.killed' AND created < ?1";

/** Whether any delivery from before a time is due to be deleted. */
export const sentDue = (before: string): DueQuestion => ({ sql: `EXISTS (SELECT 1 ${SENT})`, values: [before] });

/** Deletes deliveries created before a time, in batches. */
export const deleteSent = (db: D1Database, before: string) =>
  db.prepare(`DELETE FROM delivery WHERE id IN (SELECT id ${SENT} LIMIT ?2)`).bind(before, BATCH.deletedDeliveries);
