import { type Mistake, quoteValue } from "../mistake.ts";
import { isAsked, type Permission } from "./clause.ts";
import { isCondition } from "./clauses/eligibility.ts";
import { ccMistakes, conditionsAddedToCc } from "./creative-commons-mistakes.ts";
import { completeLicence, type Licence, type ReadLicence } from "./licence.ts";

/** Returns everything that is wrong with a license beyond single fields: contradictory clauses, false Creative Commons claims. */
export function licenceMistakes(licence: ReadLicence, hasLogo: boolean): Mistake[] {
  const whole = completeInput(licence);
  return [
    ...RULES.filter(({ when }) => when(whole, licence)).map(({ field, problem, allowed }) =>
      withValue({ field, problem, allowed }, valueAt(licence, field)),
    ),
    ...ccMistakes(licence),
    ...conditionsAddedToCc(licence),
    ...(whole.attribution.logo === "must" && !hasLogo ? [NO_LOGO] : []),
  ];
}

const completeInput = (licence: ReadLicence) =>
  completeLicence({ name: "", statement: "", contact: "", publicText: "link" as const, ...licence });

const withValue = (mistake: Mistake, value: unknown): Mistake => {
  const shown = quoteValue(value);
  return shown === undefined ? mistake : { ...mistake, value: shown };
};

const valueAt = (licence: ReadLicence, field: string): unknown =>
  field
    .split(".")
    .reduce<unknown>(
      (at, step) => (typeof at === "object" && at !== null ? Reflect.get(at, step) : undefined),
      licence,
    );

const NO_LOGO: Mistake = {
  field: "attribution.logo",
  problem: "asks for a logo, but the publication has none",
  allowed: '"no", or a logo in publication.yaml',
};

type Rule = {
  field: string;
  when: (whole: Omit<Licence, "text">, given: ReadLicence) => boolean;
  problem: string;
  allowed: string;
};

