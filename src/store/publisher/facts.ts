import type { PublisherFacts } from "../../model/publisher/entitlement.ts";
import { domainStanding, type PublisherStatus } from "../../model/publisher/publisher.ts";
import { parseStored } from "../json.ts";
import { SUPERSEDING, type Superseding } from "./agreement.ts";

/**
 * SQL for the facts that decide what a publisher may read, as JSON; the query must include `publisher`. It makes no decision,
 * but leaves out agreements that are over: they never count again, and their number only grows. `now` is SQL for the time.
 */
export const factsAt = (now: string): string => `json_object('status', publisher.status,
  'domains', json((SELECT json_group_array(json_object('state', state, 'expiresAt', expires_at, 'vouchedUntil', vouched_until))
    FROM domain WHERE domain.publisher = publisher.id)),
  'agreements', json((SELECT json_group_array(json_object('licence', licence, 'version', version, 'expires', expires, 'superseding', json(${SUPERSEDING})))
    FROM agreement WHERE agreement.publisher = publisher.id AND ended IS NULL AND expires > ${now}
      AND licence IN (SELECT value FROM json_each(publisher.approved)))))`;

/** Those facts as read from the store. */
export type StoredFacts = {
  status: PublisherStatus;
  domains: { state: "waiting" | "proved"; expiresAt: string | null; vouchedUntil: string | null }[];
  agreements: (Pick<PublisherFacts["agreements"][number], "licence" | "version" | "expires"> & {
    superseding: Superseding;
  })[];
};

/** Evaluates those facts at a time. */
export function factsOf({ status, domains, agreements }: StoredFacts, now: string): PublisherFacts {
  const read = domains.map(({ state, expiresAt, vouchedUntil }) => ({
    state,
    expiresAt: expiresAt ?? "",
    vouchedUntil: vouchedUntil ?? "",
  }));
  const counting = agreements.map(({ superseding: [superseded, [graceDays, wanted] = [null, null]], ...rest }) => ({
    ...rest,
    ...{ superseded, graceDays, domain: wanted },
  }));
  return { status, domain: domainStanding(read, now), agreements: counting };
}

/** Returns the facts that decide what a publisher may read at a time; undefined if it doesn't exist. */
export async function readFacts(db: D1Database, publisher: string, now: string): Promise<PublisherFacts | undefined> {
  const sql = `SELECT ${factsAt("?2")} AS facts FROM publisher WHERE id = ?1`;
  const row = await db.prepare(sql).bind(publisher, now).first<{ facts: string }>();
  return row === null ? undefined : factsOf(parseStored(row.facts), now);
}
