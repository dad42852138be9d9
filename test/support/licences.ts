import fc from "fast-check";
import type { Groups } from "../../src/model/licence/clauses/groups.ts";
import { CC_KINDS } from "../../src/model/licence/creative-commons.ts";
import { LicenceInput } from "../../src/model/licence/licence.ts";
import { licenceMistakes } from "../../src/model/licence/mistakes.ts";
import type { Tightening } from "../../src/model/licence/terms.ts";
import { line, title } from "../../src/model/text.ts";
import { hostile } from "./hostile.ts";

/** Hostile text that input validation lets through: one line of at most `max` characters. */
export const anyLine = (max: number): fc.Arbitrary<string> =>
  fc.oneof(fc.constant("A plain line"), hostile).map((text) => {
    const { data } = line(max).safeParse(text);
    return data ?? "A line in place of one that isn’t let in";
  });

/**
 * The same as a license accepts it: plain, with every character that could break a document, but no HTML and nothing invisible.
 */
const anyTitle = (max: number): fc.Arbitrary<string> =>
  anyLine(max).map((text) => {
    const plain = text.replace(/[<&]/g, "$& ").replace(/[\p{DI}\u007F-\u009F\uFFFD]/gu, "");
    return title(max).safeParse(plain).data ?? "A line in place of one that isn’t let in";
  });

/** A timestamp as people write it, in any time zone. */
export const anyTime: fc.Arbitrary<string> = fc
  .tuple(
    fc.date({ min: new Date("2020-01-01"), max: new Date("2030-01-01"), noInvalidDate: true }),
    fc.constantFrom("Z", "+09:00", "-05:00"),
  )
  .map(([date, zone]) => `${date.toISOString().slice(0, 19)}${zone}`);

const permission = fc.constantFrom("allow", "ask", "deny");
const duty = fc.constantFrom("must", "should", "no");
const signal = fc.constantFrom("allow", "deny", "unset");
const some = <const Word>(...words: Word[]): fc.Arbitrary<Word[]> => fc.subarray(words);
const upTo = (most: number): fc.Arbitrary<number> => fc.integer({ min: 1, max: most });
const lines: fc.Arbitrary<string[]> = fc.uniqueArray(anyLine(300), { maxLength: 4 });
const template = (...names: string[]): fc.Arbitrary<string> =>
  fc.tuple(anyTitle(100), some(...names)).map(([words, named]) => [words.replace(/[{}]/g, ""), ...named].join(" "));

/** A generator for every field of a group: a missing one doesn't compile. */
type Draws<Group> = { [Field in keyof Group]-?: fc.Arbitrary<Exclude<Group[Field], undefined>> };

const GROUPS: { [Name in keyof Groups]: Draws<Groups[Name]> } = {
  grant: {
    republish: permission,
    republishIn: some("web", "app", "newsletter", "social", "print", "broadcast"),
    excerpt: permission,
    excerptIn: some("web", "app", "newsletter", "social", "print", "broadcast"),
    excerptWords: upTo(100_000),
    excerptParagraphs: upTo(1000),
    quote: permission,
    translate: permission,
    archive: permission,
    link: permission,
    territories: some("US", "US-CA", "KR", "DE"),
    languages: some("en", "en-US", "ko", "zh-Hant", "de-1996"),
  },
  eligibility: {
    who: fc.constantFrom("anyone", "publishers", "nobody"),
    kinds: some("newspaper", "magazine", "broadcaster", "digital", "newsletter", "agency", "nonprofit", "education"),
    accredited: duty,
    local: duty,
    regions: some("US", "US-CA", "KR", "DE"),
    membership: anyLine(300),
    associations: some("club.example", "guild.example"),
    directory: fc.constant("https://club.example/members"),
    monthlyAudience: upTo(10_000_000_000),
    largeAudience: duty,
    evidence: duty,
    domain: fc.constant("verified"),
    approval: fc.constantFrom("automatic", "desk"),
    graceDays: upTo(3650),
    lapsesAfterDays: upTo(36_500),
    excluded: lines,
  },
  attribution: {
    byline: duty,
    affiliation: duty,
    bylineTemplate: template("{names}", "{affiliations}"),
    firstPublished: duty,
    firstPublishedTemplate: template("{holder}", "{date}"),
    position: fc.constantFrom("top", "end"),
    link: duty,
    linkTo: fc.constantFrom("article", "home", "either"),
    logo: duty,
    licenceLine: duty,
    boilerplate: duty,
    boilerplateText: anyTitle(1000),
    partners: duty,
    copyright: duty,
  },
  search: {
    duty,
    of: some("canonical", "noindex", "link", "topLine"),
    enough: fc.constantFrom("any", "all"),
  },
  integrity: {
    edits: fc.constantFrom("none", "style", "any"),
    headline: permission,
    shortening: permission,
    extent: fc.constantFrom("whole", "part"),
    links: duty,
    embeds: duty,
    callsToAction: duty,
    additionalReporting: duty,
    indicateChanges: duty,
    shareAlike: duty,
  },
  commercial: {
    adsOnPage: permission,
    adsAgainst: permission,
    paywall: permission,
    resale: permission,
    resyndication: permission,
  },
  automation: { import: permission, framing: permission },
  machineUse: { search: signal, aiInput: signal, aiTrain: signal, ai: signal },
  assets: {
    images: fc.constantFrom("none", "own", "marked"),
    use: fc.constantFrom("any", "withStory", "once"),
    unlicensed: fc.constantFrom("note", "nothing"),
  },
  time: { removeAfterDays: upTo(36_500), remains: fc.constantFrom("nothing", "link") },
  measurement: {
    beacon: duty,
    beaconUrl: fc.constant("https://count.example/view.gif?a=1&b=2"),
    report: duty,
    reportBy: some("email", "url", "tearSheet", "socialTag"),
    reportTo: anyLine(300),
  },
  corrections: {
    apply: duty,
    applyWithinHours: upTo(8760),
    takeDown: duty,
    takeDownWithinHours: upTo(8760),
    acknowledge: duty,
  },
  exceptions: { notOurs: lines, byAgreement: fc.constantFrom("yes", "no") },
};

