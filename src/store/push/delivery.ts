import { FEED_FORMATS, WITHDRAWN_FORMATS } from "../../model/address.ts";
import type { PushEvent } from "../../model/push/event.ts";
import { NEWEST } from "../ledger.ts";

/**
 * Who is notified: for each publisher, the licenses that it reads in full, as in `entitlement` and `textShown`; and the
 * licenses whose texts were public.
 */
export type Audience = { readers: Readonly<Record<string, readonly string[]>>; everybodys: readonly string[] };

const LICENCES = "json_each(event.value, '$.licences') AS licence";
/** SQL condition: the publisher reads the article's full text. */
const READS = `EXISTS (SELECT 1 FROM ${LICENCES} WHERE (webhook.publisher, licence.value) IN
  (SELECT publisher.key, readable.value FROM json_each(?3) AS publisher, json_each(publisher.value) AS readable))`;
/**
 * SQL condition: the publisher may hold a copy, because it could once read the full text, whatever became of its agreements, or
 * was handed the text or a picture.
 */
const COULD_READ = `EXISTS (SELECT 1 FROM ${LICENCES} WHERE licence.value IN (SELECT value FROM json_each(?4))
    OR EXISTS (SELECT 1 FROM agreement WHERE agreement.publisher = webhook.publisher AND agreement.licence = licence.value))
  OR EXISTS (SELECT 1 FROM holding WHERE holding.publisher = webhook.publisher AND holding.article = event.value ->> 'article')
  OR EXISTS (SELECT 1 FROM picture_holding AS picture WHERE picture.publisher = webhook.publisher AND picture.article = event.value ->> 'article')`;

/**
 * Puts events into the outbox, one for each webhook that wants the event and whose publisher reads the article; for a removal,
 * also those whose publisher may hold a copy.
 */
export const writeDeliveries = (
  db: D1Database,
  events: readonly PushEvent[],
  { readers, everybodys }: Audience,
  at: string,
) =>
  db
    .prepare(
      `INSERT INTO delivery (id, publisher, webhook, type, article, version, body, created, state, next_at)
       SELECT lower(hex(randomblob(16))), webhook.publisher, webhook.id, event.value ->> 'type', event.value ->> 'article',
         event.value ->> 'version', event.value ->> 'body', ?2, 'waiting', ?2
       FROM json_each(?1) AS event CROSS JOIN webhook
       WHERE webhook.state <> 'disabled'
         AND EXISTS (SELECT 1 FROM json_each(webhook.events) AS wanted WHERE wanted.value = event.value ->> 'type')
         AND (${READS} OR (event.value ->> 'isRemoval' AND (${COULD_READ})))`,
    )
    .bind(JSON.stringify(events), at, JSON.stringify(readers), JSON.stringify(everybodys));

const AGREEMENT_CHANGED = `INSERT INTO delivery (id, publisher, webhook, type, body, created, state, next_at)
  SELECT lower(hex(randomblob(16))), webhook.publisher, webhook.id, 'agreement.changed'`;
const WANTED = `webhook.state <> 'disabled'
  AND EXISTS (SELECT 1 FROM json_each(webhook.events) AS wanted WHERE wanted.value = 'agreement.changed')`;

/** Notifies a publisher, whatever its status, that its agreements changed. */
export const writeAgreementChange = (db: D1Database, publisher: string, body: string, at: string) =>
  db
    .prepare(`${AGREEMENT_CHANGED}, ?2, ?3, 'waiting', ?3 FROM webhook WHERE publisher = ?1 AND ${WANTED}`)
    .bind(publisher, body, at);

/** The same, in a batch right after the log row of a decision; writes nothing if nothing was decided. */
export const writeAgreementDecision = (db: D1Database, publisher: string, body: string, at: string) =>
  db
    .prepare(
      `${AGREEMENT_CHANGED}, ?2, ?3, 'waiting', ?3 FROM webhook WHERE changes() = 1 AND publisher = ?1 AND ${WANTED}`,
    )
    .bind(publisher, body, at);

/** A license text that took effect, and the message about it. */
export type NewText = { licence: string; version: number; body: string };

/** Notifies every publisher with an agreement on a license that a new text of it is in force. */
export const writeNewTexts = (db: D1Database, texts: readonly NewText[], at: string) =>
  db
    .prepare(
      `${AGREEMENT_CHANGED}, text.value ->> 'body', ?2, 'waiting', ?2 FROM json_each(?1) AS text CROSS JOIN webhook
       WHERE ${WANTED} AND EXISTS (SELECT 1 FROM agreement WHERE agreement.publisher = webhook.publisher
         AND agreement.licence = text.value ->> 'licence' AND agreement.ended IS NULL AND agreement.expires > ?2)`,
    )
    .bind(JSON.stringify(texts), at);

const HUB = "(SELECT content ->> '$.publication.hub' FROM masthead)";

/** SQL condition: the newest change affected the channel, and there is a hub to notify. Every channel carries the settings. */
const TOUCHED = `${HUB} IS NOT NULL AND (channel.change = ${NEWEST} OR (SELECT settings_change FROM masthead) = ${NEWEST})
  AND channel.id NOT LIKE 'excluded/%' AND channel.id NOT LIKE 'withdrawn/%'`;

/** SQL for the affected channels by all their names: subscriptions from before an author was renamed use the old address. */
const NAMES = `SELECT id AS name FROM channel WHERE ${TOUCHED}
  UNION ALL SELECT 'author/' || address.name FROM channel
    JOIN address ON address.kind = 'author' AND address.of = substr(channel.id, 8)
    WHERE channel.id >= 'author/' AND channel.id < 'author0' AND ${TOUCHED}`;

/** SQL for their feeds in every public format. */
const TOPICS = `SELECT ?1 || CASE name WHEN 'withdrawn' THEN '/withdrawn.' ELSE '/feeds/' || name || '.' END || format.value AS topic
  FROM (${NAMES}) CROSS JOIN json_each(?2) AS format
  WHERE (name <> 'withdrawn' OR format.value IN (${WITHDRAWN_FORMATS.map((format) => `'${format}'`).join(", ")}))`;

/** Puts a hub ping into the outbox for each changed feed, replacing one that still waits: one ping says as much as two. */
export const writePings = (db: D1Database, origin: string, at: string) => {
  const topics = [origin, JSON.stringify(FEED_FORMATS)];
  return [
    db.prepare(`DELETE FROM delivery WHERE topic IN (${TOPICS}) AND state = 'waiting'`).bind(...topics),
    db
      .prepare(
        `INSERT INTO delivery (id, topic, type, body, created, state, next_at)
         SELECT lower(hex(randomblob(16))), topic, 'hub', '', ?3, 'waiting', ?3 FROM (${TOPICS})`,
      )
      .bind(...topics, at),
  ];
};
