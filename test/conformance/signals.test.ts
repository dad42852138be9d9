import fc from "fast-check";
import { beforeAll, describe, expect, test } from "vitest";
import type { Signal } from "../../src/model/licence/clause.ts";
import type { MastheadInput } from "../../src/model/masthead.ts";
import { pass } from "../support/clock.ts";
import { combine } from "../support/signals/aipref.ts";
import { robotsRules, snippetText } from "../support/signals/page.ts";
import { contentSignal, contentUsage, licensesFor, mayFetch } from "../support/signals/robots.ts";
import { rslAt, rslOf } from "../support/signals/rsl.ts";
import { type Answer, NOTHING, type Says, USES, type Use } from "../support/signals/says.ts";
import { readSite, readStory, type SiteSignals, type StorySignals } from "../support/signals/story.ts";
import { readTdm } from "../support/signals/tdmrep.ts";
import { article, desk, expectOk, freshWire, get, MASTHEAD, ORIGIN, publishMasthead } from "../support/wire.ts";

// Every signal to machines, read as its consumer reads it, and compared with what the clauses say. The readers in
// `test/support/signals` are written from the specifications alone, and know nothing of the code.

type Clauses = Record<Use, Signal>;

const VALUES: readonly Signal[] = ["allow", "deny", "unset"];
const COMBINATIONS: readonly Clauses[] = VALUES.flatMap((search) =>
  VALUES.flatMap((aiInput) => VALUES.map((aiTrain) => ({ search, aiInput, aiTrain }))),
);
const nameOf = (clauses: Clauses): string => USES.map((use) => clauses[use]).join("-");

/** Ids that are prefixes of one another: a pattern that is one character short would take in another story. */
const IDS = ["quay", "quay-b", "quay-b-c"] as const;
type Site = readonly [Clauses, Clauses, Clauses];

const BODY = "Fathoms of silt in the text.";

/** A licence for anyone that asks for nothing and says this of machines. */
const licence = (machineUse: Clauses): MastheadInput["licences"][string] => ({
  name: `Terms ${nameOf(machineUse)}`,
  publicText: "full",
  statement: "Take it.",
  contact: "licensing@example.org",
  text: "<p>Be fair.</p>",
  eligibility: { who: "anyone" },
  machineUse,
});

beforeAll(async () => {
  await freshWire();
  const licences = Object.fromEntries(COMBINATIONS.map((each) => [nameOf(each), licence(each)]));
  await publishMasthead({ ...MASTHEAD, licences: { ...MASTHEAD.licences, ...licences } });
  pass(60);
});

/** Publishes three stories under three licences, and nothing else. */
async function publishSite(site: Site): Promise<void> {
  const articles = IDS.map((id, at) => ({
    id,
    ...article({ licence: nameOf(site[at] ?? site[0]), body: `<p>${BODY}</p>`, headline: `Headline of ${id}` }),
  }));
  await expectOk(await desk("PUT", "/articles", { articles }));
  pass(60);
}

const heard = (value: Signal): Says => (value === "unset" ? "unknown" : value);
const answerOf = (clauses: Clauses): Answer => ({
  search: heard(clauses.search),
  aiInput: heard(clauses.aiInput),
  aiTrain: heard(clauses.aiTrain),
});

/** What all of some clauses say alike. */
const agreed = (site: Site, use: Use): Says =>
  site.every((each) => each[use] === site[0][use]) ? heard(site[0][use]) : "unknown";

/** A crawler for each purpose, and what it is kept out by. */
const CRAWLERS: readonly [token: string, uses: readonly Use[]][] = [
  ["GPTBot", ["aiTrain"]],
  ["OAI-SearchBot", ["search", "aiInput"]],
  ["ChatGPT-User", ["aiInput"]],
  ["Google-Extended", ["aiTrain", "aiInput"]],
  ["Googlebot", []],
  ["SomeOtherBot", []],
];

function expectRobots({ robots }: SiteSignals, site: Site): void {
  for (const [token, uses] of CRAWLERS) {
    for (const open of ["/", "/feeds/latest.rss", "/licences/open", "/v1/articles"])
      expect([token, open, mayFetch(robots, token, open)]).toEqual([token, open, true]);
    const signal = contentSignal(robots, token);
    for (const use of USES) expect([token, use, signal[use]]).toEqual([token, use, agreed(site, use)]);
    for (const [at, id] of IDS.entries())
      for (const path of [`/articles/${id}`, `/articles/${id}?utm_source=x&a=/articles/${IDS[0]}`]) {
        const isOpen = uses.every((use) => site[at]?.[use] !== "deny");
        expect([token, path, mayFetch(robots, token, path)]).toEqual([token, path, isOpen]);
      }
  }
}

/** Silence where RSL can't be exact: its own silence would give away what isn't said. */
function inRsl(clauses: Clauses): Answer {
  const values = USES.map((use) => clauses[use]);
  return values.includes("allow") || values.every((value) => value === "deny") ? answerOf(clauses) : NOTHING;
}

function expectRsl(signals: SiteSignals, story: StorySignals, clauses: Clauses, site: Site): void {
  const expected = inRsl(clauses);
  expect(rslAt(signals.rsl, story.path)).toEqual(expected);
  for (const contents of [story.rsl, story.inFeed]) {
    expect(contents.map(rslOf)).toEqual(expected === NOTHING ? [] : [expected]);
    expect(contents.map(({ url }) => url)).toEqual(expected === NOTHING ? [] : [`${ORIGIN}${story.path}`]);
  }
  const isAny = site.some((each) => inRsl(each) !== NOTHING);
  for (const [token] of CRAWLERS)
    expect(licensesFor(signals.robots, token)).toEqual(isAny ? expect.arrayContaining([`${ORIGIN}/rsl.xml`]) : []);
}

