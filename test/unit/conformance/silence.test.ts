import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { checklistOf } from "../../../src/model/licence/checklist.ts";
import { publicUse } from "../../../src/model/licence/public-use.ts";
import { licenceJson } from "../../../src/render/api/licence.ts";
import { creditPlain } from "../../../src/render/credit/plain.ts";
import { licencePage } from "../../../src/render/html/wire/licence-page.tsx";
import { contentUsage } from "../../../src/render/rights/aipref.ts";
import { articleOffer, licenceOffer } from "../../../src/render/rights/odrl/offer.ts";
import { renderRobots } from "../../../src/render/rights/robots.ts";
import { rslContent } from "../../../src/render/rights/rsl/rsl.ts";
import { reservation } from "../../../src/render/rights/tdmrep.ts";
import { parseFrontMatter } from "../../../src/sources/content-folder/front-matter.ts";
import { anyLicence } from "../../support/any-licence.ts";
import { itemUnder, keptAs, LICENCES, type NamedLicence, ORIGIN, siteWith } from "../../support/every-licence.ts";
import { ROOT } from "../../support/paths.ts";

// What a license doesn't state appears nowhere as a duty, a permission or a prohibition.

type Given = Record<string, unknown>;

/** The clauses that Creative Commons' legal codes state, by the parts of a deed's URL; written independently of the code. */
function saidByCc(url: string): string[] {
  if (url.includes("/publicdomain/")) return ["grant.republish"];
  const kind = url.split("/licenses/")[1]?.split("/")[0]?.split("-") ?? [];
  return [
    "attribution.byline",
    "attribution.link",
    "attribution.licenceLine",
    "attribution.partners",
    "attribution.copyright",
    ...(kind.includes("nd")
      ? ["integrity.edits", "integrity.headline", "integrity.shortening", "grant.translate"]
      : ["integrity.indicateChanges"]),
    ...(kind.includes("nc") ? ["commercial.resale"] : []),
    ...(kind.includes("sa") ? ["integrity.shareAlike"] : []),
  ];
}

/** Returns the ids of the clauses that a file states. */
function statedIn(given: Given): Set<string> {
  const own = Object.entries(given).flatMap(([group, fields]) =>
    typeof fields === "object" && fields !== null && !Array.isArray(fields)
      ? Object.keys(fields).map((name) => `${group === "machineUse" ? "machine-use" : group}.${name}`)
      : [],
  );
  // `ai` states every AI use.
  const ai = own.includes("machine-use.ai") ? ["machine-use.aiInput", "machine-use.aiTrain"] : [];
  return new Set([...own, ...ai, ...(typeof given.url === "string" ? saidByCc(given.url) : [])]);
}

/** The clauses that allow an ODRL action to be prohibited or required. */
const CLAUSES: Record<string, readonly string[]> = {
  reproduce: ["grant.republish", "eligibility.who"],
  distribute: ["grant.republish", "eligibility.who"],
  display: ["grant.republish", "eligibility.who"],
  derive: ["integrity.edits", "eligibility.who"],
  "cw:republish": ["grant.republish"],
  extract: ["grant.excerpt"],
  "cw:quote": ["grant.quote"],
  "cw:link": ["grant.link"],
  translate: ["grant.translate"],
  archive: ["grant.archive"],
  modify: ["integrity.edits"],
  "cw:editForStyle": ["integrity.edits"],
  "cw:materialEdit": ["integrity.edits"],
  "cw:changeHeadline": ["integrity.headline"],
  "cw:shorten": ["integrity.shortening"],
  "cw:showAds": ["commercial.adsOnPage"],
  "cw:sellAdsAgainst": ["commercial.adsAgainst"],
  "cw:chargeReaders": ["commercial.paywall"],
  sell: ["commercial.resale"],
  grantUse: ["commercial.resyndication"],
  "cw:importAutomatically": ["automation.import"],
  "cw:frame": ["automation.framing"],
  index: ["machine-use.search"],
  "cw:aiInput": ["machine-use.aiInput"],
  "cw:aiTrain": ["machine-use.aiTrain"],
  "tdm:mine": ["machine-use.aiTrain"],
  "cw:aiUse": ["machine-use.ai"],
  attribute: [
    "attribution.byline",
    "attribution.affiliation",
    "attribution.logo",
    "attribution.link",
    "attribution.licenceLine",
  ],
  "cw:showByline": ["attribution.byline"],
  "cw:showAffiliation": ["attribution.affiliation"],
  "cw:showFirstPublished": ["attribution.firstPublished"],
  "cw:linkToOriginal": ["attribution.link"],
  "cw:showLogo": ["attribution.logo"],
  "cw:showLicence": ["attribution.licenceLine"],
  "cw:keepNote": ["attribution.boilerplate"],
  "cw:creditPartners": ["attribution.partners"],
  "cw:keepCopyrightNotice": ["attribution.copyright"],
  "cw:markForSearch": ["search.duty"],
  "cw:takeWhole": ["integrity.extent"],
  "cw:keepLinks": ["integrity.links"],
  "cw:keepEmbeds": ["integrity.embeds"],
  "cw:keepCallsToAction": ["integrity.callsToAction"],
  "cw:nameAddedReporting": ["integrity.additionalReporting"],
  "cw:indicateChanges": ["integrity.indicateChanges"],
  "cw:shareAlike": ["integrity.shareAlike"],
  "cw:keepBeacon": ["measurement.beacon"],
  inform: ["measurement.report"],
  "cw:applyCorrections": ["corrections.apply"],
  delete: ["corrections.takeDown"],
  "cw:confirm": ["corrections.acknowledge"],
  "cw:useWithStory": ["assets.use"],
  "cw:useOnce": ["assets.use"],
};

