import { type Mistake, quoteValue } from "../mistake.ts";
import type { Permission } from "./clause.ts";
import { type Groups, HOUSE } from "./clauses/groups.ts";
import { ccGroups, ccKind, ccLeaves, claimedKind, claimsCc } from "./creative-commons.ts";
import { completeLicence, type Licence, type LicenceInput } from "./licence.ts";

/** As much of a licence as could be read. */
export type ReadLicence = Partial<LicenceInput>;

/** Everything that is wrong in a licence beyond its fields: clauses that contradict each other, and what only pretends to be Creative Commons. */
export function licenceMistakes(licence: ReadLicence, hasLogo: boolean): Mistake[] {
  const whole = completeInput(licence);
  return [
    ...RULES.filter(({ when }) => when(whole, licence)).map(({ field, problem, allowed }) =>
      withValue({ field, problem, allowed }, valueAt(licence, field)),
    ),
    ...ccMistakes(licence),
    ...addedToCc(licence),
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

/** Clauses that contradict each other, or say something of nothing. */
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
    problem: "leaves nobody to whom the grant could be made",
    allowed: "anyone or publishers; or a grant that allows nothing",
  },
  {
    field: "eligibility.who",
    when: (_, { eligibility = {} }) =>
      eligibility.who !== undefined && eligibility.who !== "publishers" && hasConditions(eligibility),
    problem: "contradicts the conditions beside it",
    allowed: "publishers, where conditions are set",
  },
  {
    field: "eligibility.evidence",
    when: ({ eligibility }) =>
      eligibility.evidence !== "no" && eligibility.monthlyAudience === undefined && eligibility.largeAudience === "no",
    problem: "asks for evidence of an audience that isn't asked for",
    allowed: '"no"; or a monthlyAudience or largeAudience',
  },
  ...(["republish", "excerpt"] as const).map(
    (action): Rule => ({
      field: `grant.${action}In`,
      when: ({ grant }) => grant[action] === "deny" && grant[`${action}In`].length > 0,
      problem: `says where, but grant.${action} is deny`,
      allowed: `nothing, while grant.${action} is deny`,
    }),
  ),
  ...(["excerptWords", "excerptParagraphs"] as const).map(
    (limit): Rule => ({
      field: `grant.${limit}`,
      when: ({ grant }) => grant.excerpt === "deny" && grant[limit] !== undefined,
      problem: "limits an excerpt, but grant.excerpt is deny",
      allowed: "nothing, while grant.excerpt is deny",
    }),
  ),
  {
    field: "attribution.boilerplateText",
    when: ({ attribution }) => attribution.boilerplate !== "no" && attribution.boilerplateText === undefined,
    problem: "is missing",
    allowed: "the text that a copy has to keep",
  },
  {
    field: "attribution.boilerplate",
    when: ({ attribution }) => attribution.boilerplate === "no" && attribution.boilerplateText !== undefined,
    problem: "asks for no text, but there is one",
    allowed: "must or should; or no boilerplateText",
  },
  {
    field: "attribution.bylineTemplate",
    when: ({ attribution }) =>
      attribution.byline === "must" &&
      attribution.affiliation !== "no" &&
      !attribution.bylineTemplate.includes("{names}"),
    problem: "leaves out the author's name, which a copy must show",
    allowed: "a line with {names}",
  },
  {
    field: "attribution.bylineTemplate",
    when: ({ attribution }) =>
      attribution.affiliation === "must" &&
      attribution.byline !== "no" &&
      !attribution.bylineTemplate.includes("{affiliations}"),
    problem: "leaves out the affiliation, which a copy must show",
    allowed: "a line with {affiliations}",
  },
  {
    field: "attribution.firstPublishedTemplate",
    when: ({ attribution }) =>
      attribution.firstPublished === "must" && !attribution.firstPublishedTemplate.includes("{holder}"),
    problem: "doesn't say who published first",
    allowed: "a line with {holder}",
  },
  {
    field: "attribution.linkTo",
    when: ({ attribution }, given) => attribution.link === "no" && given.attribution?.linkTo !== undefined,
    problem: "says where a link leads, but attribution.link is no",
    allowed: "nothing, while attribution.link is no",
  },
  {
    field: "search.of",
    when: ({ search }) => (search.duty === "no") !== (search.of.length === 0),
    problem: "and search.duty contradict each other",
    allowed: "at least one way with must or should, none with no",
  },
  {
    field: "integrity.shortening",
    when: ({ integrity }, given) => integrity.extent === "whole" && given.integrity?.shortening === "allow",
    problem: "contradicts integrity.extent: whole",
    allowed: "deny or ask; or extent: part",
  },
  {
    field: "integrity.additionalReporting",
    when: ({ integrity }) => integrity.additionalReporting !== "no" && integrity.edits !== "any",
    problem: "asks to name who added something, but integrity.edits lets nobody add",
    allowed: '"no"; or edits: any',
  },
  {
    field: "commercial.adsAgainst",
    when: ({ commercial }) => commercial.adsAgainst === "allow" && commercial.adsOnPage === "deny",
    problem: "lets ads be sold against the story, but none stand on its page",
    allowed: "deny or ask; or adsOnPage: allow",
  },
  {
    field: "commercial.resyndication",
    when: ({ commercial }) => commercial.resale === "allow" && commercial.resyndication === "deny",
    problem: "forbids to pass on what commercial.resale lets be sold",
    allowed: "allow or ask; or resale: deny",
  },
  {
    field: "machineUse.ai",
    when: (_, { machineUse: { ai, aiInput, aiTrain } = {} }) =>
      ai !== undefined && ai !== "unset" && (aiInput ?? aiTrain) !== undefined,
    problem: "says something of every AI use, and so overlaps aiInput and aiTrain",
    allowed: "ai alone, or aiInput and aiTrain",
  },
  {
    field: "assets.use",
    when: ({ assets }) => assets.images === "none" && assets.use !== "any",
    problem: "says how images are used, but none may be taken",
    allowed: "nothing, while assets.images is none",
  },
  {
    field: "time.remains",
    when: ({ time }) => time.remains !== undefined && time.removeAfterDays === undefined,
    problem: "says what remains, but nothing has to go",
    allowed: "nothing; or removeAfterDays",
  },
  {
    field: "measurement.beaconUrl",
    when: ({ measurement }) => measurement.beacon !== "no" && measurement.beaconUrl === undefined,
    problem: "is missing",
    allowed: "the address of the view counter",
  },
  {
    field: "measurement.beacon",
    when: ({ measurement }) => measurement.beacon === "no" && measurement.beaconUrl !== undefined,
    problem: "asks for no view counter, but there is one",
    allowed: "must or should; or no beaconUrl",
  },
  {
    field: "measurement.reportTo",
    when: ({ measurement }) => measurement.report === "no" && measurement.reportTo !== undefined,
    problem: "says where to report, but measurement.report is no",
    allowed: "nothing; or report: must or should",
  },
  {
    field: "automation.import",
    when: ({ automation, grant }) =>
      automation.import === "allow" && grant.republish === "deny" && grant.excerpt === "deny",
    problem: "lets stories be imported, but nothing of them may be published",
    allowed: "deny or ask",
  },
  {
    field: "commercial.resale",
    when: ({ commercial, grant }) => commercial.resale === "allow" && grant.republish === "deny",
    problem: "lets the story be sold, but it may not be published",
    allowed: "deny or ask",
  },
  {
    field: "search.of",
    when: ({ search, attribution }) => search.of.includes("link") && attribution.link === "no",
    problem: "counts a link, but attribution.link is no",
    allowed: "canonical, noindex or topLine; or attribution.link: must or should",
  },
  {
    field: "corrections.acknowledge",
    when: ({ corrections }) =>
      corrections.acknowledge !== "no" && corrections.apply === "no" && corrections.takeDown === "no",
    problem: "asks to confirm what isn't asked for",
    allowed: '"no"; or apply or takeDown: must or should',
  },
  {
    field: "measurement.reportBy",
    when: ({ measurement }) => (measurement.report === "no") !== (measurement.reportBy.length === 0),
    problem: "and measurement.report contradict each other",
    allowed: "at least one way with must or should, none with no",
  },
  ...(["apply", "takeDown"] as const).map(
    (step): Rule => ({
      field: `corrections.${step}WithinHours`,
      when: ({ corrections }) => corrections[step] === "no" && corrections[`${step}WithinHours`] !== undefined,
      problem: `sets a time, but corrections.${step} is no`,
      allowed: "nothing; or must or should",
    }),
  ),
];