function expectPage(story: StorySignals, clauses: Clauses): void {
  const tag = story.field("X-Robots-Tag");
  const [google, bing] = ["googlebot", "bingbot"].map((engine) => robotsRules(story.html, tag, engine));
  expect([google?.has("noindex"), bing?.has("noindex")]).toEqual(Array(2).fill(clauses.search === "deny"));
  expect([google?.has("noarchive"), bing?.has("noarchive")]).toEqual([false, clauses.aiInput === "deny"]);
  expect([google?.has("nosnippet"), bing?.has("nosnippet")]).toEqual([false, false]);
  const shown = snippetText(story.html);
  expect(shown.includes(BODY)).toBe(clauses.aiInput !== "deny");
  expect(shown).toContain(`Headline of ${story.path.slice("/articles/".length)}`);
  expect(shown).toContain("The harbour reopened on Monday.");
}

const ACTIONS: Record<Use, string> = { search: "index", aiInput: "cw:aiInput", aiTrain: "cw:aiTrain" };

function expectStory(signals: SiteSignals, story: StorySignals, clauses: Clauses, site: Site): void {
  const expected = answerOf(clauses);
  for (const [token] of CRAWLERS) {
    const inFile = contentUsage(signals.robots, token, story.path);
    expect([token, combine([inFile, story.usage])]).toEqual([token, { ...expected, aiInput: "unknown" }]);
  }
  expectRsl(signals, story, clauses, site);
  const isGivenUp = clauses.aiTrain === "allow" && clauses.aiInput === "allow";
  const reserved = clauses.aiTrain === "deny" ? "reserved" : isGivenUp ? "not reserved" : "unknown";
  const field = story.field("tdm-reservation");
  for (const path of [story.path, `${story.path}?utm_source=x`]) {
    expect([path, readTdm(signals.tdm, path, null)]).toEqual([path, reserved]);
    expect([path, readTdm(signals.tdm, path, field)]).toEqual([path, reserved]);
  }
  expect(story.field("tdm-policy")).toBe(reserved === "reserved" ? `${ORIGIN}/licences/${nameOf(clauses)}` : null);
  expectPage(story, clauses);
  for (const use of USES) {
    const action = ACTIONS[use];
    expect([story.offer.permitted.includes(action), story.offer.prohibited.includes(action)]).toEqual([
      clauses[use] === "allow",
      clauses[use] === "deny",
    ]);
    expect(story.machineUse[use]).toBe(clauses[use]);
  }
  expect(story.offer.prohibited.includes("tdm:mine")).toBe(clauses.aiTrain === "deny");
  expect(story.data).toEqual({ license: `${ORIGIN}/licences/${nameOf(clauses)}` });
}

async function expectSite(site: Site): Promise<void> {
  await publishSite(site);
  const signals = await readSite();
  expectRobots(signals, site);
  const isMixed = new Set(site.map(nameOf)).size > 1;
  // What speaks for everything speaks only where everything agrees.
  if (isMixed && site.some((each) => inRsl(each) !== inRsl(site[0])))
    expect(signals.rsl.filter(({ url }) => url === "/" && site.some((each) => inRsl(each) === NOTHING))).toEqual([]);
  for (const [at, id] of IDS.entries()) {
    const clauses = site[at];
    if (clauses !== undefined) expectStory(signals, await readStory(id, signals), clauses, site);
  }
}

describe("each combination of the three machine clauses", () => {
  test.each(COMBINATIONS)(
    "alone on a site: search $search, AI input $aiInput, AI training $aiTrain",
    async (clauses) => {
      await expectSite([clauses, clauses, clauses]);
    },
  );

  test("beside others, on sites of three stories whose ids are prefixes of one another", async () => {
    const any = fc.constantFrom(...COMBINATIONS);
    // Others in every run: the seed is told where one fails.
    const seed = crypto.getRandomValues(new Int32Array(1))[0] ?? 0;
    await fc.assert(
      fc.asyncProperty(any, any, any, (one, two, three) => expectSite([one, two, three])),
      { numRuns: 30, seed },
    );
  });
});

test("the terms page says what is allowed, what isn't, and once what isn't addressed", async () => {
  for (const clauses of COMBINATIONS) {
    const page = (await (await get(`/licences/${nameOf(clauses)}`)).text())
      .replace(/<[^>]+>/g, " ")
      .replace(/\s+/g, " ");
    const words = [
      ["search", "ndex the story for search", "search engines"],
      ["aiInput", "se the story as input to AI answers", "AI answers"],
      ["aiTrain", "rain AI models on the story", "AI training"],
    ] as const;
    const open = page.slice(page.indexOf("Not addressed here:"), page.indexOf("Ask us"));
    for (const [use, sentence, noun] of words) {
      expect([nameOf(clauses), use, page.includes(sentence)]).toEqual([nameOf(clauses), use, clauses[use] !== "unset"]);
      expect([nameOf(clauses), use, open.includes(noun)]).toEqual([nameOf(clauses), use, clauses[use] === "unset"]);
      expect(
        page.includes(`You may ${sentence.startsWith("n") ? "i" : sentence.startsWith("s") ? "u" : "t"}${sentence}`),
      ).toBe(clauses[use] === "allow");
    }
  }
});
