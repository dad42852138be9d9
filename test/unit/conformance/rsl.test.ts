import { describe, expect, test } from "vitest";
import { articleRslUrl, rslUrl } from "../../../src/model/address.ts";
import { LATEST } from "../../../src/model/channel.ts";
import type { MachineUse } from "../../../src/model/licence/clauses/machine-use.ts";
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
import { prefixesOf } from "../../support/xml.ts";

const CHANGED = Date.parse("2026-05-01T00:00:00Z") / 1000;

/** An item's feed. */
function rss(item: Item): string {
  const site = siteWith(licenceFor(item.terms.machineUse));
  const carried = { items: [item], notices: [] };
  const head = feedHead({ ...carried, channel: LATEST, pages: 0, changedAt: CHANGED }, site, "rss");
  return renderRss({ ...carried, head }, site);
}

/** Every article under every licence that is written down, narrowed in every way, and under one for each thing that can be said of machines. */
const ITEMS: readonly Item[] = [
  ...LICENCES.flatMap((known) => [{}, ...tighteningsOf(known)].map((changes) => itemUnder(known, changes))),
  ...MACHINE_USES.map((use) => itemUnder(licenceFor(use))),
];

const SILENT: MachineUse = { search: "unset", aiInput: "unset", aiTrain: "unset", ai: "unset" };
const isSilent = (use: MachineUse): boolean => JSON.stringify(use) === JSON.stringify(SILENT);

/** Every RSL document there can be, with what it has to say. */
const SITES = MACHINE_USES.flatMap((use) => {
  const xml = renderRsl([use], siteWith(licenceFor(use)), CHANGED);
  return xml === undefined ? [] : [{ form: "rsl.xml", use, xml }];
});
const ARTICLES = ITEMS.flatMap((item) => {
  const xml = renderArticleRsl(item);
  return xml === undefined ? [] : [{ form: "article", use: item.terms.machineUse, xml }];
});
const FEEDS = ITEMS.filter((item) => rslContent(item) !== "").map((item) => ({
  form: "rss",
  use: item.terms.machineUse,
  xml: rss(item),
}));
const ALL = [...SITES, ...ARTICLES, ...FEEDS];

/** What is wrong in them, with what they had to say. */
const wrong = (
  all: typeof ALL,
  find: (document: (typeof ALL)[number], contents: ReturnType<typeof contentsIn>) => string[],
) =>
  all.flatMap((document) =>
    find(document, contentsIn(rootOf(document.xml))).map(
      (each) => `${each} in ${document.form} of ${JSON.stringify(document.use)}`,
    ),
  );

describe("RSL 1.0: rsl.xml, an article's rsl.xml, rsl:content in RSS", () => {
  test("there is one wherever anything is said of machines, and none where nothing is said", () => {
    expect(SITES.map(({ use }) => use)).toEqual(MACHINE_USES.filter((use) => !isSilent(use)));
    const loud = ITEMS.map(({ terms }) => terms.machineUse).filter((use) => !isSilent(use));
    expect(ARTICLES.map(({ use }) => use)).toEqual(loud);
    expect(FEEDS.map(({ use }) => use)).toEqual(loud);
    const silent = ITEMS.filter(({ terms }) => isSilent(terms.machineUse));
    expect(silent.length).toBeGreaterThan(1);
    for (const item of silent) expect(rss(item)).not.toContain("<rsl:");
  });

  test("§3: known elements in their order, as often as they may stand, with known attributes", () => {
    const shape = (_: unknown, contents: ReturnType<typeof contentsIn>) =>
      contents.length === 1 ? contents.flatMap(shapeMistakes) : [`${contents.length} contents`];
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
    for (const { xml } of [...SITES, ...ARTICLES])
      expect(contentsIn(rootOf(xml))[0]?.attributes.lastmod).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
  });

  test("§3.4.1.1, §3.5: a licence says something, in known tokens between spaces, none of which holds another", () => {
    const usages = (contents: ReturnType<typeof contentsIn>) => contents.flatMap(licensesIn).map(usageOf);
    expect(wrong(ALL, (_, contents) => usages(contents).flatMap(tokenMistakes))).toEqual([]);
    const empty = ({ permits, prohibits }: Usage) => (permits.length + prohibits.length === 0 ? ["nothing"] : []);
    expect(wrong(ALL, (_, contents) => usages(contents).flatMap(empty))).toEqual([]);
  });

  test("§3.1.1: what is allowed is permitted, and everything else prohibited", () => {
    const keys = { search: "search", "ai-input": "aiInput", "ai-train": "aiTrain", "ai-index": "ai" } as const;
    const differs = (use: MachineUse, { permits, prohibits }: Usage) =>
      (["search", "ai-input", "ai-train", "ai-index"] as const).flatMap((token) => {
        const held = [permits, prohibits].map((list) => list.flatMap(withHeld).includes(token));
        const allowed = use[keys[token]] === "allow";
        return String(held) === String([allowed, !allowed]) ? [] : [token];
      });
    expect(
      wrong(ALL, ({ use }, contents) => contents.flatMap(licensesIn).flatMap((each) => differs(use, usageOf(each)))),
    ).toEqual([]);
  });

  test("§3.13, §3.17: whom to ask, and where the terms for people are", () => {
    for (const { xml } of ALL) {
      const [content] = contentsIn(rootOf(xml));
      if (content === undefined) throw new Error("no content");
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