type OdrlRule = { action: string | readonly string[]; target?: unknown; duty?: readonly { action: string }[] };

/** Returns every action that an offer prohibits, requires, or allows only with consent. */
function restrictedIn(offer: {
  permission?: readonly OdrlRule[];
  prohibition?: readonly OdrlRule[];
  obligation?: readonly { action: string }[];
}): string[] {
  const duties = (offer.permission ?? []).flatMap(({ action, duty = [] }) =>
    // Consent concerns the action of its permission.
    duty.flatMap((each) => (each.action === "obtainConsent" ? action : each.action)),
  );
  const forbidden = (offer.prohibition ?? []).flatMap(({ action, target }) =>
    target === undefined ? action : ["assets.images"],
  );
  return [...duties, ...forbidden, ...(offer.obligation ?? []).map(({ action }) => action)];
}

const LINES: readonly [words: RegExp, clauses: readonly string[]][] = [
  [/^By /, ["attribution.byline", "attribution.affiliation"]],
  [/^(First published|This (story|article) )/, ["attribution.firstPublished"]],
  [/^(The original article|More from)/, ["attribution.link"]],
  [/^©/, ["attribution.copyright"]],
  [/^Published under/, ["attribution.licenceLine"]],
  [/^Reported with/, ["attribution.partners"]],
];

/** Records what was found in an output, unless one of these clauses is stated. */
type Note = (where: string, what: string, ids: readonly string[]) => void;

/** Collects everything that isn't stated. */
function collector(id: string, stated: ReadonlySet<string>): { note: Note; found: string[] } {
  const found: string[] = [];
  const note: Note = (where, what, ids) => {
    if (!ids.some((each) => stated.has(each))) found.push(`${id}: ${where}: ${what}`);
  };
  return { note, found };
}

/** Returns everything in any output that restricts its reader and isn't stated in the file, as `where: what`. */
function unstated(known: NamedLicence, given: Given): string[] {
  const { note, found } = collector(known.id, statedIn(given));
  noteOfLicence(note, known);
  noteOfStory(note, known, { partners: ["Port Radio"] });
  return found;
}

/**
 * The same for what isn't licensed: a story that excludes itself, and one whose license has ended. Neither grants nor reserves.
 */
function unstatedOfNothing(known: NamedLicence): string[] {
  const { note, found } = collector(known.id, new Set());
  noteOfStory(note, known, { partners: ["Port Radio"], exclude: true });
  noteOfStory(note, known, { partners: ["Port Radio"], exclude: true, holder: "Port Radio" });
  const ended = { ...known, licence: { ...known.licence, ended: true } };
  noteOfStory(note, ended, {});
  for (const action of restrictedIn(licenceOffer(ended.id, ended.licence, ORIGIN)))
    note("ODRL of the licence", action, []);
  return found;
}

function noteOfLicence(note: Note, known: NamedLicence): void {
  const site = siteWith(known);
  for (const { id, effect, sentence } of licenceJson(known.id, known.licence, site).clauses)
    if (["must", "should", "ask", "mayNot"].includes(effect)) note("API", sentence, [id]);
  const page = String(licencePage({ ...known, versions: [], site }));
  for (const [, heading = "", list = ""] of page.matchAll(
    /<h2>(You must|You may not|Ask us before you|We also ask you to)<\/h2>(.*?)<\/section>/gs,
  ))
    for (const [, id = ""] of list.matchAll(/href="#([\w.-]+)"/g)) note(`terms page, ${heading}`, id, [id]);
  noteOfOffer(note, "ODRL of the licence", licenceOffer(known.id, known.licence, ORIGIN));
}

const noteOfOffer = (note: Note, where: string, offer: Parameters<typeof restrictedIn>[0]) => {
  for (const action of restrictedIn(offer))
    note(where, action, action.includes("assets.") ? [action] : (CLAUSES[action] ?? []));
};

