import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import { SITEMAP } from "../../src/model/policy.ts";
import { pass } from "../support/clock.ts";
import { expectProblem } from "../support/problem.ts";
import { act, fill, freshWire, get, MASTHEAD, ORIGIN, publish, publishMasthead } from "../support/wire.ts";
import { elementsOf } from "../support/xml.ts";

const text = async (path: string) => (await get(path)).text();
const locations = (xml: string): string[] => [...xml.matchAll(/<loc>([^<]+)<\/loc>/g)].map(([, url]) => url ?? "");

beforeEach(async () => {
  await freshWire();
  await publishMasthead();
  pass(60);
});

describe("the sitemaps", () => {
  test("are named in robots.txt, and lead to every story and every page of stories", async () => {
    await fill("asia", 60);
    const robots = await text("/robots.txt");
    const named = [...robots.matchAll(/^Sitemap: (.+)$/gm)].map(([, url]) => url);
    expect(named).toEqual([`${ORIGIN}/sitemap.xml`, `${ORIGIN}/news-sitemap.xml`]);
    const index = await text("/sitemap.xml");
    expect(locations(index)).toEqual([`${ORIGIN}/sitemaps/pages.xml`, `${ORIGIN}/sitemaps/1.xml`]);
    const stories = locations(await text("/sitemaps/1.xml"));
    expect(stories).toHaveLength(60);
    const pages = locations(await text("/sitemaps/pages.xml"));
    for (const path of ["/", "/sections/asia", "/topics/trade", "/authors/ann", "/archive", "/archive/2025/01"])
      expect(pages).toContain(ORIGIN + path);
    for (const url of [...pages, ...stories])
      expect([url, (await get(url.slice(ORIGIN.length))).status]).toEqual([url, 200]);
  });

  test("are built as the protocol says", async () => {
    await publish("harbour", { headline: "Salt & sand" });
    for (const path of ["/sitemap.xml", "/sitemaps/pages.xml", "/sitemaps/1.xml", "/news-sitemap.xml"]) {
      const response = await get(path);
      expect(response.headers.get("Content-Type")).toBe("application/xml; charset=utf-8");
      const xml = await response.text();
      elementsOf(xml);
      const root = path === "/sitemap.xml" ? "sitemapindex" : "urlset";
      expect(xml).toMatch(
        new RegExp(`^<\\?xml [^>]*\\?>\\n<${root} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"`),
      );
      for (const [, entry = ""] of xml.matchAll(/<(?:url|sitemap)>(.*?)<\/(?:url|sitemap)>/g))
        expect(entry).toMatch(/^<loc>http[^<]+<\/loc>(<lastmod>[\dT:Z-]+<\/lastmod>)?(<news:news>.*<\/news:news>)?$/);
      expect(locations(xml).every((url) => url.startsWith(`${ORIGIN}/`))).toBe(true);
    }
  });

  test("leave out what isn't out, what first ran elsewhere, and what its licence keeps from search", async () => {
    await publishMasthead({
      ...MASTHEAD,
      licences: {
        ...MASTHEAD.licences,
        eligible: {
          ...MASTHEAD.licences.eligible,
          machineUse: { ...MASTHEAD.licences.eligible.machineUse, search: "deny" },
        },
      },
    });
    for (const id of ["kept", "killed", "withheld"]) await publish(id, { published: new Date().toISOString() });
    await publish("embargoed", { embargo: "2040-01-01T00:00:00Z" });
    await publish("elsewhere", { canonical: "https://paper.example/story" });
    await publish("unsearched", { licence: "eligible" });
    await act("killed", "kill", { reason: "Wrong." });
    await act("withheld", "withhold", { reason: "Being looked at." });
    for (const path of ["/sitemaps/1.xml", "/news-sitemap.xml"])
      expect([path, locations(await text(path))]).toEqual([path, [`${ORIGIN}/articles/kept`]]);
  });

  test("are pages of 1,000 places: a full one stays as it is, and the next begins", async () => {
    expect(SITEMAP).toMatchObject({ stories: 1000, newsHours: 48 });
    await publish("first");
    // Archive positions of hidden stories: they stay reserved, and no sitemap lists them.
    await env.DB.prepare(
      `WITH RECURSIVE place (number) AS (SELECT 2 UNION ALL SELECT number + 1 FROM place WHERE number < 1000)
       INSERT INTO archive (channel, position, article, change, changed_at)
       SELECT 'latest', number, 'hidden-' || number, 0, 0 FROM place`,
    ).run();
    await publish("last");
    pass(60);
    expect(locations(await text("/sitemap.xml"))).toEqual(
      ["pages", "1", "2"].map((name) => `${ORIGIN}/sitemaps/${name}.xml`),
    );
    expect(locations(await text("/sitemaps/1.xml"))).toEqual([`${ORIGIN}/articles/first`]);
    expect(locations(await text("/sitemaps/2.xml"))).toEqual([`${ORIGIN}/articles/last`]);
  });

  test("have no page behind the last one, and no empty one", async () => {
    await expectProblem(await get("/sitemaps/1.xml"), 404, "not-found");
    await publish("harbour");
    for (const path of ["/sitemaps/2.xml", "/sitemaps/0.xml", "/sitemaps/1", "/sitemaps/x.xml"])
      await expectProblem(await get(path), 404, "not-found");
    await act("harbour", "withhold", { reason: "Being looked at." });
    expect(locations(await text("/sitemaps/1.xml"))).toEqual([`${ORIGIN}/`]);
  });
});

