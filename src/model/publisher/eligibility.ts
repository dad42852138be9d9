import { getOwn } from "../get-own.ts";
import { countryName } from "../licence/clause.ts";
import type { Eligibility } from "../licence/clauses/eligibility.ts";
import type { LicenceVersion } from "../licence/licence.ts";
import { isRetired, type Retired } from "../retired.ts";
import type { Application } from "./application.ts";
import { describeAudience } from "./audience.ts";
import {
  EVIDENCE_PROBLEMS,
  type Evidence,
  type EvidenceSource,
  evidenceOf,
  evidenceSources,
  isEvident,
} from "./evidence.ts";
import { type DomainProof, type DomainStanding, domainStanding, type Publisher, verifiedDomains } from "./publisher.ts";

/**
 * One reason for or against a publisher; `open` if only a person can decide. `reviewed` is its sentence after that decision,
 * `todo` what the publisher can do, `source` where it can be checked.
 */
export type Reason = {
  code: ReasonCode;
  verdict: "for" | "against" | "open";
  sentence: string;
  reviewed?: string;
  todo?: string;
  source?: string;
};

/** The desk's decision on a license that a publisher wants, if it has made one. */
export type Review = "pending" | "approved" | "refused";

/**
 * Returns a reason for the publisher: after the desk's decision nothing is still being checked, and what it approved counts in
 * the publisher's favor.
 */
export function toldReason({ reviewed, ...reason }: Reason, review: Review): Omit<Reason, "reviewed"> {
  if (reviewed === undefined || review === "pending") return reason;
  return { ...reason, sentence: reviewed, verdict: review === "approved" ? "for" : reason.verdict };
}

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
  | "listed"
  | "excluded"
  | "desk";

/** The result: `eligible` and `not-eligible` by the rules alone; `desk` if a person has to decide. */
export type Finding = { result: "eligible" | "not-eligible" | "desk"; reasons: Reason[] };

/** What is known of an applicant besides the application: the state of its domains, and the evidence that is current. */
export type Known = { standing: DomainStanding; counts: readonly Evidence[]; looked: readonly Evidence[] };

/** Decides whether a publisher may have a license, with every reason. The same application always gets the same answer. */
export function assessEligibility(application: Application, known: Known, clause: Eligibility): Finding {
  const reasons = reasonsOf(application, known, clause);
  if (reasons.some(({ verdict }) => verdict === "against")) return { result: "not-eligible", reasons };
  return { result: reasons.some(({ verdict }) => verdict === "open") ? "desk" : "eligible", reasons };
}

/** Assesses each license that a publisher wants, as of a given time. */
export function assessLicences(
  publisher: Publisher,
  domains: readonly DomainProof[],
  { licences, retired }: { licences: Record<string, LicenceVersion>; retired?: Retired | undefined },
  now: string,
): Record<string, Finding> {
  const verified = verifiedDomains(domains, now);
  const known: Known = {
    standing: domainStanding(domains, now),
    counts: publisher.evidence.filter((each) => isEvident(each, verified, now)),
    looked: publisher.evidence,
  };
  return Object.fromEntries(
    publisher.application.licences.flatMap((id) => {
      const licence = getOwn(licences, id);
      if (licence === undefined) return [];
      return isRetired(retired, "licences", id)
        ? [[id, { result: "not-eligible" as const, reasons: [RETIRED] }]]
        : [[id, assessEligibility(publisher.application, known, licence.eligibility)]];
    }),
  );
}

function reasonsOf(application: Application, known: Known, clause: Eligibility): Reason[] {
  if (clause.who === "nobody") return [NOBODY];
  const rules =
    clause.who === "anyone"
      ? [ANYONE]
      : [
          ...facts(application, clause),
          ...listed(known, clause),
          ...claims(application, known, clause),
          ...deskReason(clause),
        ];
  return [domain(known.standing, clause), ...rules, ...excludedReasons(clause)];
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

/** A domain that the desk only vouches for leaves it open: that alone approves nobody. */
function domain(standing: DomainStanding, clause: Eligibility): Reason {
  if (standing === "verified") return { code: "domain", verdict: "for", sentence: "You verified a domain." };
  const todo = "Add the code to your site, then select Check now.";
  if (standing === "none")
    return { code: "domain", verdict: "open", sentence: "You haven’t verified a domain yet.", todo };
  const sentence = "Our desk vouched for your domain. It isn’t verified yet.";
  return clause.domain === "verified"
    ? { code: "domain", verdict: "open", sentence: `${sentence} This license requires a verified domain.`, todo }
    : { code: "domain", verdict: "open", sentence };
}

/** Reasons that follow from the application alone. */
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
          `This license is for publishers based in: ${clause.regions.map(countryName).join(", ")}. Your country: ${country === undefined ? NOT_SAID : countryName(country)}.`,
        ),
      ]),
  ...(clause.monthlyAudience === undefined
    ? []
    : [
        judgeFact(
          "audience",
          monthlyAudience !== undefined && monthlyAudience >= clause.monthlyAudience,
          `This license requires at least ${figure(clause.monthlyAudience)} monthly readers. Your monthly readers: ${monthlyAudience === undefined ? NOT_SAID : describeAudience(monthlyAudience, audience)}.`,
          "If you have more now, apply again, or write to us.",
        ),
      ]),
];

const NOT_SAID = "not in your application";

/**
 * Whether the publisher is listed where the license has the wire check: one place is enough. If none is named, the desk can
 * check.
 */
