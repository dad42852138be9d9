import { describe, expect, test } from "vitest";
import { articleRslUrl, rslUrl } from "../../../src/model/address.ts";
import { LATEST } from "../../../src/model/channel.ts";
import { type MachineTerms, useInCountries } from "../../../src/model/licence/public-use.ts";
import type { Terms } from "../../../src/model/licence/terms.ts";
import { feedHead } from "../../../src/render/feed/channel.ts";
import type { Item } from "../../../src/render/feed/item.ts";
import { renderRss } from "../../../src/render/feed/rss.ts";
import { RSL, RSL_TYPE, renderArticleRsl, renderRsl, rslContent, rslLink } from "../../../src/render/rights/rsl/rsl.ts";
import {
  itemUnder,
  LICENCES,
  licenceFor,
  MACHINE_USES,
  ORIGIN,
  siteWith,
  tighteningsOf,
} from "../../support/every-licence.ts";
import {
  contentsIn,
  licensesIn,
  rootOf,
  shapeMistakes,
  textsOf,
  tokenMistakes,
  type Usage,
  usageOf,
  withHeld,
} from "../../support/rsl.ts";
import { openTerms, siteUse, useOf } from "../../support/site-use.ts";
import { prefixesOf } from "../../support/xml.ts";

const CHANGED = Date.parse("2026-05-01T00:00:00Z") / 1000;

/** Renders a feed with one item. */
function rss(item: Item): string {
  const site = siteWith(licenceFor(item.terms.machineUse));
  const carried = { items: [item], notices: [] };
  const head = feedHead({ ...carried, channel: LATEST, pages: 0, changedAt: CHANGED }, site, "rss");
  return renderRss({ ...carried, head }, site);
}

/**
 * Every article under every license in the repository, narrowed in every way, and under one license for each combination of
 * machine uses.
 */
const ITEMS: readonly Item[] = [
  ...LICENCES.flatMap((known) => [{}, ...tighteningsOf(known)].map((changes) => itemUnder(known, changes))),
  ...MACHINE_USES.map((use) => itemUnder(licenceFor(use))),
];

/** A site with three kinds of stories: with these terms, with these terms and a required credit, and without signals. */
const credited = (terms: Terms): Terms => ({ ...terms, attribution: { ...terms.attribution, byline: "must" } });
const mixedSite = (terms: Terms) =>
  siteUse(
    { terms, stories: ["a", "a-b"] },
    { terms: credited(terms), stories: ["c"] },
    { terms: openTerms(useOf("unset", "unset", "unset")) },
  );

/** Every possible RSL document, with the terms that it must express. */
const SITES = MACHINE_USES.flatMap((use) => {
  const terms = openTerms(use);
  const site = siteWith(licenceFor(use));
  return [siteUse({ terms }), mixedSite(terms)].flatMap((each) => {
    const xml = renderRsl(each, site);
    return xml === undefined ? [] : [{ form: "rsl.xml", use: terms, xml }];
  });
});
const ARTICLES = ITEMS.flatMap((item) => {
  const xml = renderArticleRsl(item);
  return xml === undefined ? [] : [{ form: "article", use: item.terms, xml }];
});
const FEEDS = ITEMS.filter((item) => rslContent(item) !== "").map((item) => ({
  form: "rss",
  use: item.terms,
  xml: rss(item),
}));
const ALL = [...SITES, ...ARTICLES, ...FEEDS];

/** Returns the mistakes found, with the expected terms. */
const wrong = (
  all: typeof ALL,
  find: (document: (typeof ALL)[number], contents: ReturnType<typeof contentsIn>) => string[],
) =>
  all.flatMap((document) =>
    find(document, contentsIn(rootOf(document.xml))).map(
      (each) => `${each} in ${document.form} of ${JSON.stringify(document.use.machineUse)}`,
    ),
  );

