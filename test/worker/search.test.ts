import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import { SearchResultsJson } from "../../src/contract/search.ts";
import { pass } from "../support/clock.ts";
import { cron } from "../support/cron.ts";
import { costOf, writeCostOf } from "../support/d1.ts";
import { expectProblem } from "../support/problem.ts";
import {
  act,
  article,
  desk,
  freshWire,
  get,
  getLicensed,
  MASTHEAD,
  publish,
  publishMasthead,
} from "../support/wire.ts";

// Searching: what is found, by whom, and what of it is shown.

beforeEach(async () => {
  await freshWire();
  await publishMasthead();
});

const read = async (response: Response) => SearchResultsJson.parse(await response.json()).results;
/** The slugs that anybody finds. */
const found = async (query: string): Promise<string[]> =>
  (await read(await get(`/v1/search?${query}`))).map(({ slug }) => slug);
/** The slugs that whoever accepted some licences finds. */
const foundWith = async (query: string, ...licences: string[]): Promise<string[]> =>
  (await read(await getLicensed(`/v1/search?${query}`, licences))).map(({ slug }) => slug);
/** The slugs that anybody finds with words. */
const foundBy = (words: string): Promise<string[]> => found(`q=${encodeURIComponent(words)}`);
const page = async (query: string): Promise<string> => (await get(`/search?${query}`, { Accept: "text/html" })).text();

