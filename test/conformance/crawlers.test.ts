import { beforeAll, describe, expect, test } from "vitest";
import type { MastheadInput } from "../../src/model/masthead.ts";
import { pass } from "../support/clock.ts";
import { combine, readUsage } from "../support/signals/aipref.ts";
import { robotsRules, snippetText } from "../support/signals/page.ts";
import { contentSignal, contentUsage, mayFetch } from "../support/signals/robots.ts";
import { rslAt, rslOf } from "../support/signals/rsl.ts";
import { type Answer, NOTHING, type Says, USES, type Use } from "../support/signals/says.ts";
import { readSite, readStory } from "../support/signals/story.ts";
import { readTdm } from "../support/signals/tdmrep.ts";
import { freshWire, get, MASTHEAD, publish, publishMasthead } from "../support/wire.ts";

/** What a crawler fetches for, as its vendor says; a classic search engine reads what a page says of itself. */
type Purpose = "training" | "index for AI answers" | "asked by a person" | "search";

const BOTS: readonly [token: string, purposes: readonly Purpose[]][] = [
  ["GPTBot", ["training"]],
  ["ClaudeBot", ["training"]],
  ["CCBot", ["training"]],
  ["Applebot-Extended", ["training"]],
  ["meta-externalagent", ["training"]],
  ["Bytespider", ["training"]],
  ["Google-Extended", ["training", "asked by a person"]],
  ["Amazonbot", ["training", "asked by a person"]],
  ["OAI-SearchBot", ["index for AI answers"]],
  ["Claude-SearchBot", ["index for AI answers"]],
  ["PerplexityBot", ["index for AI answers"]],
  ["ChatGPT-User", ["asked by a person"]],
  ["Claude-User", ["asked by a person"]],
  ["Perplexity-User", ["asked by a person"]],
  ["MistralAI-User", ["asked by a person"]],
  ["DuckAssistBot", ["asked by a person"]],
  ["Googlebot", ["search"]],
  ["bingbot", ["search"]],
  ["Applebot", ["search"]],
  ["DuckDuckBot", ["search"]],
];

/** What it needs for that; denied any of it, it is kept out. A search engine is let in, so that it sees `noindex`. */
const NEEDS: Record<Purpose, readonly Use[]> = {
  training: ["aiTrain"],
  "index for AI answers": ["search", "aiInput"],
  "asked by a person": ["aiInput"],
  search: [],
};

type LicenceInput = MastheadInput["licences"][string];
const file = (says: Partial<LicenceInput>): LicenceInput => ({
  name: "Some terms",
  publicText: "full",
  statement: "Take it.",
  contact: "licensing@example.org",
  text: "<p>Be fair.</p>",
  ...says,
});
const ANYONE = { who: "anyone" } as const;

/** Licences, with what may be said of them to everybody, where that is less than they allow. */
const LICENCES: readonly [what: string, LicenceInput, expected: Partial<Answer>][] = [
  ["nothing said", file({ eligibility: ANYONE }), {}],
  [
    "everything allowed",
    file({ eligibility: ANYONE, machineUse: { search: "allow", ai: "allow" } }),
    { search: "allow", aiInput: "allow", aiTrain: "allow" },
  ],
  [
    "everything denied",
    file({ machineUse: { search: "deny", ai: "deny" } }),
    { search: "deny", aiInput: "deny", aiTrain: "deny" },
  ],
  [
    "search, and no AI",
    file({ machineUse: { search: "allow", ai: "deny" } }),
    { search: "allow", aiInput: "deny", aiTrain: "deny" },
  ],
  ["no training, and nothing else", file({ machineUse: { aiTrain: "deny" } }), { aiTrain: "deny" }],
  ["no answers, and nothing else", file({ machineUse: { aiInput: "deny" } }), { aiInput: "deny" }],
  ["no search, and nothing else", file({ machineUse: { search: "deny" } }), { search: "deny" }],
  [
    "answers without training",
    file({ eligibility: ANYONE, machineUse: { aiInput: "allow", aiTrain: "deny" } }),
    { aiInput: "allow", aiTrain: "deny" },
  ],
  [
    "training for eligible publishers alone",
    file({ eligibility: { who: "publishers" }, machineUse: { search: "allow", aiTrain: "allow", aiInput: "deny" } }),
    { search: "allow", aiInput: "deny" },
  ],
  [
    "everything for a time",
    file({
      eligibility: ANYONE,
      effective: { to: "2032-01-01T00:00:00Z" },
      machineUse: { search: "allow", ai: "allow" },
    }),
    {},
  ],
  ["Creative Commons", file({ url: "https://creativecommons.org/licenses/by/4.0/" }), {}],
  [
    "Creative Commons, and search",
    file({ url: "https://creativecommons.org/licenses/by/4.0/", machineUse: { search: "allow" } }),
    { search: "allow" },
  ],
];

const BODY = "Fathoms of silt in the text.";
/** `isExact` where the signal has words for whatever can be said of the use; else it may be silent. */
type Heard = { where: string; use: Use; says: Says; isExact: boolean };

