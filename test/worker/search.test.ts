import { env, exports } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import { SearchResultsJson } from "../../src/contract/search.ts";
import { isolate } from "../../src/http/cache/isolate.ts";
import { PUBLIC } from "../../src/model/access.ts";
import { LATEST } from "../../src/model/channel.ts";
import { RATE, SEARCH } from "../../src/model/policy.ts";
import { writeSearchTodo } from "../../src/store/search/todo.ts";
import { emptySearch, type SearchEntry, writeSearchEntries } from "../../src/store/search/write.ts";
import { pass } from "../support/clock.ts";
import { cron } from "../support/cron.ts";
import { costOf, writeCostOf } from "../support/d1.ts";
import { expectProblem } from "../support/problem.ts";
import {
  act,
  article,
  callWire,
  desk,
  freshWire,
  get,
  getLicensed,
  MASTHEAD,
  ORIGIN,
  publish,
  publishMasthead,
} from "../support/wire.ts";

// Search: what is found, by whom, and what is shown.

beforeEach(async () => {
  await freshWire();
  await publishMasthead();
});

/** Searches as the public, each time from a different address: only a few searches are accepted from one. */
const ask = (path: string, headers: Record<string, string> = {}): Promise<Response> =>
  get(path, { "CF-Connecting-IP": `198.51.${Math.floor(asked / 250) % 250}.${asked++ % 250}`, ...headers });
let asked = 0;

const read = async (response: Response) => SearchResultsJson.parse(await response.json()).results;
/** Returns the slugs that the public finds. */
const found = async (query: string): Promise<string[]> =>
  (await read(await ask(`/v1/search?${query}`))).map(({ slug }) => slug);
/** Returns the slugs that a reader with some accepted licenses finds. */
const foundWith = async (query: string, ...licences: string[]): Promise<string[]> =>
  (await read(await getLicensed(`/v1/search?${query}`, licences))).map(({ slug }) => slug);
