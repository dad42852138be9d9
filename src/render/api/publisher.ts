import type { PublisherJson } from "../../contract/publisher.ts";
import { termsUrl, versionUrl } from "../../model/address.ts";
import { getOwn } from "../../model/get-own.ts";
import type { LicenceVersion } from "../../model/licence/licence.ts";
import type { Agreement } from "../../model/publisher/agreement.ts";
import { type Finding, type Review, toldReason } from "../../model/publisher/eligibility.ts";
import { graceEnd } from "../../model/publisher/entitlement.ts";
import { proofRecord } from "../../model/publisher/proof.ts";
import type { DomainProof, Publisher } from "../../model/publisher/publisher.ts";
import { isRetired } from "../../model/retired.ts";
import type { Site } from "../site.ts";

/** Everything that makes up a publisher's JSON. */
export type PublisherParts = {
  publisher: Publisher;
  domains: readonly DomainProof[];
  findings: Readonly<Record<string, Finding>>;
  agreements: readonly Agreement[];
  keys: PublisherJson["keys"];
  webhooks: PublisherJson["webhooks"];
};

/** Returns a publisher as JSON. `problems` says how to fix each failed proof. */
export const publisherJson = (
  { publisher, domains, findings, agreements, keys, webhooks }: PublisherParts,
  site: Site,
  now: string,
  problems: Readonly<Record<string, string>>,
): PublisherJson => ({
  id: publisher.id,
  status: publisher.status,
  ...(publisher.reason ? { reason: publisher.reason } : {}),
  applied: publisher.applied,
  ...(publisher.decided ? { decided: publisher.decided } : {}),
  application: publisher.application,
  licences: Object.entries(findings).flatMap(([id, finding]) =>
    wantedLicence(id, finding, publisher, agreements, site, now),
  ),
  domains: domains.map((each) => domainJson(each, problems, now)),
  agreements: agreements.map(({ policy, superseded: _s, graceDays: _g, ...rest }) => ({
    ...rest,
    policy: JSON.parse(policy),
  })),
  keys: [...keys],
  webhooks: [...webhooks],
});

function wantedLicence(
  id: string,
  { result, reasons }: Finding,
  publisher: Publisher,
  agreements: readonly Agreement[],
  { origin, masthead }: Site,
  now: string,
): PublisherJson["licences"] {
  const licence = getOwn(masthead.licences, id);
  if (licence === undefined) return [];
  const { approved } = publisher;
  const review = reviewOf(id, publisher);
  const held = agreements.find((each) => each.licence === id && each.ended === undefined && each.expires > now);
  return [
    {
      id,
      name: licence.name,
      terms: held ? termsUrl(origin, id) : versionUrl(origin, id, licence.version),
      version: licence.version,
      hash: licence.hash,
      approved: approved.includes(id) && !isRetired(masthead.retired, "licences", id),
      result,
      reasons: reasons.map((reason) => toldReason(reason, review)),
      ...acceptedVersion(held, licence, now),
    },
  ];
}

/** A publisher approved for one license may still be waiting for another. */
function reviewOf(id: string, { status, approved }: Publisher): Review {
  if (status === "refused") return "refused";
  return approved.includes(id) ? "approved" : "pending";
}

function acceptedVersion(
  held: Agreement | undefined,
  licence: LicenceVersion,
  now: string,
): { accepted: number | null; acceptBefore?: string } {
  if (held === undefined) return { accepted: null };
  const { superseded } = held;
  // A future version doesn't supersede anything yet; one that differs only in wording never does.
  if (held.version === licence.version || superseded === undefined || superseded > now)
    return { accepted: held.version };
  const until = graceEnd(superseded, held.graceDays ?? null);
  return now < until ? { accepted: held.version, acceptBefore: until } : { accepted: null };
}

const domainJson = (
  { domain, state, token, problem, checkedAt, expiresAt, vouchedUntil = "" }: DomainProof,
  problems: Readonly<Record<string, string>>,
  now: string,
): PublisherJson["domains"][number] => ({
  domain,
  state,
  token,
  file: `https://${domain}/.well-known/commonwire.txt`,
  record: proofRecord(domain),
  ...(problem ? { problem } : {}),
  ...(problem && problems[problem] ? { todo: problems[problem] } : {}),
  ...(checkedAt ? { checked: checkedAt } : {}),
  ...(expiresAt ? { expires: expiresAt } : {}),
  ...(vouchedUntil > now ? { vouchedUntil } : {}),
});