function listed({ counts, looked, standing }: Known, clause: Eligibility): Reason[] {
  const sources = evidenceSources(clause);
  if (sources.length === 0) return [];
  const found = foundEvidence(counts, clause);
  if (found !== undefined) return [foundReason(found)];
  if (standing !== "verified")
    return [openReason("listed", `We’ll look for you in ${OR.format(sources.map(nameOf))} once a domain is verified.`)];
  return sources.map((source) => missingReason(source, evidenceOf(looked, source)));
}

const OR = new Intl.ListFormat("en-US", { type: "disjunction" });

const foundEvidence = (counts: readonly Evidence[], clause: Eligibility): Evidence | undefined =>
  evidenceSources(clause)
    .map((source) => evidenceOf(counts, source))
    .find((each) => each !== undefined);

const nameOf = ({ kind, source }: EvidenceSource): string =>
  kind === "directory" ? "the directory" : `${source}’s trust.txt`;

const addressOf = ({ kind, source }: EvidenceSource): string =>
  kind === "directory" ? source : `https://${source}/trust.txt`;

const foundReason = (evidence: Evidence): Reason => ({
  code: "listed",
  verdict: "for",
  sentence:
    evidence.kind === "directory"
      ? `The directory links to ${evidence.domain}.`
      : `${evidence.source} lists ${evidence.domain} as a member in trust.txt, and your site names ${evidence.source}.`,
  source: addressOf(evidence),
});

function missingReason(source: EvidenceSource, looked: Evidence | undefined): Reason {
  const why = looked?.problem === undefined ? "Select Check now." : EVIDENCE_PROBLEMS[looked.problem];
  return {
    code: "listed",
    verdict: "open",
    sentence: `We haven’t found you in ${nameOf(source)} yet.`,
    todo: why,
    source: addressOf(source),
  };
}

/** A publisher's claims that a person has to review. */
const claims = (
  { accreditedBy, memberOf, local, evidence }: Application,
  { counts }: Known,
  clause: Eligibility,
): Reason[] => [
  ...(clause.evidence === "must"
    ? [
        {
          ...openReason("evidence", ...(evidence === undefined ? NO_SOURCE : SOURCE)),
          ...(evidence === undefined ? {} : { source: evidence }),
        },
      ]
    : []),
  ...(clause.largeAudience === "must"
    ? [
        openReason(
          "large-audience",
          "Our desk decides whether your audience is large enough.",
          "Our desk reviewed the size of your audience.",
        ),
      ]
    : []),
  ...claimedReason(
    "accredited",
    clause.accredited === "must",
    quoteClaim(accreditedBy),
    "be an accredited news organization",
  ),
  ...membershipReason(memberOf, clause, foundEvidence(counts, clause)),
  ...claimedReason(
    "local",
    clause.local === "must",
    local ? "You told us that you do." : undefined,
    "serve a local community",
  ),
];

/** The sentences on the source of an audience figure: during the desk's check, and after. */
const SOURCE: readonly [string, string] = [
  "Our desk is checking the source of your audience figure.",
  "Our desk checked the source of your audience figure.",
];
const NO_SOURCE: readonly [string, string] = [
  "Our desk needs the source of your audience figure, which isn’t in your application.",
  "Our desk decided without the source of your audience figure, which isn’t in your application.",
];

/** Membership is proved if the association or its directory lists the publisher; otherwise it is a claim. */
const membershipReason = (
  memberOf: string | undefined,
  { membership }: Eligibility,
  found: Evidence | undefined,
): Reason[] =>
  membership !== undefined && found !== undefined
    ? [{ code: "membership", verdict: "for", sentence: `You’re a member of ${membership}.` }]
    : claimedReason("membership", membership !== undefined, quoteClaim(memberOf), `be a member of ${membership}`);

const excludedReasons = ({ excluded: never }: Eligibility): Reason[] =>
  never.length === 0
    ? []
    : [
        openReason(
          "excluded",
          `Our desk is checking that you aren’t among those that are never eligible: ${never.join("; ")}.`,
          `Our desk checked whether you’re among those that are never eligible: ${never.join("; ")}.`,
        ),
      ];

/** If a license doesn't say who decides, nobody is admitted without a review. */
const deskReason = ({ approval }: Eligibility): Reason[] =>
  approval === "automatic"
    ? []
    : [openReason("desk", "Our licensing desk will decide.", "Our licensing desk has made its decision.")];

const figure = (number: number): string => number.toLocaleString("en-US");

function judgeFact(code: ReasonCode, holds: boolean, sentence: string, todo = "Write to us if that’s wrong."): Reason {
  return holds ? { code, verdict: "for", sentence } : { code, verdict: "against", sentence, todo };
}

const openReason = (code: ReasonCode, sentence: string, reviewed?: string): Reason => ({
  code,
  verdict: "open",
  sentence,
  ...(reviewed === undefined ? {} : { reviewed }),
});

/** Returns the reason about something that only the applicant claims: `claim` is the sentence that says so, if it does. */
function claimedReason(code: ReasonCode, wanted: boolean, claim: string | undefined, words: string): Reason[] {
  if (!wanted) return [];
  if (claim === undefined)
    return [
      {
        code,
        verdict: "against",
        sentence: `You must ${words}.`,
        todo: "If this describes you, apply again and say so, or write to us.",
      },
    ];
  const told = `You must ${words}. ${claim}`;
  return [openReason(code, `${told} Our desk is checking that.`, `${told} Our desk checked that.`)];
}

const quoteClaim = (claim: string | undefined): string | undefined =>
  claim === undefined ? undefined : `You told us: ${claim}.`;