/** Returns the slugs that the public finds with some words. */
const foundBy = (words: string): Promise<string[]> => found(`q=${encodeURIComponent(words)}`);
const page = async (query: string): Promise<string> => (await ask(`/search?${query}`, { Accept: "text/html" })).text();

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
    // The month as the newsroom wrote it, not in UTC.
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
    const pages = await Promise.all([1, 2, 3].map((at) => ask(`/v1/search?q=ferry&page=${at}`)));
    const answers = await Promise.all(pages.map(async (each) => SearchResultsJson.parse(await each.json())));
    expect(answers.map(({ results }) => results.length)).toEqual([20, 20, 5]);
    expect(answers.map(({ next }) => next)).toEqual([2, 3, null]);
    expect(new Set(answers.flatMap(({ results }) => results.map(({ slug }) => slug))).size).toBe(45);
    expect(await page("q=ferry")).toMatch(/rel="next" href="http:\/\/localhost:8787\/search\?page=2&amp;q=ferry"/);
    expect(await page("q=ferry&page=2")).toMatch(/rel="prev" href="http:\/\/localhost:8787\/search\?q=ferry"/);
  });

  test("a search is a feed with one address, whose ETag changes with what is published", async () => {
    await publish("river", { headline: "The Elder River rises", published: "2026-05-01T09:00:00Z" });
    const asked = new Request(`${ORIGIN}/feeds/search.rss?section=asia&q=+R%C3%8DVER++elder+river&utm=x`, {
      redirect: "manual",
    });
    const led = await exports.default.fetch(asked);
    expect([led.status, led.headers.get("Location")]).toEqual([
      308,
      `${ORIGIN}/feeds/search.rss?q=river+elder&section=asia`,
    ]);
    const feed = await ask("/feeds/search.rss?q=river+elder&section=asia");
    expect(feed.headers.get("Content-Type")).toContain("application/rss+xml");
    expect(await feed.text()).toContain("<title>The Elder River rises</title>");
    const tag = feed.headers.get("ETag") ?? "";
    const again = () => ask("/feeds/search.rss?q=river+elder&section=asia", { "If-None-Match": tag });
    expect((await again()).status).toBe(304);
    await publish("second", { headline: "Elder River falls" });
    pass(60);
    expect((await again()).status).toBe(200);
    expect((await ask("/feeds/search.atom?q=river")).headers.get("Content-Type")).toContain("atom");
    expect((await ask("/feeds/search.json?q=river")).headers.get("Content-Type")).toContain("json");
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

describe("while stories are still being put into the index", () => {
  /** Leaves the index as after its migration or a restore: every story still has to be indexed. */
  const emptyIndex = () =>
    env.DB.batch([
      ...["search_public", "search_licensed", "search_entry"].map((table) => env.DB.prepare(`DELETE FROM ${table}`)),
      env.DB.prepare("INSERT INTO search_todo SELECT 'latest', '9', ''"),
    ]);
  const answer = async (query: string) => SearchResultsJson.parse(await (await ask(`/v1/search?${query}`)).json());

  test("an answer says that it may miss some, and nothing keeps it once they are in", async () => {
    await publish("river");
    await emptyIndex();
    expect(await answer("q=harbour")).toEqual({ results: [], next: null, incomplete: true });
    expect(await page("q=harbour")).toContain("may be missing from these results");
    expect((await ask("/feeds/search.json?q=harbour")).status).toBe(200);
    await cron();
    // Nothing was published, so the wire's state is the same, and the same isolate answers.
    expect((await answer("q=harbour")).results.map(({ slug }) => slug)).toEqual(["river"]);
    expect(await answer("q=harbour")).not.toHaveProperty("incomplete");
    const html = await page("q=harbour");
    expect(html).toContain("<b>1 story</b>");
    expect(html).not.toContain("may be missing from these results");
    expect(await (await ask("/feeds/search.json?q=harbour")).text()).toContain("/articles/river");
  });

  test.each(["/v1/search?q=harbour", "/feeds/search.rss?q=harbour", "/search?q=harbour"])(
    "whoever has an older answer of %s isn't told that it is the same",
    async (path) => {
      await publish("river");
      await emptyIndex();
      const tag = (await ask(path)).headers.get("ETag") ?? "";
      expect((await ask(path, { "If-None-Match": tag })).status).toBe(304);
      await cron();
      expect((await ask(path, { "If-None-Match": tag })).status).toBe(200);
    },
  );

  test("no shared cache is given such an answer", async () => {
    await publish("river");
    const asked = () => callWire(new Request(`${ORIGIN}/v1/search?q=harbour`), PUBLIC);
    await emptyIndex();
    expect((await asked()).headers.get("Cloudflare-CDN-Cache-Control")).toBe("no-store");
    await cron();
    expect((await asked()).headers.get("Cloudflare-CDN-Cache-Control")).toContain("max-age=");
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
    const problem = await expectProblem(await ask(path), 422, "invalid");
    expect(problem.errors?.map((each: { field: string }) => each.field)).toEqual([field]);
  });

  test("a parameter that the API doesn't know", async () => {
    await expectProblem(await ask("/v1/search?q=a&sort=new"), 400, "unknown-parameter");
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
    const response = await ask(`/v1/search?q=${encodeURIComponent(typed)}`);
    expect(response.status).toBe(200);
  });

  test("more searches from one network than a minute may have", async () => {
    await publish("river");
    const statuses = new Set<number>();
    // Twice the limit and some: the minute may end in between.
    for (let at = 0; at < 2 * RATE.searches + 5 && !statuses.has(429); at++)
      statuses.add((await ask(`/v1/search?q=word${at}`, { "CF-Connecting-IP": "2001:db8:7:a::1" })).status);
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
      embargo: "2026-06-01T13:00:00Z",
      expires: "2026-06-02T13:00:00Z",
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

  test("publishing writes a row for each index, and one for a new story's number: less than a third of the rest", async () => {
    await publish("first");
    const text = { headline: "a", summary: "b", body: "c" };
    const entry = { article: "one", published: "2026-05-01T00:00:00Z", marks: "", open: text, licensed: null };
    const written = async (...entries: SearchEntry[]) => {
      const results = await env.DB.batch(writeSearchEntries(env.DB, entries, { isOlder: false }));
      return results.reduce((sum, { meta }) => sum + meta.rows_written, 0);
    };
    expect(await written(entry)).toBe(2);
    expect(await written(entry)).toBe(1);
    expect(await written({ ...entry, article: "two", licensed: text })).toBe(3);
    expect(await written({ ...entry, article: "two", licensed: text })).toBe(2);
    const isNew = await writeCostOf(() => publish("second"));
    expect(isNew.batches).toHaveLength(1);
    expect(isNew.rowsWritten).toBeLessThanOrEqual((isNew.rowsWritten - 2) * 1.3);
    const isChanged = await writeCostOf(() => publish("second", { licence: "eligible", headline: "Another" }));
    expect(isChanged.rowsWritten).toBeLessThanOrEqual((isChanged.rowsWritten - 2) * 1.3);
    const isKilled = await writeCostOf(() => act("second", "kill", { reason: "Wrong." }));
    expect(isKilled.batches).toHaveLength(1);
    expect(isKilled.rowsWritten).toBeLessThanOrEqual((isKilled.rowsWritten - 3) * 1.3);
  });

  test("a search reads a row for each of the best and for each story that it shows, and never more than 500", async () => {
    for (let from = 0; from < 300; from += 50) {
      const stories = Array.from({ length: 50 }, (_, at) =>
        article({
          id: `s${from + at}`,
          licence: at % 2 === 0 ? "eligible" : "open",
          headline: `Ferry sails ${from + at}`,
        }),
      );
      expect((await desk("PUT", "/articles", { articles: stories })).ok).toBe(true);
    }
    pass(60);
    await ask("/v1/search?q=first");
    const rows = async (run: () => Promise<Response>) => (await costOf(run)).rowsRead;
    const { best, results, wholeWords } = SEARCH;
    // Freshness, and the last row of each statement's scan.
    const few = 12;
    // With the last word as a whole word, which enough stories have, and as a prefix, which all have.
    for (const query of [
      "q=ferry+sails",
      "q=ferry+sai",
      "q=ferry+sails&section=asia&author=ann&date=2026-05",
      "q=ferry+sails&page=10",
    ]) {
      expect(await rows(() => ask(`/v1/search?${query}`)), query).toBeLessThanOrEqual(
        best + wholeWords + results + few,
      );
      const licensed = await rows(() => getLicensed(`/v1/search?${query}`, ["eligible"]));
      expect(licensed, query).toBeLessThanOrEqual(best + wholeWords + results + 2 * few);
      expect(await rows(() => ask(`/search?${query}`)), query).toBeLessThanOrEqual(500);
    }
    expect(await rows(() => ask("/v1/search?q=ferry+sails&section=world"))).toBeLessThanOrEqual(few);
    expect(await rows(() => ask("/v1/search?q=ferry+zebra"))).toBeLessThanOrEqual(few);
    // Revalidating a search's feed costs only a lookup of `latest`, even on an isolate that never rendered it.
    const tag = (await ask("/feeds/search.rss?q=ferry")).headers.get("ETag") ?? "";
    isolate.reset();
    const again = () => ask("/feeds/search.rss?q=ferry", { "If-None-Match": tag });
    expect(await rows(again)).toBeLessThanOrEqual(few);
    expect((await again()).status).toBe(304);
  });

  // Small parts of the index, large ones, and large ones with each filter joined to its part.
  test.each([
    [1, ""],
    [20, ""],
    [20, "&section=asia&author=ann&date=2026"],
  ])("what fits %i apart is found wherever it is in the index, the best first%s", async (apart, filters) => {
    const ids = Array.from({ length: 90 }, (_, at) => `s${at}`);
    const stories = ids.map((id) =>
      article({
        id,
        licence: "open",
        headline: id === "s3" ? "Breakwater" : "Ferry",
        body: "<p>By the breakwater.</p>",
      }),
    );
    for (const from of [0, 45])
      expect((await desk("PUT", "/articles", { articles: stories.slice(from, from + 45) })).ok).toBe(true);
    // The older ones are further back than the number of parts searched at once.
    const far = Math.max(...SEARCH.partSizes) * (SEARCH.parts + 5);
    const numbers = ids.map((article, at) => ({
      article,
      number: SEARCH.firstNumber + at * apart - (at < 30 ? far : 0),
    }));
    await env.DB.batch([
      ...emptySearch(env.DB),
      env.DB.prepare(
        "INSERT INTO search_entry (article, number) SELECT value ->> 'article', value ->> 'number' FROM json_each(?1)",
      ).bind(JSON.stringify(numbers)),
      writeSearchTodo(env.DB, [LATEST.id]),
    ]);
    await cron();
    await publish("other");
    pass(60);
    const pages = await Promise.all([1, 2, 3, 4, 5].map((at) => found(`q=breakwater${filters}&page=${at}`)));
    expect(pages.flat()[0]).toBe("s3");
    expect(pages.flat().sort()).toEqual(ids.toSorted());
    expect((await costOf(() => ask(`/v1/search?q=breakwater${filters}&page=2`))).rowsRead).toBeLessThanOrEqual(
      ids.length + SEARCH.wholeWords + SEARCH.results + 12,
    );
  });

  test("with 500 sections, topics and authors, whole requests read no more, and what is found can still be narrowed", async () => {
    const names = (kind: string) =>
      Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`${kind}-${at}`, `The ${kind} ${at}`]));
    const authors = Object.fromEntries(Object.entries(names("author")).map(([id, name]) => [id, { name }]));
    const { publication } = MASTHEAD;
    await publishMasthead({
      ...MASTHEAD,
      publication: {
        ...publication,
        sections: { ...publication.sections, ...names("section") },
        topics: { ...publication.topics, ...names("topic") },
      },
      authors: { ...MASTHEAD.authors, ...authors },
    });
    for (let from = 0; from < 500; from += 50) {
      const stories = Array.from({ length: 50 }, (_, at) =>
        article({
          id: `s${from + at}`,
          headline: `Ferry sails ${from + at}`,
          section: `section-${from + at}`,
          topics: [`topic-${from + at}`],
          authors: [`author-${from + at}`],
        }),
      );
      expect((await desk("PUT", "/articles", { articles: stories })).ok).toBe(true);
    }
    pass(60);
    for (const query of [
      "q=ferry+sails",
      "q=ferry+sai",
      "q=ferry+sails&section=section-3",
      "q=ferry+sails&page=10",
      "",
    ]) {
      isolate.reset();
      const { rowsRead } = await costOf(() => ask(`/search?${query}`));
      expect([query, rowsRead <= 500, rowsRead]).toEqual([query, true, rowsRead]);
    }
    const html = await page("q=ferry+sails+7");
    for (const kind of ["section", "topic", "author"]) {
      expect(html).toContain(`<option value="${kind}-7">The ${kind} 7</option>`);
      expect(html).not.toContain(`value="${kind}-8"`);
    }
  });

  test("no choice names an author or a topic of a story that isn't out", async () => {
    await publish("river", { topics: [], authors: ["ann"] });
    await publish("hidden", { topics: ["trade"], authors: ["bob"], embargo: "2026-06-01T13:00:00Z" });
    const html = await page("q=harbour");
    expect(html).toContain('<option value="ann">');
    expect(html).not.toContain('<option value="bob">');
    expect(html).not.toContain('<option value="trade">');
  });

  test("a key's feed of a search has what the key opens, behind its own door", async () => {
    await publish("ours", { licence: "eligible", body: "<p>Bodyword</p>" });
    const feed = await getLicensed("/feeds/search.json?q=bodyword", ["eligible"]);
    expect(await feed.text()).toContain("Bodyword");
    expect(await (await ask("/feeds/search.json?q=bodyword")).text()).not.toContain("harbour");
  });
});
