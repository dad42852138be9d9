import { z } from "zod";
import { Domain } from "../../domain.ts";
import { CLAUSE, LENGTH } from "../../policy.ts";
import { publicAddress } from "../../public-address.ts";
import { atMost, line } from "../../text.ts";
import {
  allOf,
  anyOf,
  type Clause,
  count,
  countNoun,
  countries,
  countryName,
  type Duty,
  describeDemand,
  describeDuty,
  describeFact,
  duty,
  isAsked,
  setOf,
} from "../clause.ts";

/** Kinds of publisher. */
export const PUBLISHER_KINDS = [
  "newspaper",
  "magazine",
  "broadcaster",
  "digital",
  "newsletter",
  "agency",
  "nonprofit",
  "education",
] as const;

/** Who may use the licence, and how that is found out. Lists without an entry don't limit. */
export const eligibilityFields = {
  who: z.enum(["anyone", "publishers", "nobody"]).describe("`anyone`, `publishers` that are eligible, or `nobody`."),
  kinds: setOf(PUBLISHER_KINDS).describe("Kinds of publisher; none named means all."),
  accredited: duty.describe("Being an accredited news organization."),
  local: duty.describe("Serving a local community."),
  regions: countries.describe(
    "Countries or parts of them where the publisher is at home, ISO 3166; none named means all.",
  ),
  membership: line(LENGTH.title).describe("Of what the publisher has to be a member."),
  associations: z
    .array(Domain)
    .max(...atMost(CLAUSE.associations, "associations"))
    .refine((list) => new Set(list).size === list.length, { error: "each one once" })
    .describe(
      "Domains of associations, one of which has to name the publisher in its trust.txt (`member=`), and the publisher it (`belongto=`).",
    ),
  directory: publicAddress.describe(
    "A page that links to its members’ sites: the publisher's has to be among them. Enough beside `associations`, and they beside it.",
  ),
  monthlyAudience: count(CLAUSE.monthlyAudience).describe("Readers a month, at least."),
  largeAudience: duty.describe("Reaching a large audience, as the desk judges it."),
  evidence: duty.describe("Showing where the audience figure comes from."),
  domain: z
    .enum(["verified"])
    .describe(
      "`verified`: a domain has to be shown to be the publisher's own; that the desk vouches for it isn't enough.",
    ),
  approval: z.enum(["automatic", "desk"]).describe("Who decides: the rules alone, or the desk."),
  graceDays: count(CLAUSE.graceDays)
    .optional()
    .describe("Days for which this text stays accepted once a newer one is in force."),
  lapsesAfterDays: count(CLAUSE.days).describe("Days after which the eligibility has to be shown again."),
  excluded: z
    .array(line(LENGTH.title))
    .max(...atMost(CLAUSE.exclusions, "exclusions"))
    .describe("Who is never eligible."),
};
export const Eligibility = z.object(eligibilityFields).partial({
  who: true,
  accredited: true,
  local: true,
  membership: true,
  associations: true,
  directory: true,
  monthlyAudience: true,
  largeAudience: true,
  evidence: true,
  domain: true,
  approval: true,
  graceDays: true,
  lapsesAfterDays: true,
});
export type Eligibility = z.infer<typeof Eligibility>;

/** Whether a value of a field is a condition: a `no` isn't, nor a list without an entry. */
export const isCondition = (value: unknown): boolean =>
  value !== undefined && value !== "no" && !(Array.isArray(value) && value.length === 0);

const WHO = {
  anyone: "These terms are open to anyone.",
  publishers: "These terms are for eligible news publishers.",
  nobody: "These terms are open to nobody: nothing is granted.",
} as const;

const APPROVAL = {
  automatic: "Whoever fulfils the conditions is eligible, without waiting for us.",
  desk: "Our licensing desk decides who is eligible.",
} as const;