const given = <Group>(draws: { [Field in keyof Group]: fc.Arbitrary<Group[Field]> }) =>
  fc.record<Group, never>(draws, { requiredKeys: [] });

const DEEDS = ["by", "by-sa", "by-nd", "by-nc", "by-nc-sa", "by-nc-nd"].map(
  (kind) => `https://creativecommons.org/licenses/${kind}/4.0/`,
);

/** Any license that its schema accepts: any fields of any group, whether or not they go together. */
export const anyLicence: fc.Arbitrary<LicenceInput> = fc.record(
  {
    name: anyTitle(200),
    statement: anyTitle(1000),
    contact: fc.constant("licensing@example.org"),
    publicText: fc.constantFrom("full", "summary", "link"),
    text: fc.constant("<h2>Terms</h2>"),
    url: fc.constantFrom(...DEEDS, "https://creativecommons.org/publicdomain/zero/1.0/"),
    licensor: anyTitle(300),
    language: fc.constantFrom("en", "ko"),
    effective: given<NonNullable<LicenceInput["effective"]>>({ from: anyTime, to: anyTime }),
    grant: given(GROUPS.grant),
    eligibility: given(GROUPS.eligibility),
    attribution: given(GROUPS.attribution),
    search: given(GROUPS.search),
    integrity: given(GROUPS.integrity),
    commercial: given(GROUPS.commercial),
    automation: given(GROUPS.automation),
    machineUse: given(GROUPS.machineUse),
    assets: given(GROUPS.assets),
    time: given(GROUPS.time),
    measurement: given(GROUPS.measurement),
    corrections: given(GROUPS.corrections),
    exceptions: given(GROUPS.exceptions),
  },
  { requiredKeys: ["name", "statement", "contact", "publicText", "text"] },
);

/** Any way in which an article narrows its license, or none. */
export const anyTightening: fc.Arbitrary<Tightening> = fc.record(
  { exclude: fc.constant(true), expires: anyTime, translate: fc.constant("deny") },
  { requiredKeys: [] },
);

/** Any license of a newsroom's own that may be published, without contradictions and without an end date. */
export const anyGoodLicence: fc.Arbitrary<LicenceInput> = anyLicence.map(({ url: _, effective: _e, ...licence }) =>
  mended(licence),
);

function mended(licence: LicenceInput): LicenceInput {
  const [mistake] = licenceMistakes(licence, true);
  if (mistake === undefined) return licence;
  const [group = "", field = ""] = mistake.field.split(".");
  const inside = Reflect.get(licence, group);
  const { [field]: gone, ...rest } = typeof inside === "object" && inside !== null ? { ...inside } : {};
  // If the mistake's field isn't there, the whole group goes.
  return mended(LicenceInput.parse({ ...licence, [group]: gone === undefined ? undefined : rest }));
}

/** Any Creative Commons license, unchanged. */
export const anyCcLicence: fc.Arbitrary<LicenceInput> = fc
  .tuple(fc.constantFrom(...CC_KINDS), fc.constantFrom("full", "summary", "link"))
  .map(([kind, publicText]) =>
    LicenceInput.parse({
      name: "A licence",
      statement: "Take it.",
      contact: "licensing@example.org",
      text: "<p>Terms.</p>",
      url: `https://creativecommons.org/${kind === "zero" || kind === "mark" ? `publicdomain/${kind}/1.0` : `licenses/${kind}/4.0`}/`,
      publicText,
      assets: { images: "marked" },
    }),
  );

/** Any way in which an article published long ago can narrow its license without having expired. */
export const anyLastingTightening: fc.Arbitrary<Tightening> = anyTightening.map(({ expires, ...rest }) => ({
  ...rest,
  ...(expires === undefined ? {} : { expires: "2027-01-01T00:00:00Z" }),
}));