const each = (where: string, answer: Answer, uses: readonly Use[] = USES): Heard[] =>
  uses.map((use) => ({ where, use, says: answer[use], isExact: true }));

const silent = (heard: Heard[]): Heard[] => heard.map((one) => ({ ...one, isExact: false }));

/** Everything that a bot is told of a story, by its page, a feed that it is in, and the API. */
async function heardBy(
  token: string,
  signals: Awaited<ReturnType<typeof readSite>>,
  story: Awaited<ReturnType<typeof readStory>>,
): Promise<Heard[]> {
  const [feed, api] = await Promise.all([get("/feeds/latest.rss"), get("/v1/articles/harbour")]);
  const { robots, rsl, tdm } = signals;
  const usage = (path: string, field: string | null) =>
    combine([contentUsage(robots, token, path), readUsage(field ?? "")]);
  const mined = [
    ["page", readTdm(tdm, story.path, story.field("tdm-reservation"))],
    ["feed", readTdm(tdm, "/feeds/latest.rss", feed.headers.get("tdm-reservation"))],
    ["API", readTdm(tdm, "/v1/articles/harbour", api.headers.get("tdm-reservation"))],
  ] as const;
  return [
    ...each("Content-Signal", contentSignal(robots, token)),
    ...each("Content-Usage of the page", usage(story.path, story.field("Content-Usage")), ["search", "aiTrain"]),
    ...each("Content-Usage of the feed", usage("/feeds/latest.rss", feed.headers.get("Content-Usage")), [
      "search",
      "aiTrain",
    ]),
    ...each("Content-Usage of the API", usage("/v1/articles/harbour", api.headers.get("Content-Usage")), [
      "search",
      "aiTrain",
    ]),
    ...silent(each("rsl.xml", rslAt(rsl, story.path))),
    ...story.rsl.flatMap((content) => each("the story's RSL", rslOf(content))),
    ...story.inFeed.flatMap((content) => each("RSL in the feed", rslOf(content))),
    ...mined.map(
      ([where, bit]): Heard => ({ where: `TDMRep of the ${where}`, use: "aiTrain", says: MINED[bit], isExact: false }),
    ),
    ...each("the API", said(story.machineUse)),
  ];
}

const MINED: Record<ReturnType<typeof readTdm>, Says> = {
  reserved: "deny",
  "not reserved": "allow",
  unknown: "unknown",
};
const SAID: Record<string, Says> = { allow: "allow", deny: "deny" };
const said = (uses: Record<string, string>): Answer => {
  const of = (use: Use): Says => SAID[uses[use] ?? ""] ?? "unknown";
  return { search: of("search"), aiInput: of("aiInput"), aiTrain: of("aiTrain") };
};

describe.each(LICENCES)("a story of which the licence says: %s", (_, licence, told) => {
  const expected: Answer = { ...NOTHING, ...told };
  let signals: Awaited<ReturnType<typeof readSite>>;
  let story: Awaited<ReturnType<typeof readStory>>;
  beforeAll(async () => {
    await freshWire();
    await publishMasthead({ ...MASTHEAD, licences: { ...MASTHEAD.licences, mine: licence } });
    await publish("harbour", { licence: "mine", body: `<p>${BODY}</p>` });
    pass(60);
    signals = await readSite();
    story = await readStory("harbour", signals);
  });

  test("each of twenty bots is let in or kept out as what it fetches for is said", () => {
    for (const [token, purposes] of BOTS) {
      const isOpen = purposes.flatMap((purpose) => NEEDS[purpose]).every((use) => expected[use] !== "deny");
      for (const path of [story.path, `${story.path}?ref=x`])
        expect([token, path, mayFetch(signals.robots, token, path)]).toEqual([token, path, isOpen]);
      for (const path of ["/", "/feeds/latest.rss", "/v1/articles/harbour", "/licences/mine"])
        expect([token, path, mayFetch(signals.robots, token, path)]).toEqual([token, path, true]);
    }
  });

  test("each of them hears the same in every signal that can say it, and else nothing", async () => {
    for (const [token] of BOTS)
      for (const { where, use, says, isExact } of await heardBy(token, signals, story)) {
        // The API has the clause itself, with its conditions beside it.
        if (where === "the API" && says === "allow") continue;
        if (isExact || says !== "unknown")
          expect([token, where, use, says]).toEqual([token, where, use, expected[use]]);
        if (where.startsWith("TDMRep") && expected.aiTrain === "deny")
          expect([token, where, says]).toEqual([token, where, "deny"]);
      }
  });

  test("search engines are told on the page", () => {
    for (const engine of ["googlebot", "bingbot", "applebot", "duckduckbot"]) {
      const rules = robotsRules(story.html, story.field("X-Robots-Tag"), engine);
      expect([engine, rules.has("noindex")]).toEqual([engine, expected.search === "deny"]);
      expect([engine, rules.has("noarchive")]).toEqual([engine, engine === "bingbot" && expected.aiInput === "deny"]);
    }
    expect(snippetText(story.html).includes(BODY)).toBe(expected.aiInput !== "deny");
  });
});
