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

/** Who may use the license, and how that is checked. An empty list sets no limit. */
export const eligibilityFields = {
  who: z.enum(["anyone", "publishers", "nobody"]).describe("`anyone`, `publishers` that are eligible, or `nobody`."),
  kinds: setOf(PUBLISHER_KINDS).describe("Kinds of publisher; an empty list means all."),
  accredited: duty.describe("Being an accredited news organization."),
  local: duty.describe("Serving a local community."),
  regions: countries.describe(
    "Countries or parts of them (ISO 3166) where the publisher must be based; an empty list means all.",
  ),
  membership: line(LENGTH.title).describe("The organization that the publisher must be a member of."),
  associations: z
    .array(Domain)
    .max(...atMost(CLAUSE.associations, "associations"))
    .refine((list) => new Set(list).size === list.length, { error: "each only once" })
    .describe(
      "Domains of associations. The publisher must be a member of one, shown by `trust.txt` on both sites: `member=` on the association's, `belongto=` on the publisher's.",
    ),
  directory: publicAddress.describe(
    "A page that must link to the publisher's site. With `associations`, either is enough.",
  ),
  monthlyAudience: count(CLAUSE.monthlyAudience).describe("Minimum monthly readers."),
  largeAudience: duty.describe("Reaching a large audience, in the desk's judgment."),
  evidence: duty.describe("Giving the source of the audience figure."),
  domain: z
    .enum(["verified"])
    .describe("`verified`: the publisher must verify a domain; the desk's word isn't enough."),
  approval: z.enum(["automatic", "desk"]).describe("Who decides: the rules (`automatic`) or the desk."),
  graceDays: count(CLAUSE.graceDays)
    .optional()
    .describe("Days that publishers have to accept a newer version once it is in force."),
  lapsesAfterDays: count(CLAUSE.days).describe("Days after which eligibility must be confirmed again."),
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

/** Whether a field's value is a condition: `no` and an empty list aren't. */
export const isCondition = (value: unknown): boolean =>
  value !== undefined && value !== "no" && !(Array.isArray(value) && value.length === 0);

const WHO = {
  anyone: "These terms are open to anyone.",
  publishers: "These terms are for eligible news publishers.",
  nobody: "These terms grant nothing, and no one can accept them.",
} as const;

const APPROVAL = {
  automatic: "Publishers that meet the conditions are approved automatically.",
  desk: "Our licensing desk decides who is eligible.",
} as const;

/** Plural nouns for the kinds of publisher. */
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

/** The clauses about eligibility. */
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
      "Accredited news organizations have priority.",
    ),
    ...listWanted("local", local, "serve a local community", "Publishers that serve a local community have priority."),
    ...describeFact(
      "eligibility.regions",
      regions,
      `Eligible publishers are based in: ${regions.map(countryName).join(", ")}.`,
    ),
    ...describeDemand("eligibility.membership", membership, `be a member of ${membership}`),
    ...listings(eligibility),
    ...listWanted(
      "largeAudience",
      largeAudience,
      "reach a large audience",
      "Publishers that reach a large audience have priority.",
    ),
    ...describeDemand("eligibility.monthlyAudience", monthlyAudience, `have at least ${readers} monthly readers`),
    ...describeDuty("eligibility.evidence", evidence, "show where your audience figure comes from"),
    ...describeDemand("eligibility.domain", eligibility.domain, "verify that you own your domain"),
    ...(approval === undefined ? [] : describeFact("eligibility.approval", approval, APPROVAL[approval], true)),
    ...describeFact(
      "eligibility.graceDays",
      eligibility.graceDays,
      `When these terms change, publishers that accepted the earlier version have ${countNoun(eligibility.graceDays, "day")} to accept the new one.`,
      true,
    ),
    ...lapse(eligibility),
  ];
}

/** Where a publisher must be listed; if both are given, one is enough. */
function listings({ associations = [], directory }: Eligibility): Clause[] {
  const isEither = associations.length > 0 && directory !== undefined;
  return [
    ...(associations.length === 0
      ? []
      : describeDemand(
          "eligibility.associations",
          associations,
          `be a member of ${anyOf(associations)}, as shown by trust.txt on its site and on yours${isEither ? ", or be in the directory" : ""}`,
        )),
    ...describeDemand(
      "eligibility.directory",
      directory,
      `be in the directory at ${directory}${isEither ? ", unless trust.txt shows that you’re a member" : ""}`,
    ),
  ];
}

/** A required quality of a publisher or, if it is only a preference, a sentence that says so. */
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
    `Eligibility lapses after ${countNoun(lapsesAfterDays, "day")} and must then be confirmed again.`,
    true,
  );