describe("it works", () => {
  test("finds stories that have all the words, the last one from its beginning on", async () => {
    await publish("river", { headline: "The Elder River rises", body: "<p>Pumps at the intake were failing.</p>" });
    await publish("dam", {
      headline: "Who owns the dam?",
      body: "<p>Three agencies say it isn’t theirs, by the river.</p>",
    });
    expect(await foundBy("river")).toEqual(["river", "dam"]);
    expect(await foundBy("ELDER riv")).toEqual(["river"]);
    expect(await foundBy("elder dam")).toEqual([]);
    expect(await foundBy("int fail")).toEqual([]);
    expect(await foundBy("intake fai")).toEqual(["river"]);
    expect(await foundBy("fa")).toEqual([]);
  });

  test("a headline counts more than a text, and of two that fit as well the newer one is first", async () => {
    await publish("old", { headline: "Ferry", published: "2024-05-01T09:00:00Z", body: "<p>Alike.</p>" });
    await publish("new", { headline: "Ferry", published: "2026-05-01T09:00:00Z", body: "<p>Alike.</p>" });
    await publish("text", {
      headline: "Other",
      published: "2026-05-02T09:00:00Z",
      body: "<p>A ferry, a ferry and more of it, said at length here.</p>",
    });
    expect(await foundBy("ferry")).toEqual(["new", "old", "text"]);
  });

  test("filters narrow it, each alone and together", async () => {
    await publish("asia", {
      section: "asia",
      topics: ["trade"],
      authors: ["ann"],
      published: "2026-05-01T00:30:00+09:00",
    });
    await publish("world", {
      section: "world",
      topics: [],
      authors: ["bob"],
      published: "2025-03-01T09:00:00Z",
      licence: "eligible",
    });
    expect(await found("q=harbour")).toEqual(["asia", "world"]);
    expect(await found("q=harbour&section=world")).toEqual(["world"]);
    expect(await found("q=harbour&topic=trade")).toEqual(["asia"]);
    expect(await found("q=harbour&author=bob")).toEqual(["world"]);
    expect(await found("q=harbour&licence=eligible")).toEqual(["world"]);
    expect(await found("q=harbour&date=2025")).toEqual(["world"]);
    // The month that the newsroom wrote, not that of UTC.
    expect(await found("q=harbour&date=2026-05")).toEqual(["asia"]);
    expect(await found("q=harbour&date=2026-04")).toEqual([]);
    expect(await found("q=harbour&section=world&author=ann")).toEqual([]);
    expect(await found("q=harbour&section=nowhere")).toEqual([]);
  });

  test("its page shows the words in what it shows of a story, and leads to a feed", async () => {
    await publish("river", {
      headline: "The Elder River rises",
      body: `<p>${"Something else came first. ".repeat(20)}</p><p>Pumps &amp; pipes at the intake were <em>fail</em>ing.</p><p>${"More. ".repeat(80)}</p>`,
    });
    const html = await page("q=elder+intake");
    expect(html).toContain("<h1>Search</h1>");
    expect(html).toMatch(/The <mark>Elder<\/mark> River rises/);
    expect(html).toMatch(/… .*Pumps &amp; pipes at the <mark>intake<\/mark> were failing\..* …/);
    expect(html).toContain('href="http://localhost:8787/feeds/search.rss?q=elder+intake"');
    expect(html).toContain("<b>1 story</b>");
  });

  test("without words the page has the form alone, and with none that fits it says so", async () => {
    await publish("river");
    expect(await page("")).toMatch(/<form class="filters" method="get" action="\/search">/);
    expect(await page("q=zebra&section=asia")).toMatch(/No matches[\s\S]*<a href="\/">/);
  });

  test("more than a page has more pages", async () => {
    const stories = Array.from({ length: 45 }, (_, at) => article({ id: `story-${at}`, headline: `Ferry ${at}` }));
    await desk("PUT", "/articles", { articles: stories });
    const pages = await Promise.all([1, 2, 3].map((at) => get(`/v1/search?q=ferry&page=${at}`)));
    const answers = await Promise.all(pages.map(async (each) => SearchResultsJson.parse(await each.json())));
    expect(answers.map(({ results }) => results.length)).toEqual([20, 20, 5]);
    expect(answers.map(({ next }) => next)).toEqual([2, 3, null]);
    expect(new Set(answers.flatMap(({ results }) => results.map(({ slug }) => slug))).size).toBe(45);
    expect(await page("q=ferry")).toMatch(/rel="next" href="http:\/\/localhost:8787\/search\?page=2&amp;q=ferry"/);
    expect(await page("q=ferry&page=2")).toMatch(/rel="prev" href="http:\/\/localhost:8787\/search\?q=ferry"/);
  });

  test("a search is a feed with one address, whose ETag changes with what is published", async () => {
    await publish("river", { headline: "The Elder River rises", published: "2026-05-01T09:00:00Z" });
    const led = await get("/feeds/search.rss?section=asia&q=+R%C3%8DVER++elder+river", {});
    expect(led.url.endsWith("/feeds/search.rss?q=river+elder&section=asia") || led.status).toBeTruthy();
    const feed = await get("/feeds/search.rss?q=river+elder&section=asia");
    expect(feed.headers.get("Content-Type")).toContain("application/rss+xml");
    expect(await feed.text()).toContain("<title>The Elder River rises</title>");
    const tag = feed.headers.get("ETag") ?? "";
    const again = () => get("/feeds/search.rss?q=river+elder&section=asia", { "If-None-Match": tag });
    expect((await again()).status).toBe(304);
    await publish("second", { headline: "Elder River falls" });
    pass(60);
    expect((await again()).status).toBe(200);
    expect((await get("/feeds/search.atom?q=river")).headers.get("Content-Type")).toContain("atom");
    expect((await get("/feeds/search.json?q=river")).headers.get("Content-Type")).toContain("json");
  });

  test("stories from before there was an index get into it, the newest first, and the work goes on where it ended", async () => {
    const stories = Array.from({ length: 50 }, (_, at) => article({ id: `story-${at}`, headline: `Ferry ${at}` }));
    for (const from of [0, 50, 100, 150, 200])
      await desk("PUT", "/articles", { articles: stories.map((each, at) => ({ ...each, id: `s-${from + at}` })) });
    await env.DB.batch(
      ["search_public", "search_licensed", "search_entry"].map((table) => env.DB.prepare(`DELETE FROM ${table}`)),
    );
    await env.DB.prepare("INSERT INTO search_todo SELECT 'latest', '9', ''").run();
    const count = async () =>
      (await env.DB.prepare("SELECT count(*) AS count FROM search_entry").first<{ count: number }>())?.count;
    await publish("late", { headline: "Ferry, the last" });
    await cron();
    expect(await count()).toBe(201);
    await cron();
    expect(await count()).toBe(251);
    expect(await env.DB.prepare("SELECT count(*) AS count FROM search_todo").first()).toEqual({ count: 0 });
    expect(await foundBy("late")).toEqual([]);
    expect(await foundBy("ferry last")).toEqual(["late"]);
  });
});

describe("it refuses", () => {
  test.each([
    ["/v1/search", "q"],
    ["/v1/search?q=a&page=11", "page"],
    ["/v1/search?q=a&date=May", "date"],
    [`/v1/search?q=${"a".repeat(101)}`, "q"],
    ["/feeds/search.rss", "q"],
    ["/feeds/search.rss?q=%22%28*", "q"],
    ["/search?q=a&section=%22x", "section"],
  ])("%s, naming %s", async (path, field) => {
    await publish("river");
    const problem = await expectProblem(await get(path), 422, "invalid");
    expect(problem.errors?.map((each: { field: string }) => each.field)).toEqual([field]);
  });

  test("a parameter that the API doesn't know", async () => {
    await expectProblem(await get("/v1/search?q=a&sort=new"), 400, "unknown-parameter");
  });

  test.each([
    '"',
    "(",
    "AND",
    "-x",
    "a:b",
    "NEAR(a b)",
    "harbour*",
    '"x") OR body : ("harbour',
    "{body} : harbour",
    "^harbour",
  ])("reads no syntax in %s", async (typed) => {
    await publish("river");
    const response = await get(`/v1/search?q=${encodeURIComponent(typed)}`);
    expect(response.status).toBe(200);
  });

  test("more searches from one network than a minute may have", async () => {
    await publish("river");
    const statuses = new Set<number>();
    for (let at = 0; at < 70; at++)
      statuses.add((await get(`/v1/search?q=word${at}`, { "CF-Connecting-IP": "203.0.113.9" })).status);
    expect([...statuses]).toEqual([200, 429]);
  });
});

