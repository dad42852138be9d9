import type { PublisherFacts } from "../../model/publisher/entitlement.ts";
import { parseStored } from "../json.ts";
import { factsAt, factsOf, type StoredFacts } from "../publisher/facts.ts";

/** A publisher that is notified of changes, and the facts that decide what it may read. */
export type Subscriber = { publisher: string; facts: PublisherFacts };

/**
 * SQL for every publisher with a webhook that isn't disabled, as one JSON text, in order of id. `?1` is the time. The text is
 * sent back as one parameter, whose size D1 limits. By estimate, 6,000 fit if each publisher has a domain and two agreements,
 * and 1,300 if each has as many of both as an application may name.
 */
const SUBSCRIBERS = `SELECT json_group_array(json_array(publisher.id, ${factsAt("?1")}))
  FROM (SELECT DISTINCT publisher AS id FROM webhook WHERE state <> 'disabled' ORDER BY publisher) AS subscribed
  CROSS JOIN publisher ON publisher.id = subscribed.id`;

/**
 * Returns the publishers that are notified of changes, and the text that was read, for `guardSubscribers`. Reads one row per
 * webhook and, for each publisher with one, its own row, its domains and its agreements with the later texts of their licenses.
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
 * Fails the whole batch if publishers, domains, agreements or webhooks changed since the read: none of them advances the
 * ledger. Evaluates at the time of that read, and reads the same number of rows again.
 */
export const guardSubscribers = (db: D1Database, { read, now }: { read: string; now: string }) =>
  db.prepare(`SELECT CASE WHEN (${SUBSCRIBERS}) <> ?2 THEN json('moved on') END`).bind(now, read);