/** What is granted to eligible publishers alone. */
const grantedToPublishers = ({ grant, integrity, commercial, automation }: Omit<Licence, "text">): Permission[] => [
  ...[grant.republish, grant.excerpt, grant.translate, grant.archive, integrity.headline, integrity.shortening],
  ...Object.values(commercial),
  ...Object.values(automation),
  integrity.edits === "none" ? "deny" : "allow",
];

const hasConditions = ({
  who: _who,
  approval: _approval,
  excluded: _excluded,
  ...rest
}: NonNullable<ReadLicence["eligibility"]>): boolean =>
  Object.values(rest).some(
    (value) => value !== undefined && value !== "no" && (!Array.isArray(value) || value.length > 0),
  );

/** Creative Commons is named only where it really is. */
function ccMistakes({ name = "", statement = "", url }: ReadLicence): Mistake[] {
  const kind = ccKind(url);
  if (url !== undefined && kind === undefined)
    return [
      {
        field: "url",
        value: JSON.stringify(url),
        problem: "is not the address of a Creative Commons licence",
        allowed: "https://creativecommons.org/licenses/by/4.0/ and its kin; a licence of your own has its terms page",
      },
    ];
  if (kind === undefined) return [...claims("name", name), ...claims("statement", statement)];
  const claimed = claimedKind(name);
  if (claimed === undefined || claimed === kind) return [];
  return [
    {
      field: "name",
      value: JSON.stringify(name),
      problem: "names another Creative Commons licence than url",
      allowed: "the name of the licence that url leads to",
    },
  ];
}

const claims = (field: string, text: string): Mistake[] =>
  claimsCc(text)
    ? [
        {
          field,
          value: quoteValue(text) ?? "",
          problem: "claims to be a Creative Commons licence, but there is no url",
          allowed: "other words; or the url of the licence's deed",
        },
      ]
    : [];

const GROUP_NAMES = Object.keys(HOUSE).filter((name): name is keyof Groups => name in HOUSE);

/** What a Creative Commons licence doesn't say itself can't be added to it; what it gives can't be taken back. */
function addedToCc(licence: ReadLicence): Mistake[] {
  const kind = ccKind(licence.url);
  if (kind === undefined) return [];
  const said = ccGroups(kind);
  const added = GROUP_NAMES.flatMap((group) =>
    Object.entries(licence[group] ?? {}).flatMap(([name, value]) =>
      value === undefined || ccLeaves(group, name, value, Reflect.get(said[group], name))
        ? []
        : [[`${group}.${name}`, value] as const],
    ),
  );
  const ends: [string, unknown][] = licence.effective?.to === undefined ? [] : [["effective.to", licence.effective.to]];
  return [...added, ...ends].map(([field, value]) => ({
    field,
    value: quoteValue(value) ?? "",
    problem: "says other than the Creative Commons licence that url names",
    allowed: "what the licence says itself, or a wish (should); or a licence of your own, without url",
  }));
}
