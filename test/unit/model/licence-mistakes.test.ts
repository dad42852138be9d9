import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import type { ReadLicence } from "../../../src/model/licence/licence.ts";
import { licenceMistakes } from "../../../src/model/licence/mistakes.ts";
import { mistakeSentence } from "../../../src/model/mistake.ts";
import { ROOT } from "../../support/paths.ts";

/** A contradiction; the field named and the problem reported; and ways to fix it. */
type Row = { wrong: ReadLicence; field: string; problem: string; mended: [ReadLicence, ...ReadLicence[]] };

const FROM = "2026-03-01T00:00:00+09:00";
const [SAME, LATER] = ["2026-02-28T15:00:00Z", "2026-02-28T15:00:01Z"];
const COUNTER = "https://count.example/view.gif";

const ROWS: readonly Row[] = [
  {
    wrong: { effective: { from: FROM, to: SAME } },
    field: "effective.to",
    problem: "is not after effective.from",
    mended: [{ effective: { from: FROM, to: LATER } }, { effective: { to: SAME } }],
  },
  {
    wrong: { eligibility: { who: "nobody" }, commercial: { paywall: "allow" } },
    field: "eligibility.who",
    problem: "lets nobody use what the license allows",
    mended: [
      { eligibility: { who: "nobody" }, commercial: { paywall: "deny" } },
      { eligibility: { who: "publishers" }, commercial: { paywall: "allow" } },
    ],
  },
  {
    wrong: { eligibility: { who: "anyone", regions: ["US"] } },
    field: "eligibility.who",
    problem: "contradicts the other eligibility conditions",
    mended: [{ eligibility: { who: "anyone", regions: [] } }, { eligibility: { who: "publishers", regions: ["US"] } }],
  },
  ...(["quote", "link"] as const).map(
    (right): Row => ({
      wrong: { grant: { [right]: "deny" } },
      field: `grant.${right}`,
      problem: "needs no license",
      mended: [{ grant: { [right]: "allow" } }, {}],
    }),
  ),
  {
    wrong: { eligibility: { evidence: "should" } },
    field: "eligibility.evidence",
    problem: "no audience is required",
    mended: [
      { eligibility: { evidence: "no" } },
      { eligibility: { evidence: "should", monthlyAudience: 1000 } },
      { eligibility: { evidence: "should", largeAudience: "should" } },
    ],
  },
  {
    wrong: { grant: { republish: "deny", republishIn: ["web"] } },
    field: "grant.republishIn",
    problem: "grant.republish is deny",
    mended: [{ grant: { republish: "deny" } }, { grant: { republish: "ask", republishIn: ["web"] } }],
  },
  {
    wrong: { grant: { excerpt: "deny", excerptIn: ["social"] } },
    field: "grant.excerptIn",
    problem: "grant.excerpt is deny",
    mended: [{ grant: { excerpt: "deny", excerptIn: [] } }, { grant: { excerptIn: ["social"] } }],
  },
  {
    wrong: { grant: { excerpt: "deny", excerptWords: 250 } },
    field: "grant.excerptWords",
    problem: "limits an excerpt",
    mended: [{ grant: { excerpt: "deny" } }, { grant: { excerptWords: 250 } }],
  },
  {
    wrong: { grant: { excerpt: "deny", excerptParagraphs: 3 } },
    field: "grant.excerptParagraphs",
    problem: "limits an excerpt",
    mended: [{ grant: { excerpt: "deny" } }, { grant: { excerpt: "allow", excerptParagraphs: 3 } }],
  },
  {
    wrong: { attribution: { boilerplate: "should" } },
    field: "attribution.boilerplateText",
    problem: "is missing",
    mended: [
      { attribution: { boilerplate: "should", boilerplateText: "Paid by readers." } },
      { attribution: { boilerplate: "no" } },
    ],
  },
  {
    wrong: { attribution: { boilerplateText: "Paid by readers." } },
    field: "attribution.boilerplate",
    problem: "requires no text, but boilerplateText is set",
    mended: [{ attribution: { boilerplate: "must", boilerplateText: "Paid by readers." } }, { attribution: {} }],
  },
  {
    wrong: { attribution: { byline: "must", affiliation: "must", bylineTemplate: "From {affiliations}" } },
    field: "attribution.bylineTemplate",
    problem: "leaves out the author's name",
    mended: [
      { attribution: { byline: "must", affiliation: "must", bylineTemplate: "{names} from {affiliations}" } },
      { attribution: { byline: "should", affiliation: "must", bylineTemplate: "From {affiliations}" } },
      { attribution: { byline: "must", affiliation: "must" } },
    ],
  },
  {
    wrong: { attribution: { byline: "must", affiliation: "must", bylineTemplate: "By {names}" } },
    field: "attribution.bylineTemplate",
    problem: "leaves out the affiliation",
    mended: [
      { attribution: { byline: "must", affiliation: "must", bylineTemplate: "{names}/{affiliations}" } },
      { attribution: { byline: "must", affiliation: "should", bylineTemplate: "By {names}" } },
      { attribution: { byline: "must", bylineTemplate: "By {names}" } },
    ],
  },
  {
    wrong: { attribution: { firstPublished: "must", firstPublishedTemplate: "First published on {date}." } },
    field: "attribution.firstPublishedTemplate",
    problem: "doesn't say who published first",
    mended: [
      { attribution: { firstPublished: "must", firstPublishedTemplate: "From {holder}." } },
      { attribution: { firstPublished: "should", firstPublishedTemplate: "First published on {date}." } },
    ],
  },
  {
    wrong: { attribution: { link: "no", linkTo: "article" } },
    field: "attribution.linkTo",
    problem: "attribution.link is no",
    mended: [{ attribution: { link: "no" } }, { attribution: { link: "should", linkTo: "article" } }],
  },
  {
    wrong: { search: { duty: "must" } },
    field: "search.of",
    problem: "contradicts search.duty",
    mended: [{ search: { duty: "must", of: ["noindex"] } }, { search: { duty: "no" } }],
  },
  {
    wrong: { integrity: { shortening: "allow", extent: "whole" } },
    field: "integrity.shortening",
    problem: "contradicts integrity.extent: whole",
    mended: [
      { integrity: { shortening: "ask", extent: "whole" } },
      { integrity: { shortening: "allow", extent: "part" } },
      { integrity: { shortening: "allow" } },
    ],
  },
  {
    wrong: { integrity: { additionalReporting: "must", edits: "style" } },
    field: "integrity.additionalReporting",
    problem: "allows no additions",
    mended: [
      { integrity: { additionalReporting: "no" } },
      { integrity: { additionalReporting: "must", edits: "any" } },
    ],
  },
  {
    wrong: { commercial: { adsAgainst: "allow", adsOnPage: "deny" } },
    field: "commercial.adsAgainst",
    problem: "adsOnPage is deny",
    mended: [
      { commercial: { adsAgainst: "ask", adsOnPage: "deny" } },
      { commercial: { adsAgainst: "allow", adsOnPage: "allow" } },
    ],
  },
  {
    wrong: { commercial: { resale: "allow", resyndication: "deny" } },
    field: "commercial.resyndication",
    problem: "forbids passing the story on, but commercial.resale allows selling it",
    mended: [{ commercial: { resale: "allow", resyndication: "ask" } }, { commercial: { resale: "deny" } }],
  },
  {
    wrong: { machineUse: { ai: "deny", aiTrain: "deny" } },
    field: "machineUse.ai",
    problem: "every AI use",
    mended: [
      { machineUse: { ai: "deny", search: "allow" } },
      { machineUse: { ai: "unset", aiInput: "allow", aiTrain: "deny" } },
    ],
  },
  {
    wrong: { assets: { use: "once" } },
    field: "assets.use",
    problem: "assets.images is none",
    mended: [{ assets: { use: "once", images: "own" } }, { assets: { use: "any" } }],
  },
  {
    wrong: { time: { remains: "link" } },
    field: "time.remains",
    problem: "nothing has to be removed",
    mended: [{ time: { remains: "link", removeAfterDays: 30 } }, { time: {} }],
  },
  {
    wrong: { measurement: { beacon: "should" } },
    field: "measurement.beaconUrl",
    problem: "is missing",
    mended: [{ measurement: { beacon: "should", beaconUrl: COUNTER } }, { measurement: { beacon: "no" } }],
  },
  {
    wrong: { measurement: { beaconUrl: COUNTER } },
    field: "measurement.beacon",
    problem: "requires no view counter, but beaconUrl is set",
    mended: [{ measurement: { beacon: "must", beaconUrl: COUNTER } }, {}],
  },
  {
    wrong: { measurement: { reportTo: "desk@example.org" } },
    field: "measurement.reportTo",
    problem: "measurement.report is no",
    mended: [{ measurement: { report: "must", reportBy: ["email"], reportTo: "desk@example.org" } }, {}],
  },
  {
    wrong: { automation: { import: "allow" }, grant: { republish: "deny", excerpt: "deny" } },
    field: "automation.import",
    problem: "grant.republish and grant.excerpt are deny",
    mended: [
      { automation: { import: "ask" }, grant: { republish: "deny", excerpt: "deny" } },
      { automation: { import: "allow" }, grant: { republish: "deny" } },
    ],
  },
  {
    wrong: { commercial: { resale: "allow", resyndication: "allow" }, grant: { republish: "deny" } },
    field: "commercial.resale",
    problem: "grant.republish is deny",
    mended: [
      { commercial: { resale: "ask", resyndication: "allow" }, grant: { republish: "deny" } },
      { commercial: { resale: "allow", resyndication: "allow" } },
    ],
  },
  {
    wrong: { search: { duty: "should", of: ["link"] }, attribution: { link: "no" } },
    field: "search.of",
    problem: "relies on a link",
    mended: [
      { search: { duty: "should", of: ["canonical"] }, attribution: { link: "no" } },
      { search: { duty: "should", of: ["link"] } },
    ],
  },
  {
    wrong: { corrections: { acknowledge: "should", apply: "no", takeDown: "no" } },
    field: "corrections.acknowledge",
    problem: "confirmation of something that isn't required",
    mended: [
      { corrections: { acknowledge: "no", apply: "no", takeDown: "no" } },
      { corrections: { acknowledge: "should", apply: "no", takeDown: "should" } },
    ],
  },
  {
    wrong: { measurement: { report: "must" } },
    field: "measurement.reportBy",
    problem: "contradicts measurement.report",
    mended: [{ measurement: { report: "must", reportBy: ["tearSheet"] } }, { measurement: { report: "no" } }],
  },
  ...(["apply", "takeDown"] as const).map(
    (step): Row => ({
      wrong: { corrections: { [step]: "no", [`${step}WithinHours`]: 24 } },
      field: `corrections.${step}WithinHours`,
      problem: `corrections.${step} is no`,
      mended: [{ corrections: { [`${step}WithinHours`]: 24 } }, { corrections: { [step]: "no" } }],
    }),
  ),
];

