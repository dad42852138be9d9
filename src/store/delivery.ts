import { FEED_FORMATS } from "../model/address.ts";
import type { PushEvent } from "../model/event.ts";
import { NEWEST } from "./ledger.ts";

/** What reaches publishers that hold a copy, whatever became of their agreements. */
const REMOVALS = "('article.killed', 'article.withheld', 'article.expired')";

/** Whether a publisher reads an article's full text under one of the event's licences. `ever` counts agreements that are over, too. */
const READS = `EXISTS (SELECT 1 FROM json_each(event.value, '$.licences') AS licence
  WHERE json_extract(masthead.content, '$.licences."' || licence.value || '".publicText') = 'full'
    OR EXISTS (SELECT 1 FROM agreement WHERE agreement.publisher = webhook.publisher AND agreement.licence = licence.value
      AND (event.value ->> 'type' IN ${REMOVALS} OR (agreement.ended IS NULL AND agreement.expires > ?2))))`;
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
         AND (${READS} OR ${HOLDS})`,
    )
    .bind(JSON.stringify(events), at);

const HUB = "(SELECT content ->> '$.publication.hub' FROM masthead)";

/** The feeds that the newest change touched, if there is a hub to be told of them: every public format of each channel. */
const TOPICS = `SELECT ?1 || CASE channel.id WHEN 'withdrawn' THEN '/withdrawn.' ELSE '/feeds/' || channel.id || '.' END || format.value AS topic
  FROM channel CROSS JOIN json_each(?2) AS format
  WHERE ${HUB} IS NOT NULL AND channel.change = ${NEWEST}
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
