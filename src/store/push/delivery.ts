import { FEED_FORMATS, WITHDRAWN_FORMATS } from "../../model/address.ts";
import type { PushEvent } from "../../model/push/event.ts";
import { NEWEST } from "../ledger.ts";

/**
 * Who is told: by publisher, the licences that it reads in full, as `entitlement` and `textShown` have it; and the licences
 * whose text everybody could read.
 */
export type Audience = { readers: Readonly<Record<string, readonly string[]>>; everybodys: readonly string[] };

const LICENCES = "json_each(event.value, '$.licences') AS licence";
/** Whether a publisher reads an article's full text. */
const READS = `EXISTS (SELECT 1 FROM ${LICENCES} WHERE (webhook.publisher, licence.value) IN
  (SELECT publisher.key, readable.value FROM json_each(?3) AS publisher, json_each(publisher.value) AS readable))`;
/** Whether a publisher ever could read an article's full text, whatever became of its agreements; or was handed it, or a picture of it. */
const COULD_READ = `EXISTS (SELECT 1 FROM ${LICENCES} WHERE licence.value IN (SELECT value FROM json_each(?4))
    OR EXISTS (SELECT 1 FROM agreement WHERE agreement.publisher = webhook.publisher AND agreement.licence = licence.value))
  OR EXISTS (SELECT 1 FROM holding WHERE holding.publisher = webhook.publisher AND holding.article = event.value ->> 'article')
  OR EXISTS (SELECT 1 FROM picture_holding AS picture WHERE picture.publisher = webhook.publisher AND picture.article = event.value ->> 'article')`;

/** Puts events into the outbox, one for each webhook that wants it and whose publisher reads the article; of a removal, whose publisher may hold it. */
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

/** Tells a publisher, however it stands, that its agreements changed. */
export const writeAgreementChange = (db: D1Database, publisher: string, body: string, at: string) =>
  db
    .prepare(`${AGREEMENT_CHANGED}, ?2, ?3, 'waiting', ?3 FROM webhook WHERE publisher = ?1 AND ${WANTED}`)
    .bind(publisher, body, at);

/** The same, right behind the log of a decision, in one batch: nothing where nothing was decided. */
export const writeAgreementDecision = (db: D1Database, publisher: string, body: string, at: string) =>
  db
    .prepare(
      `${AGREEMENT_CHANGED}, ?2, ?3, 'waiting', ?3 FROM webhook WHERE changes() = 1 AND publisher = ?1 AND ${WANTED}`,
    )
    .bind(publisher, body, at);

/** A text of a licence that came in force, and the message that tells of it. */
export type NewText = { licence: string; version: number; body: string };

/** Tells everybody with an agreement on a licence that another text of it is in force. */
export const writeNewTexts = (db: D1Database, texts: readonly NewText[], at: string) =>
  db
    .prepare(
      `${AGREEMENT_CHANGED}, text.value ->> 'body', ?2, 'waiting', ?2 FROM json_each(?1) AS text CROSS JOIN webhook
       WHERE ${WANTED} AND EXISTS (SELECT 1 FROM agreement WHERE agreement.publisher = webhook.publisher
         AND agreement.licence = text.value ->> 'licence' AND agreement.ended IS NULL AND agreement.expires > ?2)`,
    )
    .bind(JSON.stringify(texts), at);

const HUB = "(SELECT content ->> '$.publication.hub' FROM masthead)";

/** The channels that the newest change touched, if there is a hub to be told of them. Each of them bears the settings. */
const TOUCHED = `${HUB} IS NOT NULL AND (channel.change = ${NEWEST} OR (SELECT settings_change FROM masthead) = ${NEWEST})
  AND channel.id NOT LIKE 'excluded/%' AND channel.id NOT LIKE 'withdrawn/%'`;

/** Who subscribed before an author was renamed did so under an address of then, so the hub is told of every one. */
const NAMES = `SELECT id AS name FROM channel WHERE ${TOUCHED}
  UNION ALL SELECT 'author/' || address.name FROM channel
    JOIN address ON address.kind = 'author' AND address.of = substr(channel.id, 8)
    WHERE channel.id >= 'author/' AND channel.id < 'author0' AND ${TOUCHED}`;

/** Their feeds: every public format of each. */
const TOPICS = `SELECT ?1 || CASE name WHEN 'withdrawn' THEN '/withdrawn.' ELSE '/feeds/' || name || '.' END || format.value AS topic
  FROM (${NAMES}) CROSS JOIN json_each(?2) AS format
  WHERE (name <> 'withdrawn' OR format.value IN (${WITHDRAWN_FORMATS.map((format) => `'${format}'`).join(", ")}))`;

/** Puts a ping of the hub into the outbox for each feed that changed, in the place of one that still waits: one tells as much as two. */
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