describe("RSL 1.0: rsl.xml, an article's rsl.xml, rsl:content in RSS", () => {
  test("there is one where something is allowed to everybody or all is denied, and else none", () => {
    const isSayable = (terms: MachineTerms) => {
      const { use } = useInCountries(terms);
      const said = [use.search, use.aiInput, use.aiTrain];
      return said.includes("allow") || said.every((value) => value === "deny");
    };
    const sayable = ITEMS.filter(({ terms }) => isSayable(terms));
    expect(ARTICLES.map(({ use }) => use)).toEqual(sayable.map(({ terms }) => terms));
    expect(FEEDS.map(({ use }) => use)).toEqual(sayable.map(({ terms }) => terms));
    const silent = ITEMS.filter(({ terms }) => !isSayable(terms));
    expect(silent.length).toBeGreaterThan(1);
    for (const item of silent) expect(rss(item)).not.toContain("<rsl:");
    expect(SITES).toHaveLength(2 * MACHINE_USES.filter((use) => isSayable(openTerms(use))).length);
  });

  test("rsl.xml: one content for all where all say the same, and else one for each story, by its exact path", () => {
    const urls = (xml: string) => contentsIn(rootOf(xml)).map(({ attributes }) => attributes.url);
    for (const [at, { xml }] of SITES.entries()) {
      const isWhole = at % 2 === 0;
      expect(urls(xml)).toEqual(isWhole ? ["/"] : expect.arrayContaining(["/articles/a$", "/articles/a-b$"]));
      expect(urls(xml)).toHaveLength(isWhole ? 1 : 3);
    }
  });

  test("§3: known elements in their order, as often as they may stand, with known attributes", () => {
    const shape = (_: unknown, contents: ReturnType<typeof contentsIn>) =>
      contents.length > 0 ? contents.flatMap(shapeMistakes) : ["no content"];
    expect(wrong(ALL, shape)).toEqual([]);
    expect(wrong([...SITES, ...ARTICLES], ({ xml }) => shapeMistakes(rootOf(xml)))).toEqual([]);
  });

  test("§2.2, §4.7: no prefix in a document of its own, one on every element in RSS", () => {
    const others = (prefix: string) => (document: { xml: string }) =>
      prefixesOf(document.xml, RSL).filter((each) => each !== prefix);
    expect(wrong([...SITES, ...ARTICLES], others(""))).toEqual([]);
    expect(wrong(FEEDS, others("rsl"))).toEqual([]);
  });

  test("§3.2: max-age is a number of days", () => {
    for (const { xml } of [...SITES, ...ARTICLES]) expect(rootOf(xml).attributes["max-age"]).toMatch(/^[1-9]\d*$/);
  });

  test("§3.3: an address on the same origin, a time of change, no licence server", () => {
    const origins = wrong(ALL, (_, contents) =>
      contents
        .map(({ attributes }) => attributes.url ?? "none")
        .filter((url) => new URL(url, ORIGIN).origin !== ORIGIN),
    );
    expect(origins).toEqual([]);
    expect(
      wrong(ALL, (_, contents) => contents.filter(({ attributes }) => !attributes.url).map(() => "no url")),
    ).toEqual([]);
    expect(ALL.filter(({ xml }) => /\bserver=/.test(xml))).toEqual([]);
    for (const { xml } of ARTICLES)
      expect(contentsIn(rootOf(xml))[0]?.attributes.lastmod).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
  });

  test("§3.4.1.1, §3.5: a licence says something, in known tokens between spaces, none of which holds another", () => {
    const usages = (contents: ReturnType<typeof contentsIn>) => contents.flatMap(licensesIn).map(usageOf);
    expect(wrong(ALL, (_, contents) => usages(contents).flatMap(tokenMistakes))).toEqual([]);
    const empty = ({ permits, prohibits }: Usage) => (permits.length + prohibits.length === 0 ? ["nothing"] : []);
    expect(wrong(ALL, (_, contents) => usages(contents).flatMap(empty))).toEqual([]);
  });

  test("§3.1.1: what is allowed is permitted, what is denied prohibited, and what is unset is on neither list", () => {
    const keys = { search: "search", "ai-input": "aiInput", "ai-train": "aiTrain" } as const;
    const differs = (terms: Terms, { permits, prohibits }: Usage) =>
      (["search", "ai-input", "ai-train"] as const).flatMap((token) => {
        const held = [permits, prohibits].map((list) => list.flatMap(withHeld).includes(token));
        const value = useInCountries(terms).use[keys[token]];
        return String(held) === String([value === "allow", value === "deny"]) ? [] : [token];
      });
    expect(
      wrong(ALL, ({ use }, contents) => contents.flatMap(licensesIn).flatMap((each) => differs(use, usageOf(each)))),
    ).toEqual([]);
    const opens = (_: unknown, contents: ReturnType<typeof contentsIn>) =>
      contents.flatMap(licensesIn).flatMap((each) => {
        const { permits, prohibits } = usageOf(each);
        return permits.length > 0 || prohibits.includes("ai-all") ? [] : ["no closed list"];
      });
    expect(wrong(ALL, opens)).toEqual([]);
  });

  test("§3.7: credit is a price, named with the terms that ask for it; a list of countries limits what is permitted", () => {
    const terms = openTerms(useOf("allow", "unset", "unset"));
    const item = (changed: Partial<Terms>) => ({
      ...itemUnder(licenceFor(terms.machineUse)),
      terms: { ...terms, ...changed },
    });
    expect(renderArticleRsl(item({}))).not.toContain("<payment");
    const cc = {
      ...item(credited(terms)),
      licence: { id: "any", name: "CC", version: 1, url: "https://cc.example/by", terms: ORIGIN },
    };
    expect(renderArticleRsl(cc)).toContain(
      '<payment type="attribution"><standard>https://cc.example/by</standard></payment>',
    );
    const inside = (territories: string[]) => renderArticleRsl(item({ grant: { ...terms.grant, territories } }));
    expect(inside(["US", "CA"])).toContain('<permits type="usage">search</permits><permits type="geo">US CA</permits>');
    expect(inside(["US", "CA-QC"])).toBeUndefined();
  });

  test("of 10,000 stories, half of which deny training, it names all in 2,249 KB", () => {
    const ids = (from: number) => Array.from({ length: 5_000 }, (_, at) => `story-${from + at}`);
    const site = siteWith(licenceFor(useOf("allow", "unset", "deny")));
    const xml = renderRsl(
      siteUse(
        { terms: credited(openTerms(useOf("allow", "unset", "deny"))), stories: ids(0) },
        { terms: credited(openTerms(useOf("allow", "unset", "unset"))), stories: ids(5_000) },
      ),
      site,
    );
    expect(Math.round((xml?.length ?? 0) / 1000)).toBe(2249);
    expect(xml?.match(/<content /g)).toHaveLength(10_000);
  });

  test("§3.13, §3.17: whom to ask, and where the terms for people are", () => {
    for (const { xml } of ALL) {
      const [content] = contentsIn(rootOf(xml));
      if (content === undefined) throw new Error("no content");
      // In a list of stories, the terms URL is in the payment.
      if (content.attributes.url?.endsWith("$")) continue;
      expect(textsOf(content, "terms").map((url) => new URL(url).origin)).toEqual([ORIGIN]);
      const contacts = licensesIn(content).flatMap((license) => textsOf(license, "legal"));
      expect(contacts.map((contact) => /^mailto:[^\s@]+@[^\s@]+$/.test(contact))).toEqual([true]);
    }
  });

  test("a Link header has rel, type and an absolute address", () => {
    expect(RSL_TYPE).toBe("application/rsl+xml");
    for (const address of [rslUrl(ORIGIN), articleRslUrl(`${ORIGIN}/articles/harbour`)])
      expect(rslLink(address)).toBe(`<${address}>; rel="license"; type="application/rsl+xml"`);
    expect(rslUrl(ORIGIN)).toBe(`${ORIGIN}/rsl.xml`);
  });
});