/** Publishers of each kind. */
export const KIND_NAMES: Record<(typeof PUBLISHER_KINDS)[number], string> = {
  newspaper: "newspapers",
  magazine: "magazines",
  broadcaster: "broadcasters",
  digital: "news sites",
  newsletter: "newsletters",
  agency: "news agencies",
  nonprofit: "nonprofit newsrooms",
  education: "schools and universities",
};

/** The clauses about who is eligible. */
export function eligibilityClauses(eligibility: Eligibility): Clause[] {
  const { who, excluded } = eligibility;
  return [
    ...(who === undefined ? [] : describeFact("eligibility.who", who, WHO[who])),
    ...(who === undefined || who === "publishers" ? conditions(eligibility) : []),
    ...describeFact("eligibility.excluded", excluded, `Never eligible: ${excluded.join("; ")}.`),
  ];
}

function conditions(eligibility: Eligibility): Clause[] {
  const { kinds, accredited, local, regions, membership, largeAudience, monthlyAudience, evidence, approval } =
    eligibility;
  const readers = (monthlyAudience ?? 0).toLocaleString("en-US");
  return [
    ...describeFact("eligibility.kinds", kinds, `Eligible: ${allOf(kinds.map((kind) => KIND_NAMES[kind]))}.`),
    ...listWanted(
      "accredited",
      accredited,
      "be an accredited news organization",
      "Accredited news organizations come first.",
    ),
    ...listWanted("local", local, "serve a local community", "Publishers that serve a local community come first."),
    ...describeFact(
      "eligibility.regions",
      regions,
      `Eligible are publishers at home in: ${regions.map(countryName).join(", ")}.`,
    ),
    ...describeDemand("eligibility.membership", membership, `be a member of ${membership}`),
    ...listings(eligibility),
    ...listWanted(
      "largeAudience",
      largeAudience,
      "reach a large audience",
      "Publishers that reach a large audience come first.",
    ),
    ...describeDemand("eligibility.monthlyAudience", monthlyAudience, `reach at least ${readers} readers a month`),
    ...describeDuty("eligibility.evidence", evidence, "show where your audience figure comes from"),
    ...describeDemand("eligibility.domain", eligibility.domain, "show that a domain is yours, by a code on your site"),
    ...(approval === undefined ? [] : describeFact("eligibility.approval", approval, APPROVAL[approval], true)),
    ...describeFact(
      "eligibility.graceDays",
      eligibility.graceDays,
      `When these terms change, the older text stays accepted for ${countNoun(eligibility.graceDays, "day")}.`,
      true,
    ),
    ...lapse(eligibility),
  ];
}

/** Where a publisher has to be listed; of both, one is enough. */
function listings({ associations = [], directory }: Eligibility): Clause[] {
  const isEither = associations.length > 0 && directory !== undefined;
  return [
    ...(associations.length === 0
      ? []
      : describeDemand(
          "eligibility.associations",
          associations,
          `be a member of ${anyOf(associations)}, as trust.txt on its site and on yours shows${isEither ? ", or be in the directory" : ""}`,
        )),
    ...describeDemand(
      "eligibility.directory",
      directory,
      `be in the directory at ${directory}${isEither ? ", unless trust.txt shows that you’re a member" : ""}`,
    ),
  ];
}

/** A quality that a publisher must have; or, where it is only wished for, a sentence that says so. */
function listWanted(name: string, value: Duty | undefined, words: string, sentence: string): Clause[] {
  if (!isAsked(value)) return [];
  return value === "must"
    ? describeDuty(`eligibility.${name}`, value, words)
    : describeFact(`eligibility.${name}`, value, sentence);
}

const lapse = ({ lapsesAfterDays }: Eligibility): Clause[] =>
  describeFact(
    "eligibility.lapsesAfterDays",
    lapsesAfterDays,
    `Eligibility lapses after ${countNoun(lapsesAfterDays, "day")} and has to be shown again.`,
    true,
  );
