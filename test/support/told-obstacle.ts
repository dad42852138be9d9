import { env } from "cloudflare:workers";
import { getOwn } from "../../src/model/get-own.ts";
import { graceEnd } from "../../src/model/publisher/entitlement.ts";
import { instant } from "../../src/model/time.ts";
import { readMasthead } from "../../src/store/masthead.ts";
import { readAgreements } from "../../src/store/publisher/agreement.ts";

/** The rules that can keep a publisher from an article that changes. */
export const RULES = ["ended licence", "grace over", "suspended", "lapsed proof", "excluded"] as const;

const FOUND = `SELECT publisher.status = 'suspended' AS suspended, publisher.status <> 'approved' AS closed, article.licence AS licence,
    EXISTS (SELECT 1 FROM json_each(publisher.approved) WHERE value = article.licence) AS eligible,
    coalesce(article.content ->> 'exclude', 0) AS excluded,
    NOT EXISTS (SELECT 1 FROM domain WHERE publisher = ?1 AND state = 'proved' AND expires_at > ?3) AS unproved
  FROM publisher JOIN article ON article.id = ?2 WHERE publisher.id = ?1`;
type Found = { licence: string } & Record<"suspended" | "closed" | "eligible" | "excluded" | "unproved", number>;

/** Returns the only rule that keeps a publisher from an article's text although it accepted the license; none if several do. */
export async function soleObstacle(publisher: string, article: string): Promise<string[]> {
  const now = instant(Date.now());
  const found = await env.DB.prepare(FOUND).bind(publisher, article, now).first<Found>();
  const licence = getOwn((await readMasthead(env.DB))?.licences ?? {}, found?.licence ?? "");
  const agreements = await readAgreements(env.DB, publisher);
  const agreement = agreements.find((each) => each.licence === found?.licence && each.ended === undefined);
  if (!found?.eligible || licence === undefined || agreement === undefined || agreement.expires <= now) return [];
  const isOlder = agreement.version !== licence.version && agreement.superseded !== undefined;
  const obstacles = Object.entries({
    "ended licence": licence.ended === true,
    "grace over": isOlder && graceEnd(agreement.superseded ?? now, agreement.graceDays ?? null) <= now,
    suspended: found.suspended === 1,
    refused: found.closed > found.suspended,
    "lapsed proof": found.unproved === 1,
    excluded: found.excluded === 1,
  }).flatMap(([rule, holds]) => (holds ? [rule] : []));
  return obstacles.length === 1 ? obstacles : [];
}
