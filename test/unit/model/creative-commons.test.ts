import { describe, expect, test } from "vitest";
import { CC_KINDS, ccGroups, ccKind } from "../../../src/model/licence/creative-commons.ts";
import type { ReadLicence } from "../../../src/model/licence/licence.ts";
import { completeLicence, LicenceInput } from "../../../src/model/licence/licence.ts";
import { licenceMistakes } from "../../../src/model/licence/mistakes.ts";
import { morePermissions } from "../../../src/model/licence/more-permissions.ts";

const url = "https://creativecommons.org/licenses/by/4.0/";
const ND = "https://creativecommons.org/licenses/by-nd/4.0/";
const NC = "https://creativecommons.org/licenses/by-nc/4.0/";
const ZERO = "https://creativecommons.org/publicdomain/zero/1.0/";

const wrongFields = (licence: ReadLicence): string[] => licenceMistakes(licence, true).map(({ field }) => field);

describe("only what is Creative Commons may say so", () => {
  test.each([
    "Creative Commons Attribution 4.0",
    "creative  commons",
    "CC BY 4.0",
    "CC-BY-SA",
    "ccby",
    "Our terms (CC BY-ND)",
    "CC0",
    "CC 0 1.0",
    "CC-Zero",
  ])("the name %s needs the url of a deed", (name) => {
    expect(licenceMistakes({ name }, true)).toEqual([
      expect.objectContaining({ field: "name", problem: expect.stringContaining("there is no url") }),
    ]);
    expect(wrongFields({ name: "Our terms", url })).toEqual([]);
  });

  test.each(["Free Republication Licence", "Access by all", "NCC News Licence", "Commons Creative", "Success by CCTV"])(
    "the name %s doesn't",
    (name) => expect(wrongFields({ name })).toEqual([]),
  );

  test.each([
    "https://example.org/licenses/by/4.0/",
    "https://creativecommons.org.example/licenses/by/4.0/",
    "https://example.org/?https://creativecommons.org/licenses/by/4.0/",
    "ftp://creativecommons.org/licenses/by/4.0/",
    "https://creativecommons.org/",
    "https://creativecommons.org/licenses/by/5.0/",
    "https://creativecommons.org/licenses/by-nd-sa/4.0/",
    "https://creativecommons.org/licenses/nc/4.0/",
    "https://creativecommons.org/licenses/by/4.0/?revised",
    "https://creativecommons.org/licenses/by/4.0x",
    "https://creativecommons.org/licenses/by/4.0/legalcode/more",
    "https://creativecommons.org/licenses/by/4.0/deed.",
    "https://creativecommons.org/licenses/by-nd-nc/4.0/",
    "https://creativecommons.org/licenses/by/2.5/england/",
    "https://creativecommons.org/publicdomain/zero/4.0/",
  ])("%s is no deed", (other) => {
    expect(licenceMistakes({ name: "CC BY", url: other }, true)).toEqual([
      expect.objectContaining({ field: "url", value: JSON.stringify(other) }),
    ]);
  });

  test.each([
    [url, "by"],
    [`${url}deed.de`, "by"],
    ["https://creativecommons.org/licenses/by-nc-sa/3.0/us/", "by-nc-sa"],
    [ND, "by-nd"],
    [ZERO, "zero"],
    ["https://creativecommons.org/publicdomain/mark/1.0/", "mark"],
    ["https://creativecommons.org/licenses/by/2.5/scotland/", "by"],
    ["https://creativecommons.org/licenses/by-nd-nc/1.0/", "by-nc-nd"],
    ["https://creativecommons.org/licenses/by-nd-nc/1.0/il/", "by-nc-nd"],
    ["https://creativecommons.org/licenses/by/2.1/jp/", "by"],
    ["https://creativecommons.org/licenses/by/3.0/igo/legalcode", "by"],
    [`${url}legalcode`, "by"],
    [`${url}legalcode.es`, "by"],
    [`${url}legalcode.txt`, "by"],
    [`${url}deed.zh-Hant`, "by"],
    [`${url}deed.pt_BR`, "by"],
    [`${url}deed`, "by"],
    ["https://creativecommons.org/licenses/by-sa/3.0/de/deed.de", "by-sa"],
    ["http://creativecommons.org/licenses/by-nc/4.0/", "by-nc"],
    ["https://creativecommons.org/licenses/by-nc/4.0", "by-nc"],
    ["http://www.creativecommons.org/licenses/by/3.0/us", "by"],
    ["https://creativecommons.org/publicdomain/zero/1.0/deed.ja", "zero"],
    ["https://creativecommons.org/publicdomain/zero/1.0", "zero"],
  ])("%s is a deed", (deed, kind) => {
    expect(ccKind(deed)).toBe(kind);
    expect(wrongFields({ url: deed })).toEqual([]);
  });
});