describe("the sitemap of news", () => {
  test("has a story as Google takes it, for as long as it is news, without any change", async () => {
    await publish("harbour", { headline: "Salt & sand", published: new Date().toISOString(), language: "zh-TW" });
    const xml = await text("/news-sitemap.xml");
    expect(xml).toContain("<news:name>Test Foundation</news:name><news:language>zh-tw</news:language>");
    expect(xml).toMatch(/<news:publication_date>[\dT:-]+Z<\/news:publication_date><news:title>Salt &#x26; sand</);
    const tag = (await get("/news-sitemap.xml")).headers.get("ETag") ?? "";
    pass(SITEMAP.newsHours * 3600 + 3600);
    const later = await get("/news-sitemap.xml", { "If-None-Match": tag });
    expect(later.status).toBe(200);
    expect(locations(await later.text())).toEqual([]);
  });
});

describe("what a page says of itself", () => {
  const data = (html: string): Record<string, unknown>[] =>
    [...html.matchAll(/<script type="application\/ld\+json">(.*?)<\/script>/gs)].map(([, json = ""]) =>
      JSON.parse(json),
    );

  test("a story's has a card, times, and the way to it", async () => {
    await publish("harbour");
    const page = await text("/articles/harbour");
    for (const [name, value] of [
      ["og:type", "article"],
      ["og:title", "Harbour reopens"],
      ["og:url", `${ORIGIN}/articles/harbour`],
      ["article:published_time", "2026-05-01T00:00:00Z"],
      ["article:section", "Asia"],
    ])
      expect(page).toContain(`<meta property="${name}" content="${value}"`);
    expect(page).toContain('<meta name="twitter:card" content="summary"');
    const [story, way] = data(page);
    expect(story).toMatchObject({ "@type": "NewsArticle", isAccessibleForFree: true });
    expect(way).toMatchObject({
      "@type": "BreadcrumbList",
      itemListElement: [
        { item: `${ORIGIN}/` },
        { item: `${ORIGIN}/sections/asia` },
        { item: `${ORIGIN}/articles/harbour` },
      ],
    });
  });

  test("a summary's says what can't be read here, and a link's says nothing of it", async () => {
    await publish("harbour", { licence: "eligible" });
    const page = await text("/articles/harbour");
    expect(data(page)[0]).toMatchObject({
      isAccessibleForFree: false,
      hasPart: { isAccessibleForFree: false, cssSelector: ".closed" },
    });
    expect(page).toContain('class="closed');
    await publish("harbour", { licence: "reserved" });
    expect(data(await text("/articles/harbour"))[0]).not.toHaveProperty("isAccessibleForFree");
  });

  test("a desk is an organization, a list a collection", async () => {
    const { ann } = MASTHEAD.authors;
    await publishMasthead({ ...MASTHEAD, authors: { ...MASTHEAD.authors, ann: { ...ann, desk: true } } });
    await publish("harbour");
    expect(data(await text("/articles/harbour"))[0]).toMatchObject({
      author: [{ "@type": "Organization", name: "Ann Author" }],
    });
    expect(data(await text("/sections/asia"))[0]).toMatchObject({
      "@type": "CollectionPage",
      url: `${ORIGIN}/sections/asia`,
    });
  });

  test("the publication's own words stand at the foot and on its page, which isn't there without them", async () => {
    await expectProblem(await get("/about"), 404, "not-found");
    expect(await text("/")).not.toContain("/about");
    const publication = { ...MASTHEAD.publication, footer: "We give it away.", about: ["We report.", "And we ask."] };
    await publishMasthead({ ...MASTHEAD, publication });
    expect(await text("/")).toContain("We give it away.");
    expect(await text("/about")).toContain('<p dir="auto">And we ask.</p>');
  });
});
