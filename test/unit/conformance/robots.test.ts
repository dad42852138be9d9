import { describe, expect, test } from "vitest";
import { z } from "zod";
import type { MachineUse } from "../../../src/model/licence/clauses/machine-use.ts";
import { everyUse } from "../../../src/model/licence/clauses/machine-use.ts";
import { SIGNALS } from "../../../src/model/policy.ts";
import { CRAWLERS } from "../../../src/render/rights/crawlers.ts";
import { renderRobots } from "../../../src/render/rights/robots.ts";
import { renderRsl } from "../../../src/render/rights/rsl/rsl.ts";
import { renderTdmrep } from "../../../src/render/rights/tdmrep.ts";
import { licenceFor, MACHINE_USES, ORIGIN, siteWith } from "../../support/every-licence.ts";
import { type KindOfTest, openTerms, siteUse, useOf } from "../../support/site-use.ts";

const site = siteWith(licenceFor({ search: "unset", aiInput: "unset", aiTrain: "unset", ai: "unset" }));
const uniform = (use: MachineUse) => siteUse({ terms: openTerms(use) });
const robots = (...kinds: KindOfTest[]): string => renderRobots(siteUse(...kinds), site).text;

/** Every robots.txt of a site whose stories all agree, with the signals that it must contain. */
const ROBOTS = MACHINE_USES.map((given) => ({ use: everyUse(given), text: renderRobots(uniform(given), site).text }));

/** Returns a site with `count` stories of this machine use, and others without any. */
const half = (use: MachineUse, count: number) =>
  siteUse(
    { terms: openTerms(use), stories: Array.from({ length: count }, (_, at) => `story-${at}`) },
    { terms: openTerms(useOf("unset", "unset", "unset")) },
  );

/** Returns the non-comment lines, as name and value. */
const records = (text: string): { name: string; value: string }[] =>
  text.split("\n").flatMap((line) => {
    const [, name = "", value = ""] = /^([\w-]+): (.*)$/.exec(line) ?? [];
    return name === "" ? [] : [{ name, value }];
  });

const values = (text: string, wanted: string): string[] =>
  records(text).flatMap(({ name, value }) => (name === wanted ? [value] : []));

/** Returns the groups, each with its comments. */
const groupsOf = (text: string): string[] => text.split("\n\n").filter((part) => /^User-agent: /m.test(part));

/** Returns the group that a crawler obeys: its own, or else the one for everybody. */
const groupOf = (text: string, token: string): string => {
  const [own, more] = groupsOf(text).filter((group) => values(group, "User-agent").includes(token));
  if (more !== undefined) throw new Error(`${token} has two groups`);
  return own ?? groupsOf(text)[0] ?? "";
};

/** Whether a crawler may fetch a path with its query: the longest match wins, Allow on a tie. */
function mayFetch(text: string, token: string, path: string): boolean {
  const rules = records(groupOf(text, token)).filter(({ name }) => ["Allow", "Disallow"].includes(name));
  const matching = rules.filter(({ value }) =>
    value.endsWith("$") ? path === value.slice(0, -1) : path.startsWith(value),
  );
  const longest = Math.max(...matching.map(({ value }) => value.length));
  return matching.filter(({ value }) => value.length === longest).some(({ name }) => name === "Allow");
}

const CRAWLER_OF = { training: "GPTBot", answers: "OAI-SearchBot", asked: "ChatGPT-User", both: "Google-Extended" };
const open = (text: string, path: string): string[] =>
  Object.entries(CRAWLER_OF).flatMap(([name, token]) => (mayFetch(text, token, path) ? [name] : []));