function noteOfStory(note: Note, known: NamedLicence, changes: Parameters<typeof itemUnder>[1]): void {
  const site = siteWith(known);
  const item = itemUnder(known, changes);
  noteOfOffer(note, "ODRL of the story", articleOffer(item, ORIGIN));
  const { must, mayNot, ask, should } = checklistOf(item.terms, { byline: "By Ann.", pictures: 0, keptPictures: 0 });
  const sentences = new Map(
    licenceJson(known.id, known.licence, site).clauses.map(({ id, sentence }) => [sentence.toLowerCase(), id]),
  );
  for (const line of [...must, ...mayNot, ...ask, ...should].filter((each) => !each.startsWith("Keep the byline")))
    note(
      "kit",
      line,
      [...sentences].flatMap(([sentence, id]) => (sentence.includes(line.toLowerCase()) ? [id] : [])),
    );
  for (const line of creditPlain(item, site).split("\n").filter(Boolean)) {
    const ids = LINES.find(([words]) => words.test(line))?.[1];
    note(
      "credit",
      line,
      ids ?? ["attribution.boilerplate", "attribution.firstPublished", "attribution.bylineTemplate"],
    );
  }
  const use = publicUse(item.terms);
  for (const key of ["search", "aiInput", "aiTrain"] as const)
    if (use[key] === "deny") note("signals", key, [`machine-use.${key}`]);
  if (contentUsage(use).includes("search=n")) note("Content-Usage", "search", ["machine-use.search"]);
  if (contentUsage(use).includes("train-ai=n")) note("Content-Usage", "train-ai", ["machine-use.aiTrain"]);
  if (reservation(item.terms) === 1) note("TDMRep", "1", ["machine-use.aiTrain"]);
  const prohibited = /<rsl:prohibits[^>]*>([^<]*)</.exec(rslContent(item))?.[1] ?? "";
  if (prohibited.includes("search")) note("RSL", "search", ["machine-use.search"]);
  if (/ai-(all|input|train)/.test(prohibited)) note("RSL", prohibited, ["machine-use.aiInput", "machine-use.aiTrain"]);
  const kinds = [{ licence: known.id, terms: item.terms, stories: [], hasMore: false }];
  for (const [line] of renderRobots({ kinds, pictures: [] }, site).text.matchAll(
    /^(Disallow: .+|Content-Signal: .*=no.*)$/gm,
  ))
    note("robots.txt", line, ["machine-use.search", "machine-use.aiInput", "machine-use.aiTrain"]);
}

const FOLDERS = ["test/fixtures/licences", "content/licences"];
const GIVEN = new Map<string, Given>(
  FOLDERS.flatMap((folder) =>
    readdirSync(join(ROOT, folder))
      .filter((file) => file !== "README.md")
      .map((file): [string, Given] => [
        file.replace(/\.md$/, ""),
        { ...(parseFrontMatter(readFileSync(join(ROOT, folder, file), "utf8")).data as object) },
      ]),
  ),
);

describe("restrictions that no licence file states", () => {
  test("in any output of any licence that is written down: none", () => {
    expect(GIVEN.size).toBe(LICENCES.length);
    expect(LICENCES.flatMap((known) => unstated(known, GIVEN.get(known.id) ?? {}))).toEqual([]);
  });

  test("in any output of any licence that could be written: none", () => {
    const seed = crypto.getRandomValues(new Int32Array(1))[0] ?? 0;
    fc.assert(
      fc.property(anyLicence, (given) => {
        expect(unstated(keptAs("any", given), { ...given })).toEqual([]);
      }),
      { numRuns: 200, seed },
    );
  });

  test("in any output of a story that isn't licensed, or of a licence that has ended: none", () => {
    expect(LICENCES.flatMap(unstatedOfNothing)).toEqual([]);
    const seed = crypto.getRandomValues(new Int32Array(1))[0] ?? 0;
    fc.assert(
      fc.property(anyLicence, (given) => {
        expect(unstatedOfNothing(keptAs("any", given))).toEqual([]);
      }),
      { numRuns: 100, seed },
    );
  });

  test("are found where there are some: a licence that is read with another file", () => {
    const [nine] = LICENCES.filter(({ id }) => id === "nine-rivers");
    if (nine === undefined) throw new Error("no fixture");
    const places = new Set(unstated(nine, {}).map((each) => each.split(": ")[1]?.split(",")[0]));
    expect([...places].sort()).toEqual([
      "API",
      "Content-Usage",
      "ODRL of the licence",
      "ODRL of the story",
      "TDMRep",
      "credit",
      "kit",
      "robots.txt",
      "signals",
      "terms page",
    ]);
  });
});