describe("it is guarded", () => {
  test("nobody finds a story by words that they can't read, and whoever may read them does", async () => {
    await publish("summary", { licence: "eligible", body: "<p>Secretbody</p>", summary: "Plainsummary." });
    await publish("link", { licence: "reserved", body: "<p>Secretbody</p>", summary: "Secretsummary." });
    await publish("out", { exclude: true, body: "<p>Secretbody</p>", summary: "Secretsummary." });
    expect(await foundBy("secretbody")).toEqual([]);
    expect(await foundBy("secretsummary")).toEqual([]);
    expect(await foundBy("plainsummary")).toEqual(["summary"]);
    expect((await foundBy("harbour")).toSorted()).toEqual(["link", "out", "summary"]);
    expect(await foundWith("q=secretbody", "eligible")).toEqual(["summary"]);
    expect(await foundWith("q=secretbody", "reserved")).toEqual(["link"]);
    expect((await foundWith("q=secretbody", "eligible", "reserved")).toSorted()).toEqual(["link", "summary"]);
    expect(await foundWith("q=secretbody", "open")).toEqual([]);
    expect((await foundWith("q=harbour", "eligible")).toSorted()).toEqual(["link", "out", "summary"]);
  });

  test.each([
    ["killed", () => act("river", "kill", { reason: "Wrong." })],
    ["withheld", () => act("river", "withhold", { reason: "Wait." })],
    ["expired", () => act("river", "expire", { reason: "Over." })],
  ])("a story that is %s is gone from it at once, from the index too", async (_, remove) => {
    await publish("river", { licence: "eligible" });
    expect(await foundBy("harbour")).toEqual(["river"]);
    await remove();
    pass(60);
    expect(await foundBy("harbour")).toEqual([]);
    expect(await foundWith("q=open", "eligible")).toEqual([]);
    for (const index of ["search_public", "search_licensed", "search_entry"])
      expect(await env.DB.prepare(`SELECT count(*) AS count FROM ${index}`).first(), index).toEqual({ count: 0 });
  });

  test("an embargoed story gets in when it is released, and not before; an expiring one leaves with its time", async () => {
    await publish("later", {
      headline: "Embargoedword",
      embargo: "2026-11-22T11:00:00Z",
      expires: "2026-11-23T11:00:00Z",
    });
    expect(await env.DB.prepare("SELECT count(*) AS count FROM search_entry").first()).toEqual({ count: 0 });
    pass(2 * 3600);
    await cron();
    pass(60);
    expect(await foundBy("embargoedword")).toEqual(["later"]);
    pass(24 * 3600);
    await cron();
    pass(60);
    expect(await foundBy("embargoedword")).toEqual([]);
  });

  test("what a licence closes is closed at once, and found again by what is left once the index follows", async () => {
    await publish("river", { licence: "open", body: "<p>Bodyword</p>", summary: "Summaryword." });
    expect(await foundBy("bodyword")).toEqual(["river"]);
    const { open } = MASTHEAD.licences;
    await publishMasthead({
      ...MASTHEAD,
      licences: { ...MASTHEAD.licences, open: { ...open, publicText: "summary" } },
    });
    pass(60);
    expect(await foundBy("bodyword")).toEqual([]);
    expect(await foundWith("q=bodyword", "open")).toEqual(["river"]);
    await cron();
    await publish("other");
    pass(60);
    expect(await foundBy("bodyword")).toEqual([]);
    expect(await foundBy("summaryword")).toEqual(["river"]);
    expect(await foundWith("q=bodyword", "open")).toEqual(["river"]);
  });

  test("the address of a story that isn't out finds nothing", async () => {
    await publish("river", {
      body: '<p>See <a href="http://localhost:8787/articles/hushed-affair">http://localhost:8787/articles/hushed-affair</a>.</p>',
    });
    expect(await foundBy("hushed")).toEqual([]);
    expect(await foundBy("affair")).toEqual([]);
  });

  test("rows: what a search reads, and what publishing writes for it", async () => {
    await publish("river");
    pass(60);
    await get("/v1/search?q=first");
    expect((await costOf(() => get("/v1/search?q=harbour"))).rowsRead).toBeLessThanOrEqual(12);
    const first = await writeCostOf(() => publish("first"));
    const licensed = await writeCostOf(() => publish("licensed", { licence: "eligible" }));
    console.log(first, licensed);
  });
});
