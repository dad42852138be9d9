import { z } from "@hono/zod-openapi";
import { termsUrl, versionUrl } from "../../model/address.ts";
import { getOwn } from "../../model/get-own.ts";
import { inWords } from "../../model/in-words.ts";
import type { LicenceVersion } from "../../model/licence/licence.ts";
import { KEYS } from "../../model/policy.ts";
import type { Agreement } from "../../model/publisher/agreement.ts";
import { ApplicationInput } from "../../model/publisher/application.ts";
import type { Finding } from "../../model/publisher/eligibility.ts";
import { graceEnd } from "../../model/publisher/entitlement.ts";
import { type DomainProof, PUBLISHER_STATUSES, type Publisher } from "../../model/publisher/publisher.ts";
import type { Site } from "../site.ts";
import { WebhookJson } from "./webhook.ts";

const Reason = z.object({
  code: z.string().describe("Stable, for software."),
  verdict: z.enum(["for", "against", "open"]).describe("`open` where a person has to say."),
  sentence: z.string(),
  todo: z.string().optional().describe("What the publisher can do about it."),
});

const AgreementJson = z.object({
  id: z.uuid(),
  licence: z.string(),
  version: z.int(),
  hash: z.string().describe("SHA-256 of the text that was accepted."),
  issued: z.iso.datetime(),
  expires: z.iso.datetime(),
  ended: z.iso.datetime().optional(),
  jws: z.string().describe("Signed: a compact JWS, checked with `/.well-known/jwks.json`."),
  policy: z.unknown().describe("The same as an ODRL Agreement."),
});

const Wanted = z.object({
  id: z.string(),
  name: z.string(),
  terms: z.url(),
  version: z.int().describe("The text in force: what can be accepted."),
  hash: z.string().describe("Its hash, to be sent back with the acceptance."),
  approved: z.boolean().describe("Whether the publisher may accept it."),
  result: z.enum(["eligible", "not-eligible", "desk"]),
  reasons: z.array(Reason),
  accepted: z.int().nullable().describe("The version that is accepted and still counts; null where none does."),
  acceptBefore: z.iso.datetime().optional().describe("An older text is accepted; until then it counts."),
});

const DomainJson = z.object({
  domain: z.string(),
  state: z.enum(["waiting", "proved"]),
  token: z
    .string()
    .describe('To be found at `file`, or in the `content` of `<meta name="commonwire">` on the home page.'),
  file: z.url(),
  problem: z.string().optional(),
  todo: z.string().optional(),
  checked: z.iso.datetime().optional(),
  expires: z.iso.datetime().optional(),
});

const KeyJson = z.object({
  id: z.string(),
  name: z.string(),
  kind: z.enum(["full", "feed"]),
  hint: z.string().describe(`Its last ${inWords(KEYS.hintLength)} characters.`),
  created: z.iso.datetime(),
  expires: z.iso.datetime().optional(),
  revoked: z.iso.datetime().optional(),
  lastUsed: z.iso.datetime().optional(),
});

/** A publisher as its own page, the API and the desk see it. */
export const PublisherJson = z.object({
  id: z.string(),
  status: z.enum(PUBLISHER_STATUSES),
  reason: z.string().optional().describe("Why the desk decided so."),
  applied: z.iso.datetime(),
  decided: z.iso.datetime().optional(),
  application: ApplicationInput,
  licences: z.array(Wanted),
  domains: z.array(DomainJson),
  agreements: z.array(AgreementJson),
  keys: z.array(KeyJson),
  webhooks: z.array(WebhookJson),
});
export type PublisherJson = z.infer<typeof PublisherJson>;

/** What is known of a publisher, put together. */
export type Known = {
  publisher: Publisher;
  domains: readonly DomainProof[];
  findings: Readonly<Record<string, Finding>>;
  agreements: readonly Agreement[];
  keys: PublisherJson["keys"];
  webhooks: PublisherJson["webhooks"];
};

/** A publisher as JSON. `problems` says what to do about a proof that failed. */
export const publisherJson = (
  { publisher, domains, findings, agreements, keys, webhooks }: Known,
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
  licences: Object.entries(findings).flatMap(([id, finding]) => wanted(id, finding, publisher, agreements, site, now)),
  domains: domains.map((each) => domainJson(each, problems)),
  agreements: agreements.map(({ policy, superseded: _, ...rest }) => ({ ...rest, policy: JSON.parse(policy) })),
  keys: [...keys],
  webhooks: [...webhooks],
});

function wanted(
  id: string,
  { result, reasons }: Finding,
  { approved }: Publisher,
  agreements: readonly Agreement[],
  { origin, masthead }: Site,
  now: string,
): PublisherJson["licences"] {
  const licence = getOwn(masthead.licences, id);
  if (licence === undefined) return [];
  const held = agreements.find((each) => each.licence === id && each.ended === undefined && each.expires > now);
  return [
    {
      id,
      name: licence.name,
      terms: held ? termsUrl(origin, id) : versionUrl(origin, id, licence.version),
      version: licence.version,
      hash: licence.hash,
      approved: approved.includes(id),
      result,
      reasons,
      ...accepted(held, licence, now),
    },
  ];
}

function accepted(
  held: Agreement | undefined,
  licence: LicenceVersion,
  now: string,
): { accepted: number | null; acceptBefore?: string } {
  if (held === undefined) return { accepted: null };
  if (held.version === licence.version || held.superseded === undefined) return { accepted: held.version };
  const until = graceEnd(licence, held.superseded);
  return now < until ? { accepted: held.version, acceptBefore: until } : { accepted: null };
}

const domainJson = (
  { domain, state, token, problem, checkedAt, expiresAt }: DomainProof,
  problems: Readonly<Record<string, string>>,
): PublisherJson["domains"][number] => ({
  domain,
  state,
  token,
  file: `https://${domain}/.well-known/commonwire.txt`,
  ...(problem ? { problem } : {}),
  ...(problem && problems[problem] ? { todo: problems[problem] } : {}),
  ...(checkedAt ? { checked: checkedAt } : {}),
  ...(expiresAt ? { expires: expiresAt } : {}),
});