/** Clauses that contradict each other or refer to nothing. */
const RULES: readonly Rule[] = [
  {
    field: "effective.to",
    when: ({ effective: { from, to } = {} }) =>
      from !== undefined && to !== undefined && Date.parse(to) <= Date.parse(from),
    problem: "is not after effective.from",
    allowed: "a later time",
  },
  {
    field: "eligibility.who",
    when: (whole) => whole.eligibility.who === "nobody" && grantedToPublishers(whole).includes("allow"),
    problem: "lets nobody use what the license allows",
    allowed: "anyone or publishers; or a license that allows nothing",
  },
  {
    field: "eligibility.who",
    when: (_, { eligibility = {} }) =>
      eligibility.who !== undefined && eligibility.who !== "publishers" && hasConditions(eligibility),
    problem: "contradicts the other eligibility conditions",
    allowed: "publishers, if there are other conditions",
  },
  ...(["quote", "link"] as const).map(
    (right): Rule => ({
      field: `grant.${right}`,
      when: ({ grant }) => grant[right] !== undefined && grant[right] !== "allow",
      problem: `forbids something that needs no license: anyone may ${right === "quote" ? "quote short passages" : "link to a story"}`,
      allowed: "allow, or leave the field out",
    }),
  ),
  {
    field: "eligibility.evidence",
    when: ({ eligibility }) =>
      isAsked(eligibility.evidence) && eligibility.monthlyAudience === undefined && !isAsked(eligibility.largeAudience),
    problem: "asks for evidence of an audience, but no audience is required",
    allowed: '"no"; or set monthlyAudience or largeAudience as well',
  },
  ...(["republish", "excerpt"] as const).map(
    (action): Rule => ({
      field: `grant.${action}In`,
      when: ({ grant }) => grant[action] === "deny" && grant[`${action}In`].length > 0,
      problem: `says where, but grant.${action} is deny`,
      allowed: `only with grant.${action}: allow or ask`,
    }),
  ),
  ...(["excerptWords", "excerptParagraphs"] as const).map(
    (limit): Rule => ({
      field: `grant.${limit}`,
      when: ({ grant }) => grant.excerpt === "deny" && grant[limit] !== undefined,
      problem: "limits an excerpt, but grant.excerpt is deny",
      allowed: "only with grant.excerpt: allow or ask",
    }),
  ),
  {
    field: "attribution.boilerplateText",
    when: ({ attribution }) => isAsked(attribution.boilerplate) && attribution.boilerplateText === undefined,
    problem: "is missing",
    allowed: "the text that copies must keep",
  },
  {
    field: "attribution.boilerplate",
    when: ({ attribution }) => !isAsked(attribution.boilerplate) && attribution.boilerplateText !== undefined,
    problem: "requires no text, but boilerplateText is set",
    allowed: "must or should; or no boilerplateText",
  },
  {
    field: "attribution.bylineTemplate",
    when: ({ attribution }) =>
      attribution.byline === "must" &&
      isAsked(attribution.affiliation) &&
      attribution.bylineTemplate?.includes("{names}") === false,
    problem: "leaves out the author's name, which a copy must show",
    allowed: "a line with {names}",
  },
  {
    field: "attribution.bylineTemplate",
    when: ({ attribution }) =>
      attribution.affiliation === "must" &&
      isAsked(attribution.byline) &&
      attribution.bylineTemplate?.includes("{affiliations}") === false,
    problem: "leaves out the affiliation, which a copy must show",
    allowed: "a line with {affiliations}",
  },
  {
    field: "attribution.firstPublishedTemplate",
    when: ({ attribution }) =>
      attribution.firstPublished === "must" && attribution.firstPublishedTemplate?.includes("{holder}") === false,
    problem: "doesn't say who published first",
    allowed: "a line with {holder}",
  },
  {
    field: "attribution.linkTo",
    when: ({ attribution }, given) => attribution.link === "no" && given.attribution?.linkTo !== undefined,
    problem: "says where a link leads, but attribution.link is no",
    allowed: "only with attribution.link: must or should",
  },
  {
    field: "search.of",
    when: ({ search }) => isAsked(search.duty) !== search.of.length > 0,
    problem: "contradicts search.duty",
    allowed: "at least one value with must or should, none with no",
  },
  {
    field: "integrity.shortening",
    when: ({ integrity }, given) => integrity.extent === "whole" && given.integrity?.shortening === "allow",
    problem: "contradicts integrity.extent: whole",
    allowed: "deny or ask; or extent: part",
  },
  {
    field: "integrity.additionalReporting",
    when: ({ integrity }) => isAsked(integrity.additionalReporting) && (integrity.edits ?? "any") !== "any",
    problem: "asks for credit for added reporting, but integrity.edits allows no additions",
    allowed: '"no"; or edits: any',
  },
  {
    field: "commercial.adsAgainst",
    when: ({ commercial }) => commercial.adsAgainst === "allow" && commercial.adsOnPage === "deny",
    problem: "allows selling ads against the story, but adsOnPage is deny",
    allowed: "deny or ask; or adsOnPage: allow",
  },
  {
    field: "commercial.resyndication",
    when: ({ commercial }) => commercial.resale === "allow" && commercial.resyndication === "deny",
    problem: "forbids passing the story on, but commercial.resale allows selling it",
    allowed: "allow or ask; or resale: deny",
  },
  {
    field: "machineUse.ai",
    when: (_, { machineUse: { ai, aiInput, aiTrain } = {} }) =>
      ai !== undefined && ai !== "unset" && (aiInput ?? aiTrain) !== undefined,
    problem: "covers every AI use, so it overlaps aiInput and aiTrain",
    allowed: "ai alone, or aiInput and aiTrain",
  },
  {
    field: "assets.use",
    when: ({ assets }) => (assets.images ?? "none") === "none" && (assets.use ?? "any") !== "any",
    problem: "says how images may be used, but assets.images is none",
    allowed: "only with assets.images other than none",
  },
  {
    field: "time.remains",
    when: ({ time }) => time.remains !== undefined && time.removeAfterDays === undefined,
    problem: "says what may stay up, but nothing has to be removed",
    allowed: "only with removeAfterDays",
  },
  {
    field: "measurement.beaconUrl",
    when: ({ measurement }) => isAsked(measurement.beacon) && measurement.beaconUrl === undefined,
    problem: "is missing",
    allowed: "the view counter's address",
  },
  {
    field: "measurement.beacon",
    when: ({ measurement }) => !isAsked(measurement.beacon) && measurement.beaconUrl !== undefined,
    problem: "requires no view counter, but beaconUrl is set",
    allowed: "must or should; or no beaconUrl",
  },
  {
    field: "measurement.reportTo",
    when: ({ measurement }) => !isAsked(measurement.report) && measurement.reportTo !== undefined,
    problem: "says where to report, but measurement.report is no",
    allowed: "only with report: must or should",
  },
  {
    field: "automation.import",
    when: ({ automation, grant }) =>
      automation.import === "allow" && grant.republish === "deny" && grant.excerpt === "deny",
    problem: "allows importing stories, but grant.republish and grant.excerpt are deny",
    allowed: "deny or ask",
  },
  {
    field: "commercial.resale",
    when: ({ commercial, grant }) => commercial.resale === "allow" && grant.republish === "deny",
    problem: "allows selling the story, but grant.republish is deny",
    allowed: "deny or ask",
  },
  {
    field: "search.of",
    when: ({ search, attribution }) => search.of.includes("link") && attribution.link === "no",
    problem: "relies on a link, but attribution.link is no",
    allowed: "canonical, noindex or topLine; or attribution.link: must or should",
  },
  {
    field: "corrections.acknowledge",
    when: ({ corrections }) =>
      isAsked(corrections.acknowledge) && corrections.apply === "no" && corrections.takeDown === "no",
    problem: "asks for confirmation of something that isn't required",
    allowed: '"no"; or must or should for apply or takeDown',
  },
  {
    field: "measurement.reportBy",
    when: ({ measurement }) => isAsked(measurement.report) !== measurement.reportBy.length > 0,
    problem: "contradicts measurement.report",
    allowed: "at least one value with must or should, none with no",
  },
  ...(["apply", "takeDown"] as const).map(
    (step): Rule => ({
      field: `corrections.${step}WithinHours`,
      when: ({ corrections }) => corrections[step] === "no" && corrections[`${step}WithinHours`] !== undefined,
      problem: `sets a deadline, but corrections.${step} is no`,
      allowed: `only with corrections.${step}: must or should`,
    }),
  ),
];

/** What is granted to eligible publishers only. */
const grantedToPublishers = ({
  grant,
  integrity,
  commercial,
  automation,
}: Omit<Licence, "text">): (Permission | undefined)[] => [
  ...[grant.republish, grant.excerpt, grant.translate, grant.archive, integrity.headline, integrity.shortening],
  ...Object.values(commercial),
  ...Object.values(automation),
  (integrity.edits ?? "none") === "none" ? "deny" : "allow",
];

const hasConditions = ({
  who: _who,
  approval: _approval,
  excluded: _excluded,
  ...rest
}: NonNullable<ReadLicence["eligibility"]>): boolean => Object.values(rest).some(isCondition);
