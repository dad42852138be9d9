import { getOwn } from "../get-own.ts";
import { countryName } from "../licence/clause.ts";
import type { Eligibility } from "../licence/clauses/eligibility.ts";
import type { LicenceVersion } from "../licence/licence.ts";
import { isRetired, type Retired } from "../retired.ts";
import type { Application } from "./application.ts";
import { describeAudience } from "./audience.ts";
import { type DomainProof, type DomainStanding, domainStanding, type Publisher } from "./publisher.ts";

/** One reason for or against a publisher; `open` where only a person can say. `todo` is what the publisher can do about it. */
export type Reason = { code: ReasonCode; verdict: "for" | "against" | "open"; sentence: string; todo?: string };

export type ReasonCode =
  | "anyone"
  | "nobody"
  | "retired"
  | "domain"
  | "kind"
  | "home"
  | "audience"
  | "large-audience"
  | "evidence"
  | "accredited"
  | "local"
  | "membership"
  | "excluded"
  | "desk";

/** What came of it: `eligible` and `not-eligible` by the rules alone; `desk` where a person has to decide. */
export type Finding = { result: "eligible" | "not-eligible" | "desk"; reasons: Reason[] };

/**
 * Whether a publisher may have a licence, with every reason; `standing` tells how its domains stand. The same
 * application always gets the same answer.
 */
export function assessEligibility(application: Application, standing: DomainStanding, clause: Eligibility): Finding {
  const reasons = reasonsOf(application, standing, clause);
  if (reasons.some(({ verdict }) => verdict === "against")) return { result: "not-eligible", reasons };
  return { result: reasons.some(({ verdict }) => verdict === "open") ? "desk" : "eligible", reasons };
}

/** What each licence that a publisher wants says of it at a time. */
export function assessLicences(
  publisher: Publisher,
  domains: readonly DomainProof[],
  { licences, retired }: { licences: Record<string, LicenceVersion>; retired?: Retired | undefined },
  now: string,
): Record<string, Finding> {
  const standing = domainStanding(domains, now);
  return Object.fromEntries(
    publisher.application.licences.flatMap((id) => {
      const licence = getOwn(licences, id);
      if (licence === undefined) return [];
      return isRetired(retired, "licences", id)
        ? [[id, { result: "not-eligible" as const, reasons: [RETIRED] }]]
        : [[id, assessEligibility(publisher.application, standing, licence.eligibility)]];
    }),
  );
}

function reasonsOf(application: Application, standing: DomainStanding, clause: Eligibility): Reason[] {
  if (clause.who === "nobody") return [NOBODY];
  const rules =
    clause.who === "anyone"
      ? [ANYONE]
      : [...facts(application, clause), ...claims(application, clause), ...deskReason(clause)];
  return [domain(standing, clause), ...rules, ...excludedReasons(clause)];
}

const NOBODY: Reason = {
  code: "nobody",
  verdict: "against",
  sentence: "Nobody can apply for this license.",
  todo: "Apply for another license, or write to us.",
};
const RETIRED: Reason = {
  code: "retired",
  verdict: "against",
  sentence: "This license is retired: no new stories use it.",
  todo: "Apply for another license, or write to us.",
};
const ANYONE: Reason = { code: "anyone", verdict: "for", sentence: "This license is open to anyone." };

/** What the desk vouches for stays open: its word alone approves nobody. */
function domain(standing: DomainStanding, clause: Eligibility): Reason {
  if (standing === "verified") return { code: "domain", verdict: "for", sentence: "You verified a domain." };
  const todo = "Add the code to your site, then select Check now.";
  if (standing === "none")
    return { code: "domain", verdict: "open", sentence: "You haven’t verified a domain yet.", todo };
  const sentence = "Our desk vouched for your domain. It isn’t verified yet.";
  return clause.domain === "verified"
    ? { code: "domain", verdict: "open", sentence: `${sentence} This license needs a verified one.`, todo }
    : { code: "domain", verdict: "open", sentence };
}

/** What can be read off the application. */
const facts = ({ kind, country, monthlyAudience, audience }: Application, clause: Eligibility): Reason[] => [
  ...(clause.kinds.length === 0
    ? []
    : [
        judgeFact(
          "kind",
          kind !== undefined && clause.kinds.includes(kind),
          `This license is for: ${clause.kinds.join(", ")}. Your type: ${kind ?? NOT_SAID}.`,
        ),
      ]),
  ...(clause.regions.length === 0
    ? []
    : [
        judgeFact(
          "home",
          clause.regions.some((region) => region === country || country?.startsWith(`${region}-`)),
          `This license is for publishers based in: ${clause.regions.map(countryName).join(", ")}. You’re based in: ${country === undefined ? NOT_SAID : countryName(country)}.`,
        ),
      ]),
  ...(clause.monthlyAudience === undefined
    ? []
    : [
        judgeFact(
          "audience",
          monthlyAudience !== undefined && monthlyAudience >= clause.monthlyAudience,
          `This license requires at least ${figure(clause.monthlyAudience)} monthly readers. You have: ${monthlyAudience === undefined ? NOT_SAID : describeAudience(monthlyAudience, audience)}.`,
          "If you have more now, apply again, or write to us.",
        ),
      ]),
];

const NOT_SAID = "not in your application";

/** What a publisher claims, and a person has to look at. */
const claims = ({ accreditedBy, memberOf, local, evidence }: Application, clause: Eligibility): Reason[] => [
  ...(clause.evidence === "must"
    ? [openReason("evidence", `Our desk is checking the source of your audience figure: ${evidence ?? NOT_SAID}`)]
    : []),
  ...(clause.largeAudience === "must"
    ? [openReason("large-audience", "Our desk decides whether your audience is large enough.")]
    : []),
  ...claimedReason("accredited", clause.accredited === "must", accreditedBy, "be an accredited news organization"),
  ...claimedReason("membership", clause.membership !== undefined, memberOf, `be a member of ${clause.membership}`),
  ...claimedReason(
    "local",
    clause.local === "must",
    local ? "a local community" : undefined,
    "serve a local community",
  ),
];

const excludedReasons = ({ excluded: never }: Eligibility): Reason[] =>
  never.length === 0
    ? []
    : [
        openReason(
          "excluded",
          `Our desk is checking that you aren’t among those that are never eligible: ${never.join("; ")}.`,
        ),
      ];

/** Where a licence doesn't say who decides, nobody is let in without somebody having looked. */
const deskReason = ({ approval }: Eligibility): Reason[] =>
  approval === "automatic" ? [] : [openReason("desk", "Our licensing desk decides.")];

const figure = (number: number): string => number.toLocaleString("en-US");

function judgeFact(code: ReasonCode, holds: boolean, sentence: string, todo = "Write to us if that’s wrong."): Reason {
  return holds ? { code, verdict: "for", sentence } : { code, verdict: "against", sentence, todo };
}

const openReason = (code: ReasonCode, sentence: string): Reason => ({ code, verdict: "open", sentence });

function claimedReason(code: ReasonCode, wanted: boolean, claim: string | undefined, words: string): Reason[] {
  if (!wanted) return [];
  if (claim === undefined)
    return [
      { code, verdict: "against", sentence: `You must ${words}.`, todo: "If that’s so, say it in your application." },
    ];
  return [openReason(code, `You must ${words}. You told us: ${claim}. Our desk is checking it.`)];
}
