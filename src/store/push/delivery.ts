import { FEED_FORMATS } from "../../model/address.ts";
import { AGREEMENT } from "../../model/policy.ts";
import type { PushEvent } from "../../model/push/event.ts";
import { NEWEST } from "../ledger.ts";
import { clause } from "../masthead.ts";
import { SUPERSEDED_AT } from "../publisher/agreement.ts";

/** What reaches publishers that hold a copy, whatever became of their agreements. */
const REMOVALS = "('article.killed', 'article.withheld', 'article.expired')";

/** Whether an agreement counts now, as `entitlement` has it: for an older text, until its grace is over. */
const COUNTS = `agreement.ended IS NULL AND agreement.expires > ?2
  AND agreement.licence IN (SELECT value FROM json_each(publisher.approved))
  AND EXISTS (SELECT 1 FROM domain WHERE domain.publisher = publisher.id AND domain.state = 'proved' AND domain.expires_at > ?2)
  AND (agreement.version = ${clause("version")} OR ${SUPERSEDED_AT} IS NULL
    OR strftime('%Y-%m-%dT%H:%M:%SZ', ${SUPERSEDED_AT}, '+' || coalesce(${clause("eligibility.graceDays")}, ${AGREEMENT.graceDays}) || ' days') > ?2)`;

/** Whether a publisher reads an article's full text under one of the event's licences; of removals, whether it ever could. */
const READS = `EXISTS (SELECT 1 FROM json_each(event.value, '$.licences') AS licence
  WHERE ${clause("publicText")} = 'full'
    OR EXISTS (SELECT 1 FROM agreement WHERE agreement.publisher = webhook.publisher AND agreement.licence = licence.value
      AND (event.value ->> 'type' IN ${REMOVALS} OR (${COUNTS}))))`;
/** Whether an article excludes itself from its licence: then nobody reads it in full, and its text is no news to anybody. */
const EXCLUDED = `EXISTS (SELECT 1 FROM article WHERE article.id = event.value ->> 'article' AND article.content ->> 'exclude' = 1)
  AND event.value ->> 'type' IN ('article.released', 'article.corrected', 'article.restored')`;
const HOLDS = `(event.value ->> 'type' IN ${REMOVALS} AND EXISTS (SELECT 1 FROM holding
  WHERE holding.publisher = webhook.publisher AND holding.article = event.value ->> 'article'))`;

/** Puts events into the outbox, one for each webhook that wants it and whose publisher may read the article, or holds it. */
export const writeDeliveries = (db: D1Database, events: readonly PushEvent[], at: string) =>
  db
    .prepare(
      `INSERT INTO delivery (id, publisher, webhook, type, article, version, body, created, state, next_at)
       SELECT lower(hex(randomblob(16))), webhook.publisher, webhook.id, event.value ->> 'type', event.value ->> 'article',
         event.value ->> 'version', event.value ->> 'body', ?2, 'waiting', ?2
       FROM json_each(?1) AS event CROSS JOIN webhook CROSS JOIN masthead
       JOIN publisher ON publisher.id = webhook.publisher
       WHERE webhook.state <> 'disabled'
         AND EXISTS (SELECT 1 FROM json_each(webhook.events) AS wanted WHERE wanted.value = event.value ->> 'type')
         AND (publisher.status = 'approved' OR event.value ->> 'type' IN ${REMOVALS})
         AND NOT (${EXCLUDED}) AND (${READS} OR ${HOLDS})`,
    )
    .bind(JSON.stringify(events), at);

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

/** The feeds that the newest change touched, if there is a hub to be told of them: every public format of each channel. Each of them bears the settings. */
const TOPICS = `SELECT ?1 || CASE channel.id WHEN 'withdrawn' THEN '/withdrawn.' ELSE '/feeds/' || channel.id || '.' END || format.value AS topic
  FROM channel CROSS JOIN json_each(?2) AS format
  WHERE ${HUB} IS NOT NULL AND (channel.change = ${NEWEST} OR (SELECT settings_change FROM masthead) = ${NEWEST})
    AND channel.id NOT LIKE 'excluded/%' AND channel.id NOT LIKE 'withdrawn/%'
    AND (channel.id <> 'withdrawn' OR format.value <> 'rss')`;

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
