import type { PublisherFacts } from "../../model/publisher/entitlement.ts";
import { parseStored } from "../json.ts";
import { factsAt, factsOf, type StoredFacts } from "../publisher/facts.ts";

/** A publisher that is told of changes, and what decides what it may read. */
export type Subscriber = { publisher: string; facts: PublisherFacts };

/**
 * Every publisher with a webhook that isn't disabled, as one JSON text, in the order of ids. `?1` is the time. The text goes
 * back as one parameter, which D1 limits. By an estimate, some 6,000 fit where each publisher has a domain and two agreements,
 * and some 1,300 where each has as many of both as an application may name.
 */
const SUBSCRIBERS = `SELECT json_group_array(json_array(publisher.id, ${factsAt("?1")}))
  FROM (SELECT DISTINCT publisher AS id FROM webhook WHERE state <> 'disabled' ORDER BY publisher) AS subscribed
  CROSS JOIN publisher ON publisher.id = subscribed.id`;

/**
 * The publishers that are told of changes, and the text that was read, for `guardSubscribers`. Rows: one a webhook, and of
 * each publisher with one its own, its domains and its agreements, each with the later texts of its licence.
 */
export async function readSubscribers(
  db: D1Database,
  now: string,
): Promise<{ read: string; subscribers: Subscriber[] }> {
  const read =
    (await db.prepare(`SELECT (${SUBSCRIBERS}) AS found`).bind(now).first<{ found: string }>())?.found ?? "[]";
  const found = parseStored<[string, StoredFacts][]>(read);
  return { read, subscribers: found.map(([publisher, facts]) => ({ publisher, facts: factsOf(facts, now) })) };
}

/**
 * Stops the whole batch, unless publishers, their domains, agreements and webhooks still are what was read: none of them
 * moves the ledger on. It looks at the time of that read, and reads as many rows again.
 */
export const guardSubscribers = (db: D1Database, { read, now }: { read: string; now: string }) =>
  db.prepare(`SELECT CASE WHEN (${SUBSCRIBERS}) <> ?2 THEN json('moved on') END`).bind(now, read);
