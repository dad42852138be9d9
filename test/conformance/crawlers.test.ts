import { beforeAll, describe, expect, test } from "vitest";
import { BOTS } from "../support/signals/bots.ts";
import { siteDifferences, storyDifferences } from "../support/signals/compare.ts";
import { crawlDifferences } from "../support/signals/crawl.ts";
import { type Clauses, plainTerms, type Terms } from "../support/signals/expected.ts";
import { type Licence, licenceOf, publishLicences, publishStories } from "../support/signals/publish.ts";
import { readPage, readSite } from "../support/signals/story.ts";
import { freshWire } from "../support/wire.ts";

// Twenty crawlers, each by its own name, at a story's page, in the feeds that contain it, and in the API: every signal that can
// express what a crawler may do agrees, and the others are silent.

const clauses = (said: Partial<Clauses> = {}): Clauses => ({
  search: "unset",
  aiInput: "unset",
  aiTrain: "unset",
  ...said,
});
const ANYONE: Partial<Licence> = { eligibility: { who: "anyone" } };
const CC_BY = "https://creativecommons.org/licenses/by/4.0/";

/** A license as its file has it, and its meaning. */
type Case = [what: string, file: Partial<Licence>, terms: Terms];
const open = (what: string, said: Partial<Clauses>): Case => [
  what,
  { ...ANYONE, machineUse: said },
  plainTerms(clauses(said)),
];
const ALL: Clauses = { search: "allow", aiInput: "allow", aiTrain: "allow" };
const NONE: Clauses = { search: "deny", aiInput: "deny", aiTrain: "deny" };

const LICENCES: readonly Case[] = [
  open("nothing", {}),
  open("all is allowed", ALL),
  open("all is denied", NONE),
  open("search, and no AI", { ...NONE, search: "allow" }),
  open("no training", { aiTrain: "deny" }),
  open("no answers", { aiInput: "deny" }),
  open("no search", { search: "deny" }),
  open("answers without training", { aiInput: "allow", aiTrain: "deny" }),
  [
    "all for eligible publishers",
    { eligibility: { who: "publishers" }, machineUse: { ...ALL, aiInput: "deny" } },
    { ...plainTerms({ ...ALL, aiInput: "deny" }), isForAll: false },
  ],
  [
    "all for a time",
    { ...ANYONE, effective: { to: "2032-01-01T00:00:00Z" }, machineUse: { ...ALL, aiTrain: "deny" } },
    { ...plainTerms({ ...ALL, aiTrain: "deny" }), isForEver: false },
  ],
  [
    "all in one country",
    { ...ANYONE, grant: { republish: "allow", territories: ["US"] }, machineUse: ALL },
    { ...plainTerms(ALL), territories: ["US"] },
  ],
  [
    "Creative Commons, and search",
    { url: CC_BY, machineUse: { search: "allow" } },
    { ...plainTerms(clauses({ search: "allow" })), isFree: false },
  ],
];

beforeAll(async () => {
  await freshWire();
  await publishLicences(Object.fromEntries(LICENCES.map(([, file], at) => [`terms-${at}`, licenceOf(file)])));
});

test("there are twenty of them, and twelve licences", () => {
  expect([new Set(BOTS.map(({ token }) => token.toLowerCase())).size, LICENCES.length]).toEqual([20, 12]);
});

describe.each(LICENCES.map(([what, , terms], at) => ({ what, terms, at })))("a licence that says: $what", (one) => {
  test("each bot hears one answer on the page, in feeds, in the API; and silence where there is none", async () => {
    const [story] = await publishStories([{ id: "quay", licence: `terms-${one.at}`, terms: one.terms }]);
    if (story === undefined) throw new Error("no story");
    const site = await readSite();
    expect([
      ...siteDifferences(site, [story], BOTS),
      ...storyDifferences(site, story, await readPage("quay"), BOTS),
      ...(await crawlDifferences(site, story, BOTS)),
    ]).toEqual([]);
  });
});