describe("robots.txt", () => {
  test("RFC 9309 §2.2: lines of text, each a comment, a known record or empty", () => {
    const line =
      /^(#[ -~]*|User-agent: (\*|[A-Za-z0-9_ -]+)|(Allow|Disallow): \/[!-~]*|Content-(Signal|Usage): [!-~ ]+|(License|Sitemap): [!-~]+|)$/;
    for (const { text } of ROBOTS) {
      expect(text.endsWith("\n")).toBe(true);
      expect(text.split("\n").filter((each) => !line.test(each))).toEqual([]);
    }
  });

  test("RFC 9309 §2.2.1: one group for everybody, who may read everything; each crawler in one group at most", () => {
    for (const { text } of ROBOTS) {
      const tokens = values(text, "User-agent");
      expect(tokens[0]).toBe("*");
      expect(new Set(tokens).size).toBe(tokens.length);
      expect(values(groupOf(text, "*"), "Disallow")).toEqual([]);
      for (const group of groupsOf(text)) expect(values(group, "Allow")).toEqual(["/"]);
    }
    expect(new Set(CRAWLERS.map(({ token }) => token.toLowerCase())).size).toBe(CRAWLERS.length);
  });

  test("a denial closes the stories to those who fetch for it, and to nobody else; silence and permits close nothing", () => {
    for (const { use, text } of ROBOTS) {
      const [search, input, train] = [use.search, use.aiInput, use.aiTrain].map((value) => value === "deny");
      const closed = { training: train, answers: search || input, asked: input, both: train || input };
      expect([use, open(text, "/articles/a?utm_source=x")]).toEqual([
        use,
        Object.entries(closed).flatMap(([name, isClosed]) => (isClosed ? [] : [name])),
      ]);
      for (const path of ["/", "/feeds/latest.rss", "/docs", "/licences/any"]) expect(open(text, path)).toHaveLength(4);
      for (const classic of ["Googlebot", "Bingbot", "archive.org_bot"])
        expect(mayFetch(text, classic, "/articles/a")).toBe(true);
    }
  });

  test("of a mixed site, single stories are closed with and without a query, and none that begins alike", () => {
    const text = robots(
      { terms: openTerms(useOf("allow", "unset", "deny")), stories: ["a", "a-b-c"] },
      { terms: openTerms(useOf("allow", "deny", "unset")), stories: ["a-b"] },
      { terms: openTerms(useOf("unset", "unset", "unset")) },
    );
    const paths = [
      "/articles/a",
      "/articles/a?x=1",
      "/articles/a-b",
      "/articles/a-b?x",
      "/articles/a-b-c",
      "/articles/",
    ];
    expect(paths.map((path) => open(text, path))).toEqual([
      ["answers", "asked"],
      ["answers", "asked"],
      ["training"],
      ["training"],
      ["answers", "asked"],
      ["training", "answers", "asked", "both"],
    ]);
    expect(values(text, "User-agent").filter((token) => token === "GPTBot")).toHaveLength(1);
    expect(groupsOf(text)).toHaveLength(4);
    const [first, second] = values(groupOf(text, "Google-Extended"), "Disallow");
    expect([first, second]).toEqual(["/articles/a-b$", "/articles/a-b?"]);
  });

  test("Content-Signal: in every group, and there says what all stories allow or deny alike, under the policy that explains it", () => {
    const keys = { search: "search", "ai-input": "aiInput", "ai-train": "aiTrain" } as const;
    const said = (use: MachineUse) =>
      (["search", "ai-input", "ai-train"] as const)
        .filter((key) => use[keys[key]] !== "unset")
        .map((key) => `${key}=${use[keys[key]] === "allow" ? "yes" : "no"}`);
    for (const { use, text } of ROBOTS) {
      for (const group of groupsOf(text))
        expect([use, values(group, "Content-Signal")]).toEqual([
          use,
          said(use).length > 0 ? [said(use).join(", ")] : [],
        ]);
      expect(text.includes("the website operator neither grants nor")).toBe(said(use).length > 0);
    }
    const mixed = robots(
      { terms: openTerms(useOf("allow", "deny", "allow")) },
      { terms: openTerms(useOf("allow", "unset", "deny")) },
    );
    expect(new Set(values(mixed, "Content-Signal"))).toEqual(new Set(["search=yes"]));
  });

  test("Content-Usage: what all say alike, without a path; else all that is said of a story, at its paths", () => {
    const all = robots({ terms: openTerms(useOf("allow", "deny", "deny")) });
    expect(new Set(values(all, "Content-Usage"))).toEqual(new Set(["search=y, train-ai=n"]));
    const mixed = robots(
      { terms: openTerms(useOf("allow", "unset", "deny")), stories: ["a"] },
      { terms: openTerms(useOf("allow", "unset", "unset")), stories: ["b"] },
    );
    expect(values(groupOf(mixed, "*"), "Content-Usage")).toEqual([
      "search=y",
      "/articles/a$ search=y, train-ai=n",
      "/articles/a? search=y, train-ai=n",
    ]);
    expect(values(groupOf(mixed, "GPTBot"), "Content-Usage")).toEqual(["search=y"]);
    const silent = robots({ terms: openTerms(useOf("unset", "allow", "unset")) });
    expect(values(silent, "Content-Usage")).toEqual([]);
  });

  test("RSL 1.0: License names the document by its absolute address, before all groups and in each, wherever there is one", () => {
    for (const { use, text } of ROBOTS) {
      const isThere = renderRsl(uniform(use), site) !== undefined;
      const groups = groupsOf(text).length;
      expect([use, values(text, "License")]).toEqual([use, isThere ? Array(groups + 1).fill(`${ORIGIN}/rsl.xml`) : []]);
    }
  });

  test("a site that says nothing, or has no story, has one open group and nothing else", () => {
    const silent = openTerms(useOf("unset", "unset", "unset"));
    for (const text of [robots(), robots({ terms: silent })])
      expect(records(text)).toEqual([
        { name: "User-agent", value: "*" },
        { name: "Allow", value: "/" },
        // These belong to no group and apply to everybody.
        { name: "Sitemap", value: "https://wire.example/sitemap.xml" },
        { name: "Sitemap", value: "https://wire.example/news-sitemap.xml" },
      ]);
  });

  test("of 10,000 stories, half of which deny training, it names each in 319 KB", () => {
    const { text, isComplete } = renderRobots(half(useOf("unset", "unset", "deny"), 5_000), site);
    expect(isComplete).toBe(true);
    expect(Math.round(text.length / 1000)).toBe(319);
    expect(text.length).toBeLessThan(SIGNALS.robotsBytes);
    expect(mayFetch(text, "GPTBot", "/articles/story-4999")).toBe(false);
    expect(mayFetch(text, "GPTBot", "/articles/story-5000")).toBe(true);
  });

  test("where that doesn't fit it names no story, says so and where else it is said; what closes all stories stays", () => {
    const { text, isComplete } = renderRobots(half(useOf("deny", "deny", "deny"), 9_000), site);
    expect(isComplete).toBe(false);
    expect(values(text, "User-agent")).toEqual(["*"]);
    expect(text).toContain("lists none of them");
    expect(text.length).toBeLessThan(2_000);
    const cut = renderRobots(
      siteUse(
        { terms: openTerms(useOf("unset", "deny", "deny")), stories: ["a"], hasMore: true },
        { terms: openTerms(useOf("unset", "unset", "deny")), stories: ["b"] },
      ),
      site,
    );
    expect(cut.isComplete).toBe(false);
    expect(values(cut.text, "Disallow")).toEqual(["/articles/"]);
    expect(open(cut.text, "/articles/a")).toEqual(["answers", "asked"]);
  });
});

describe("tdmrep.json", () => {
  const rule = z.strictObject({
    location: z.string().regex(/^\/[!-~]*$/),
    "tdm-reservation": z.union([z.literal(0), z.literal(1)]),
    "tdm-policy": z.url().optional(),
  });
  const rulesOf = (text: string) => z.array(rule).parse(JSON.parse(text));
  const files = () =>
    MACHINE_USES.map((given) => ({ use: everyUse(given), rules: rulesOf(renderTdmrep(uniform(given), site)) }));

  test("an array of rules, with location, reservation as a number, and a policy only where something is reserved", () => {
    for (const { rules } of files())
      for (const { location, "tdm-reservation": bit, "tdm-policy": policy } of rules) {
        expect(location).toBe("/");
        expect(policy === undefined).toBe(bit === 0);
        if (policy !== undefined) expect(new URL(policy).origin).toBe(ORIGIN);
      }
  });

  test("mining is reserved where training is denied, given up where training and answers are allowed, and else not spoken of", () => {
    const bits = ({ aiInput, aiTrain }: MachineUse): number[] => {
      if (aiTrain === "deny") return [1];
      return aiTrain === "allow" && aiInput === "allow" ? [0] : [];
    };
    for (const { use, rules } of files())
      expect([use, rules.map((each) => each["tdm-reservation"])]).toEqual([use, bits(use)]);
    const owing = openTerms(useOf("allow", "allow", "allow"));
    const credited = { ...owing, attribution: { ...owing.attribution, byline: "must" as const } };
    expect(renderTdmrep(siteUse({ terms: credited }), site)).toBe("[]");
  });

  test("of a mixed site, each story has its own rules, newest first, and none for what lies around it", () => {
    const mixed = siteUse(
      { terms: openTerms(useOf("allow", "allow", "allow")), stories: ["a"] },
      { terms: openTerms(useOf("allow", "allow", "deny")), stories: ["a-b", "c"] },
      { terms: openTerms(useOf("allow", "deny", "unset")), stories: ["d"] },
    );
    expect(rulesOf(renderTdmrep(mixed, site)).map((each) => `${each.location} ${each["tdm-reservation"]}`)).toEqual([
      "/articles/a-b$ 1",
      "/articles/a-b? 1",
      "/articles/a$ 0",
      "/articles/a? 0",
      "/articles/c$ 1",
      "/articles/c? 1",
    ]);
    expect(rulesOf(renderTdmrep(mixed, site))[0]?.["tdm-policy"]).toBe(`${ORIGIN}/licences/licence-1`);
  });

  test("of 10,000 stories, half of which deny training, it has two rules for each in 1,118 KB", () => {
    const text = renderTdmrep(half(useOf("unset", "unset", "deny"), 5_000), site);
    expect(rulesOf(text)).toHaveLength(10_000);
    expect(Math.round(text.length / 1000)).toBe(1118);
  });
});
