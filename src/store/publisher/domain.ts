import type { DomainProof } from "../../model/publisher/publisher.ts";
import type { DueQuestion } from "../due.ts";

type Row = {
  domain: string;
  token: string;
  state: DomainProof["state"];
  problem: string | null;
  tries: number;
  checked_at: string | null;
  proved_at: string | null;
  expires_at: string | null;
  verified_token: string | null;
  vouched_until: string | null;
};

const COLUMNS =
  "domain, token, state, problem, tries, checked_at, proved_at, expires_at, verified_token, vouched_until";

const proof = (row: Row): DomainProof => ({
  domain: row.domain,
  token: row.token,
  state: row.state,
  tries: row.tries,
  ...(row.problem === null ? {} : { problem: row.problem }),
  ...(row.checked_at === null ? {} : { checkedAt: row.checked_at }),
  ...(row.proved_at === null ? {} : { provedAt: row.proved_at }),
  ...(row.expires_at === null ? {} : { expiresAt: row.expires_at }),
  ...(row.verified_token === null ? {} : { verifiedToken: row.verified_token }),
  ...(row.vouched_until === null ? {} : { vouchedUntil: row.vouched_until }),
});

/** Returns a publisher's domains, in order of name. */
export async function readDomains(db: D1Database, publisher: string): Promise<DomainProof[]> {
  const sql = `SELECT ${COLUMNS} FROM domain WHERE publisher = ?1 ORDER BY domain`;
  const { results } = await db.prepare(sql).bind(publisher).all<Row>();
  return results.map(proof);
}

/** Writes the domains of a new application. */
export const writeDomains = (
  db: D1Database,
  publisher: string,
  domains: readonly { domain: string; token: string }[],
  nextAt: string,
) =>
  db
    .prepare(
      `INSERT INTO domain (publisher, domain, token, state, tries, next_at)
       SELECT ?1, value ->> 'domain', value ->> 'token', 'waiting', 0, ?3 FROM json_each(?2)`,
    )
    .bind(publisher, JSON.stringify(domains), nextAt);

/** Records the result of checking a domain. */
export const writeProof = (db: D1Database, publisher: string, each: DomainProof, nextAt: string | null) =>
  db
    .prepare(
      `UPDATE domain SET state = ?3, problem = ?4, tries = ?5, checked_at = ?6, proved_at = ?7, expires_at = ?8,
         next_at = ?9, verified_token = ?10
       WHERE publisher = ?1 AND domain = ?2`,
    )
    .bind(
      publisher,
      each.domain,
      each.state,
      each.problem ?? null,
      each.tries,
      each.checkedAt ?? null,
      each.provedAt ?? null,
      each.expiresAt ?? null,
      nextAt,
      each.verifiedToken ?? null,
    );

/** Gives a domain a new proof token. A verification with the previous one stays valid until it expires. */
export const writeProofToken = (db: D1Database, publisher: string, domain: string, token: string) =>
  db
    .prepare("UPDATE domain SET token = ?3, problem = NULL WHERE publisher = ?1 AND domain = ?2")
    .bind(publisher, domain, token);

/** The desk's vouch for a domain. */
export type Vouch = { until: string; by: string; at: string; reason: string };

/** Writes the desk's vouch for a publisher's domain, or removes it if `vouch` is undefined. */
export const writeVouch = (db: D1Database, publisher: string, domain: string, vouch: Vouch | undefined) =>
  db
    .prepare(
      `UPDATE domain SET vouched_until = ?3, vouched_by = ?4, vouched_at = ?5, vouch_reason = ?6
       WHERE publisher = ?1 AND domain = ?2 AND (?3 IS NOT NULL OR vouched_until IS NOT NULL)`,
    )
    .bind(publisher, domain, vouch?.until ?? null, vouch?.by ?? null, vouch?.at ?? null, vouch?.reason ?? null);

/** SQL for the domains that the cron has to check at `?1`. Skips refused publishers and those that left. */
const LOOKED_AT = `FROM domain WHERE next_at IS NOT NULL AND next_at <= ?1
  AND EXISTS (SELECT 1 FROM publisher WHERE id = domain.publisher AND status IN ('applied', 'approved', 'suspended'))`;

/** Whether the cron has to check any domain. */
export const proofDue = (now: string): DueQuestion => ({ sql: `EXISTS (SELECT 1 ${LOOKED_AT})`, values: [now] });

/** The order of checks: verified domains first, so that no flood of applications lets a proof expire. */
const TURN = "state = 'waiting', next_at, publisher, domain";

/**
 * Returns the first `limit` domains that the cron has to check now. Each turn takes one domain per publisher, and a domain that
 * several publishers name only once: naming many domains can't delay others or flood somebody's site with requests.
 */
export async function readDueDomains(
  db: D1Database,
  now: string,
  limit: number,
): Promise<{ publisher: string; domain: string }[]> {
  const sql = `SELECT publisher, domain FROM (
      SELECT publisher, domain, state, next_at, row_number() OVER (PARTITION BY publisher ORDER BY ${TURN}) AS own,
        row_number() OVER (PARTITION BY domain ORDER BY ${TURN}) AS shared ${LOOKED_AT})
    WHERE own = 1 AND shared = 1 ORDER BY ${TURN} LIMIT ?2`;
  const { results } = await db.prepare(sql).bind(now, limit).all<{ publisher: string; domain: string }>();
  return results;
}

/** SQL for the domains whose feeds are due to be searched at `?1`, unless they were searched after `?2`. */
const WATCHED = `FROM domain AS due WHERE state = 'proved' AND watched_at <= ?2 AND expires_at > ?1
  AND EXISTS (SELECT 1 FROM publisher WHERE id = due.publisher AND status IN ('approved', 'suspended'))
  AND NOT EXISTS (SELECT 1 FROM domain AS other WHERE other.domain = due.domain AND other.watched_at > ?2)`;

/** Whether the feeds of any domain are due to be searched for keys. */
export const watchDue = (now: string, before: string): DueQuestion => ({
  sql: `EXISTS (SELECT 1 ${WATCHED})`,
  values: [now, before],
});

/**
 * Claims the first `limit` domains whose feeds are due to be searched for keys, and records the time: whatever the result, none
 * is claimed again until `before` has passed it. A domain of two publishers counts once.
 */
export async function claimWatched(db: D1Database, now: string, before: string, limit: number): Promise<string[]> {
  const sql = `UPDATE domain SET watched_at = ?1 WHERE domain IN (
      SELECT domain ${WATCHED} GROUP BY domain ORDER BY min(watched_at), domain LIMIT ?3)
    RETURNING domain`;
  const { results } = await db.prepare(sql).bind(now, before, limit).all<{ domain: string }>();
  return [...new Set(results.map(({ domain }) => domain))];
}

/** Records a failed check that a publisher requested; the time of the next cron check stays the same. */
export const writeLook = (
  db: D1Database,
  publisher: string,
  domain: string,
  state: DomainProof["state"],
  problem: string,
  at: string,
) =>
  db
    .prepare("UPDATE domain SET state = ?3, problem = ?4, checked_at = ?5 WHERE publisher = ?1 AND domain = ?2")
    .bind(publisher, domain, state, problem, at);