describe("an address of theirs is kept as the deed's, by which software knows it", () => {
  const kept = (given: string) =>
    LicenceInput.parse({
      name: "A",
      statement: "A",
      contact: "a@example.org",
      publicText: "full",
      text: "",
      url: given,
    }).url;

  test.each([
    ["http://creativecommons.org/licenses/by/4.0/", url],
    ["https://www.creativecommons.org/licenses/by/4.0", url],
    [`${url}legalcode.es`, url],
    [`${url}legalcode`, url],
    [`${url}deed`, url],
    ["https://creativecommons.org/publicdomain/zero/1.0/legalcode.txt", ZERO],
    ["http://creativecommons.org/licenses/by/2.5/scotland", "https://creativecommons.org/licenses/by/2.5/scotland/"],
    ["https://creativecommons.org/licenses/by-nd-nc/1.0", "https://creativecommons.org/licenses/by-nd-nc/1.0/"],
  ])("%s", (given, deed) => expect(kept(given)).toBe(deed));

  test.each([url, `${url}deed.de`, "http://example.org/licenses/by/4.0", `${url}?revised`])("%s as it is", (given) =>
    expect(kept(given)).toBe(given),
  );
});

/** An added condition, or less than the license grants: CC BY 4.0 §2(a)(5)(C). */
const ADDED: [field: string, licence: ReadLicence][] = [
  ["grant.republish", { url, grant: { republish: "ask" } }],
  ["grant.republishIn", { url, grant: { republishIn: ["web"] } }],
  ["grant.excerptWords", { url, grant: { excerptWords: 100 } }],
  ["grant.translate", { url, grant: { translate: "deny" } }],
  ["grant.territories", { url, grant: { territories: ["US"] } }],
  ["grant.languages", { url, grant: { languages: ["en"] } }],
  ["eligibility.who", { url, eligibility: { who: "publishers" } }],
  ["eligibility.kinds", { url, eligibility: { kinds: ["newspaper"] } }],
  ["eligibility.membership", { url, eligibility: { membership: "a club" } }],
  ["eligibility.approval", { url, eligibility: { approval: "desk" } }],
  ["eligibility.excluded", { url, eligibility: { excluded: ["Rivals"] } }],
  ["attribution.logo", { url, attribution: { logo: "must" } }],
  ["attribution.boilerplate", { url, attribution: { boilerplate: "must", boilerplateText: "Paid by readers." } }],
  ["attribution.byline", { url: ZERO, attribution: { byline: "must" } }],
  ["search.duty", { url, search: { duty: "must", of: ["canonical"] } }],
  ["integrity.edits", { url, integrity: { edits: "style", additionalReporting: "no" } }],
  ["integrity.headline", { url, integrity: { headline: "ask" } }],
  ["integrity.extent", { url, integrity: { extent: "whole" } }],
  ["integrity.links", { url, integrity: { links: "must" } }],
  ["commercial.adsOnPage", { url, commercial: { adsOnPage: "ask" } }],
  ["commercial.resale", { url, commercial: { resale: "deny" } }],
  ["automation.import", { url, automation: { import: "deny" } }],
  ["machineUse.aiTrain", { url, machineUse: { aiTrain: "deny" } }],
  ["machineUse.ai", { url, machineUse: { ai: "deny" } }],
  ["time.removeAfterDays", { url, time: { removeAfterDays: 30 } }],
  ["measurement.beacon", { url, measurement: { beacon: "must", beaconUrl: "https://count.example/v.gif" } }],
  ["measurement.report", { url, measurement: { report: "must", reportBy: ["url"] } }],
  ["corrections.apply", { url, corrections: { apply: "must" } }],
  ["corrections.takeDown", { url, corrections: { takeDown: "must" } }],
  ["corrections.applyWithinHours", { url, corrections: { applyWithinHours: 24 } }],
  ["corrections.takeDownWithinHours", { url, corrections: { apply: "should", takeDownWithinHours: 24 } }],
  ["attribution.linkTo", { url, attribution: { linkTo: "home" } }],
  ["assets.use", { url, assets: { images: "own", use: "once" } }],
  ["assets.use", { url, assets: { images: "marked", use: "withStory" } }],
  ["eligibility.local", { url, eligibility: { local: "should" } }],
  ["exceptions.byAgreement", { url, exceptions: { byAgreement: "no" } }],
  ["effective.to", { url, effective: { to: "2027-01-01T00:00:00Z" } }],
];