describe("clauses that contradict each other", () => {
  test.each(ROWS)("$field $problem", ({ wrong, field, problem, mended }) => {
    expect(licenceMistakes(wrong, true)).toEqual([
      expect.objectContaining({
        field,
        problem: expect.stringContaining(problem),
        allowed: expect.stringMatching(/./),
      }),
    ]);
    expect(mended.flatMap((licence) => licenceMistakes(licence, true).map(mistakeSentence))).toEqual([]);
  });

  test("every rule has a row of its own", () => {
    const source = readFileSync(join(ROOT, "src/model/licence/mistakes.ts"), "utf8");
    const [rules = ""] = /^const RULES[\s\S]*?^\];$/m.exec(source) ?? [];
    const more = [...rules.matchAll(/\(\[([^\]]*)\] as const\)\.map/g)].map(
      ([, names = ""]) => names.split(",").length - 1,
    );
    const count = more.reduce((sum, each) => sum + each, [...rules.matchAll(/\bwhen:/g)].length);
    const said = ROWS.flatMap(({ wrong }) => licenceMistakes(wrong, true)).map(
      ({ field, problem }) => `${field} ${problem}`,
    );
    expect(new Set(said).size).toBe(count);
    expect(ROWS).toHaveLength(count);
  });

  test("are reported with what stands there, all at once", () => {
    expect(
      licenceMistakes({ grant: { excerpt: "deny", excerptWords: 250 }, measurement: { beacon: "must" } }, true).map(
        mistakeSentence,
      ),
    ).toEqual([
      "grant.excerptWords: limits an excerpt, but grant.excerpt is deny (250); allowed: only with grant.excerpt: allow or ask",
      "measurement.beaconUrl: is missing; allowed: the view counter's address",
    ]);
  });

  test("a licence that says nothing has none, and neither has one for nobody", () => {
    for (const licence of [{}, { eligibility: { who: "nobody" } } as const])
      expect(licenceMistakes(licence, false)).toEqual([]);
  });

  test("a logo can only be asked for where the publication has one", () => {
    expect(licenceMistakes({ attribution: { logo: "must" } }, false).map(({ field }) => field)).toEqual([
      "attribution.logo",
    ]);
    expect(licenceMistakes({ attribution: { logo: "must" } }, true)).toEqual([]);
    expect(licenceMistakes({ attribution: { logo: "should" } }, false)).toEqual([]);
  });
});

// A regression test.
test("a licence for nobody lets nobody edit the text", () =>
  expect(licenceMistakes({ eligibility: { who: "nobody" }, integrity: { edits: "any" } }, true)).not.toEqual([]));
