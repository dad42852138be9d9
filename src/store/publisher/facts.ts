import type { PublisherFacts } from "../../model/publisher/entitlement.ts";
import { domainStanding, type PublisherStatus } from "../../model/publisher/publisher.ts";
import { SUPERSEDED_AT } from "./agreement.ts";

/**
 * SQL for what decides what a publisher may read, as JSON; `publisher` has to be read with it. It decides nothing itself,
 * but leaves out agreements that are over: they never count again, and there are ever more. `now` is the SQL for that time.
 */
export const factsAt = (now: string): string => `json_object('status', publisher.status,
  'domains', json((SELECT json_group_array(json_object('state', state, 'expiresAt', expires_at, 'vouchedUntil', vouched_until))
    FROM domain WHERE domain.publisher = publisher.id)),
  'agreements', json((SELECT json_group_array(json_object('licence', licence, 'version', version, 'expires', expires, 'superseded', ${SUPERSEDED_AT}))
    FROM agreement WHERE agreement.publisher = publisher.id AND ended IS NULL AND expires > ${now}
      AND licence IN (SELECT value FROM json_each(publisher.approved)))))`;

/** Those facts as they are read. */
export type StoredFacts = {
  status: PublisherStatus;
  domains: { state: "waiting" | "proved"; expiresAt: string | null; vouchedUntil: string | null }[];
  agreements: PublisherFacts["agreements"];
};

/** What those facts say at a time. */
export function factsOf({ status, domains, agreements }: StoredFacts, now: string): PublisherFacts {
  const read = domains.map(({ state, expiresAt, vouchedUntil }) => ({
    state,
    expiresAt: expiresAt ?? "",
    vouchedUntil: vouchedUntil ?? "",
  }));
  return { status, domain: domainStanding(read, now), agreements };
}