describe("a Creative Commons licence", () => {
  test.each(ADDED)("can't be told otherwise by %s: %j", (field, licence) => {
    expect(licenceMistakes(licence, true)).toEqual([
      expect.objectContaining({ field, problem: expect.stringContaining("Creative Commons license") }),
    ]);
    const { url: _, ...own } = licence;
    expect(wrongFields(own)).not.toContain(field);
  });

  test("is held against every group of clauses", () => {
    const groups = new Set(ADDED.map(([field]) => field.split(".")[0]));
    expect(Object.keys(ccGroups("by")).filter((group) => !groups.has(group))).toEqual([]);
  });

  test.each<[string, ReadLicence]>([
    ["wishes", { attribution: { affiliation: "should", logo: "should" }, integrity: { links: "should" } }],
    ["a wish with its wording", { attribution: { boilerplate: "should", boilerplateText: "Paid by readers." } }],
    ["a wish with its ways", { search: { duty: "should", of: ["canonical", "link"], enough: "any" } }],
    ["a wish with its address", { measurement: { beacon: "should", beaconUrl: "https://count.example/v.gif" } }],
    ["a wish to be told", { measurement: { report: "should", reportBy: ["email"], reportTo: "desk@example.org" } }],
    ["wishes for corrections", { corrections: { apply: "should", takeDown: "should", acknowledge: "should" } }],
    ["less credit than it asks for", { attribution: { byline: "no", licenceLine: "no", link: "should" } }],
    ["its own way to write the credit", { attribution: { bylineTemplate: "Words: {names}", linkTo: "either" } }],
    ["what holds for images", { assets: { images: "marked", use: "any", unlicensed: "nothing" } }],
    [
      "wishes with their times",
      { corrections: { apply: "should", applyWithinHours: 24, takeDown: "should", takeDownWithinHours: 1 } },
    ],
    ["a wish for a link to the home page", { attribution: { link: "should", linkTo: "home" } }],
    ["what nobody has to be", { eligibility: { local: "no", evidence: "no" } }],
    ["what ND says of changes", { url: ND, integrity: { indicateChanges: "must" } }],
    ["what it says itself", { grant: { republish: "allow", republishIn: [] }, eligibility: { who: "anyone" } }],
    ["a beginning", { effective: { from: "2026-01-01T00:00:00Z" } }],
    ["a summary in the feeds", { publicText: "summary" }],
    ["whom to credit, and how", { attribution: { affiliation: "must", firstPublished: "must", partners: "must" } }],
    ["what isn't covered, because it isn't ours", { exceptions: { notOurs: ["Obituaries"] } }],
    [
      "more than it gives",
      { url: ND, grant: { translate: "allow" }, integrity: { edits: "style", headline: "allow" } },
    ],
    ["an offer to talk about what it doesn't give", { url: NC, commercial: { resale: "ask" } }],
    ["sale, where it gives none", { url: NC, commercial: { resale: "allow", adsAgainst: "allow" } }],
    ["machines", { machineUse: { search: "allow", aiTrain: "allow" } }],
  ])("leaves room for %s", (_, licence) => expect(wrongFields({ url, ...licence })).toEqual([]));

  test.each(CC_KINDS)("%s can be said in its own clauses without contradiction", (kind) => {
    const path = kind === "zero" || kind === "mark" ? `publicdomain/${kind}/1.0` : `licenses/${kind}/4.0`;
    const deed = `https://creativecommons.org/${path}/`;
    // The license doesn't address AI, and nothing may be stated twice.
    const { machineUse: _, ...groups } = ccGroups(kind);
    const said: Partial<LicenceInput> = { url: deed, ...groups };
    expect(licenceMistakes(said, false)).toEqual([]);
    expect(
      completeLicence({ name: "A", statement: "A", contact: "a@example.org", publicText: "full", url: deed }),
    ).toMatchObject(ccGroups(kind));
  });
});

describe("what is given beyond a Creative Commons licence", () => {
  const more = (licence: Partial<LicenceInput>) =>
    morePermissions(
      completeLicence({ name: "A", statement: "A", contact: "a@example.org", publicText: "full", ...licence }),
    );

  test.each<[string, Partial<LicenceInput>, string[]]>([
    ["nothing", { url: ND }, []],
    ["a wish isn't", { url, attribution: { logo: "should" } }, []],
    ["a house licence isn't", { grant: { translate: "allow" } }, []],
    [
      "translation and headline beside ND",
      { url: ND, grant: { translate: "allow" }, integrity: { headline: "allow" } },
      ["grant.translate", "integrity.headline"],
    ],
    ["house style beside ND", { url: ND, integrity: { edits: "style" } }, ["integrity.edits"]],
    [
      "sale beside NC",
      { url: NC, commercial: { resale: "allow", paywall: "allow" } },
      ["commercial.resale", "commercial.paywall"],
    ],
    ["machines", { url, machineUse: { search: "allow" } }, ["machine-use.search"]],
    ["no credit", { url, attribution: { byline: "no" } }, ["attribution.byline"]],
    ["nor is a wish in place of what it demands", { url, attribution: { byline: "should", link: "should" } }, []],
  ])("%s", (_, licence, ids) => expect(more(licence).sort()).toEqual(ids.sort()));
});

describe("a name and a statement", () => {
  test.each([
    "Republish it under CC BY-NC 4.0.",
    "Published under CC-BY-ND",
    "This is ccby-sa.",
    "Creative Commons BY-NC-ND 4.0",
    "Under a Creative Commons Attribution-NonCommercial licence.",
    "Creative Commons Attribution, NonCommercial, ShareAlike 4.0",
    "Attribution-NoDerivatives 4.0 International",
    "Under Creative Commons Attribution–ShareAlike 4.0",
    "CC0 for all",
    "CC BY 3.0",
    "See https://creativecommons.org/licenses/by-nc/4.0/.",
    "See (creativecommons.org/licenses/by/3.0/us)",
    "CC BY 4.0, or CC BY-SA 4.0 if you wish",
  ])("can't name another licence than url: %s", (statement) => {
    expect(licenceMistakes({ url, name: "Our terms", statement }, true)).toEqual([
      expect.objectContaining({ field: "statement", problem: "names a different Creative Commons license than url" }),
    ]);
    expect(wrongFields({ url, name: statement })).toEqual(["name"]);
  });

  test.each([
    "Republish it under CC BY 4.0. Noncommercial newsrooms may ask us for photos.",
    "Free to republish with attribution, also for non-commercial use.",
    "Creative Commons Attribution 4.0 International",
    "Creative Commons licence (CC BY)",
    "CC BY: no derivative needs our consent",
    "See https://creativecommons.org/licenses/by/4.0/deed.de.",
    "By all means, share it.",
  ])("may name the same, or none: %s", (statement) =>
    expect(wrongFields({ url, name: "Our terms", statement })).toEqual([]),
  );

  test.each(["Creative Commons by our newsroom", "Share it with attribution", "Attribution is owed"])(
    "may say an everyday word: %s",
    (statement) => expect(wrongFields({ url: NC, name: "Our terms", statement })).toEqual([]),
  );
});

describe("faults of today", () => {
  test("a name can't claim another licence than its url", () =>
    expect(wrongFields({ url: "https://creativecommons.org/licenses/by-nc-nd/4.0/", name: "CC BY 4.0" })).not.toEqual(
      [],
    ));
  test.each(["Creative-Commons Attribution", "CreativeCommons", "CC_BY 4.0", "CC Attribution 4.0"])(
    "the name %s needs a url, too",
    (name) => expect(wrongFields({ name })).toEqual(["name"]),
  );
});
