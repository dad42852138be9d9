import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { isolate } from "../../src/http/cache/isolate.ts";
import { pass } from "../support/clock.ts";
import { activeMarkup } from "../support/markup.ts";
import { expectProblem } from "../support/problem.ts";
import { storeAsIs } from "../support/stored.ts";
import {
  article,
  desk,
  freshWire,
  get,
  getLicensed,
  MASTHEAD,
  ORIGIN,
  publish,
  publishMasthead,
  request,
} from "../support/wire.ts";

beforeEach(async () => {
  await freshWire();
  await publishMasthead();
});

type List = { articles: { slug: string; published: string }[]; next: string | null };
const list = async (query: string): Promise<List> => (await get(`/v1/articles${query}`)).json<List>();

describe("the API works", () => {
  beforeEach(async () => {
    const articles = Array.from({ length: 23 }, (_, at) =>
      article({
        id: `s-${String(at).padStart(2, "0")}`,
        section: at % 2 ? "asia" : "world",
        published: new Date(Date.UTC(2026, 0, 1 + Math.floor(at / 3))).toISOString(),
      }),
    );
    expect((await desk("PUT", "/articles", { articles })).status).toBe(200);
  });

  test("pages through a channel, each article once, in order, though others are published between", async () => {
    const seen: string[] = [];
    let next: string | null = null;
    do {
      const page: List = await list(`?limit=5${next ? `&cursor=${next}` : ""}`);
      seen.push(...page.articles.map(({ slug }) => slug));
      next = page.next;
      pass(2);
      await publish(`new-${seen.length}`, { headline: "New" });
    } while (next);
    expect(seen).toEqual([...seen].sort().reverse());
    expect(new Set(seen).size).toBe(23);
  });

  test("by channel and date", async () => {
    expect((await list("?channel=section/asia&limit=50")).articles).toHaveLength(11);
    const dated = await list("?from=2026-01-02T00:00:00Z&to=2026-01-03T09:00:00%2B09:00");
    expect([...new Set(dated.articles.map(({ published }) => published))]).toEqual(["2026-01-02T00:00:00Z"]);
    expect((await list("?channel=licence/reserved")).articles).toEqual([]);
  });

  test("one article, with what its pages and feeds say", async () => {
    expect(await (await get("/v1/articles/s-03")).json()).toMatchObject({
      id: `${ORIGIN}/articles/s-03`,
      slug: "s-03",
      url: `${ORIGIN}/articles/s-03`,
      authors: [
        {
          id: "ann",
          name: "Ann Author",
          beat: "Asia Reporter",
          affiliation: "Test Foundation",
          url: "https://social.example/@ann",
        },
      ],
      section: { id: "asia", name: "Asia" },
      metadata: {
        shows: "full",
        licence: { id: "open", version: 1, url: `${ORIGIN}/licences/open` },
        holder: "Test Foundation",
        credit: "Ann Author, Test Foundation",
      },
    });
  });
});

describe("licences, for software", () => {
  test("each with its clauses, under the ids of its terms page", async () => {
    const { licences } = await (await get("/v1/licences")).json<{
      licences: { id: string; terms: string; clauses: { id: string; value: string; sentence: string }[] }[];
    }>();
    expect(licences.map(({ id }) => id)).toEqual(["open", "eligible", "reserved"]);
    for (const licence of licences) {
      expect(await (await get(`/v1/licences/${licence.id}`)).json()).toEqual(licence);
      const page = await (await get(licence.terms.slice(ORIGIN.length))).text();
      for (const { id, sentence } of licence.clauses)
        expect(page).toContain(`<li id="${id}">${sentence.replaceAll("'", "&#39;")} <code>${id}`);
    }
    const values = Object.fromEntries(licences[2]?.clauses.map(({ id, value }) => [id, value]) ?? []);
    expect(values).toMatchObject({
      "public-text": "link",
      "assets.images": "none",
      "attribution.byline": "must",
      "machine-use.aiTrain": "deny",
    });
  });

  test("a licence that isn't there", async () => {
    await expectProblem(await get("/v1/licences/none"), 404, "not-found");
    await expectProblem(await get("/v1/licences/constructor"), 404, "not-found");
    await expectProblem(await get("/v1/licences/No"), 422, "invalid");
  });
});

describe("the API refuses", () => {
  test.each([
    ["?limit=0", "limit"],
    ["?limit=51", "limit"],
    ["?limit=many", "limit"],
    ["?channel=nowhere", "channel"],
    ["?channel=section/", "channel"],
    ["?from=yesterday", "from"],
    ["?cursor=abc", "cursor"],
    ["?cursor=WyJsYXRlc3QiXQ", "cursor"],
    ["?cursor=%00", "cursor"],
    ["?cursor=", "cursor"],
  ])("%s", async (query, field) => {
    const { errors } = await expectProblem(await get(`/v1/articles${query}`), 422, "invalid");
    expect(errors).toMatchObject([{ field, allowed: expect.any(String) }]);
  });

  test("a cursor of another question", async () => {
    for (const id of ["a", "b"]) await publish(id);
    const { next } = await list("?limit=1");
    await expectProblem(await get(`/v1/articles?limit=1&channel=section/asia&cursor=${next}`), 422, "invalid");
    await expectProblem(await get(`/v1/articles?limit=1&from=2020-01-01T00:00:00Z&cursor=${next}`), 422, "invalid");
    expect((await get(`/v1/articles?limit=50&cursor=${next}`)).status).toBe(200);
  });

  test("what isn't there", async () => {
    await publish("harbour");
    for (const path of [
      "/v1/articles/none",
      "/v1/nothing",
      "/v1",
      "/feeds/latest.xml",
      "/feeds/section/nowhere.rss",
      "/feeds/a/b/c.rss",
      "/articles/",
      "/images/x.png",
      "/licences/none",
      "/.env",
      "/feeds/%2e%2e/latest.rss",
      "/feeds/__proto__/x.rss",
      "/feeds/section/__proto__.rss",
      "/feeds/section/constructor.rss",
      "/licences/constructor",
    ]) {
      await expectProblem(await get(path), path === "/v1/articles/NONE" ? 422 : 404, "not-found");
    }
  });

  test("methods that an address doesn't take, naming those that it does", async () => {
    for (const [path, allow] of [
      ["/", "GET, HEAD"],
      ["/feeds/latest.rss", "GET, HEAD"],
      ["/v1/articles", "GET, HEAD"],
      ["/health", "GET, HEAD"],
    ] as const) {
      for (const method of ["POST", "PUT", "DELETE", "PATCH"]) {
        const response = await request(path, { method });
        await expectProblem(response, 405, "method-not-allowed");
        expect(response.headers.get("Allow")).toBe(allow);
      }
    }
    await expectProblem(await request("/nothing", { method: "POST" }), 404, "not-found");
  });
});

describe("when something breaks here", () => {
  test("nothing of what broke is said, to software and to people, and the next one works", async () => {
    await publish("harbour");
    isolate.reset();
    const statement: D1PreparedStatement = Object.getPrototypeOf(env.DB.prepare("SELECT 1"));
    const broken = new Error("D1_ERROR: no such table: secret_table at store.ts:7: SQLITE_ERROR");
    const spies = [
      vi.spyOn(statement, "all").mockRejectedValue(broken),
      vi.spyOn(statement, "first").mockRejectedValue(broken),
    ];
    const log = vi.spyOn(console, "error").mockImplementation(() => undefined);
    for (const path of ["/articles/harbour", "/v1/articles"]) {
      const answer = await get(path);
      expect(answer.headers.get("Retry-After")).toBe("30");
      await expectProblem(answer, 503, "unavailable");
    }
    await expectProblem(await desk("GET", "/articles"), 503, "unavailable");
    const page = await get("/articles/harbour", { Accept: "text/html" });
    expect([page.status, await page.text()]).toEqual([503, expect.not.stringMatching(/secret|D1|store\.ts/)]);
    expect(log).toHaveBeenCalled();
    for (const spy of [...spies, log]) spy.mockRestore();
    expect((await get("/feeds/latest.rss")).status).toBe(200);
  });
});

describe("pages", () => {
  test("errors are pages for browsers, with the same status", async () => {
    const browser = { Accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8" };
    for (const [path, status] of [
      ["/nothing", 404],
      ["/articles/nothing", 404],
    ] as const) {
      const response = await get(path, browser);
      expect([response.status, response.headers.get("Content-Type")]).toEqual([status, "text/html; charset=utf-8"]);
      expect(await response.text()).toContain("or the page may have moved.");
    }
    await expectProblem(await get("/v1/nothing", browser), 404, "not-found");
  });

  test("the home page announces its feeds; the article's the section's and the author's", async () => {
    await publish("harbour");
    const home = await (await get("/")).text();
    for (const format of ["rss", "atom", "json"]) expect(home).toContain(`href="${ORIGIN}/feeds/latest.${format}"`);
    const page = await (await get("/articles/harbour")).text();
    for (const channel of ["section/asia", "author/ann"])
      expect(page).toContain(`href="${ORIGIN}/feeds/${channel}.rss"`);
    expect(page).toContain('<a class="skip" href="#content">');
    expect(page).toMatch(/<b>By <a [^>]*href="[^"]*\/authors\/ann"[^>]*>Ann Author<\/a><\/b>/);
    expect(page).toContain('<time datetime="2026-04-30T20:00:00-04:00">Apr 30, 2026, 8:00 p.m. ET</time>');
    expect(page).toContain("Statement of full.");
    expect(page).toContain("mailto:tips@example.org");
  });

  test("a time in Z is the publication's day, everywhere it is told", async () => {
    await publish("night", { published: "2026-05-02T03:30:00Z" });
    const page = await (await get("/articles/night")).text();
    expect(page).toContain('<time datetime="2026-05-01T23:30:00-04:00">May 1, 2026, 11:30 p.m. ET</time>');
    for (const response of [await get("/v1/articles/night"), await getLicensed("/feeds/latest.rss", ["open"])])
      expect(await response.text()).toMatch(/on May 1, 2026\./);
    // Software still gets the same instant.
    expect(await (await get("/v1/articles/night")).json()).toMatchObject({ published: "2026-05-02T03:30:00Z" });
  });

  test("a page has one zone, whatever zones its stories were written in", async () => {
    await publish("tokyo", { published: "2026-05-01T09:00:00+09:00", updated: "2026-05-02T09:00:00+09:00" });
    await publish("samoa", { published: "2026-05-01T09:00:00-11:00" });
    await publish("utc", { published: "2026-05-01T09:00:00Z" });
    const timesOn = async (path: string) =>
      [...(await (await get(path)).text()).matchAll(/<time datetime="([^"]+)">([^<]+)</g)].map(([, at, said]) => [
        at,
        said,
      ]);
    const home = await timesOn("/");
    expect(home).toEqual([
      ["2026-05-01T16:00:00-04:00", "May 1, 2026, 4:00 p.m. ET"],
      ["2026-05-01T05:00:00-04:00", "May 1, 2026"],
      ["2026-04-30T20:00:00-04:00", "Apr 30, 2026"],
    ]);
    expect(await timesOn("/articles/tokyo")).toEqual([
      ["2026-04-30T20:00:00-04:00", "Apr 30, 2026, 8:00 p.m. ET"],
      ["2026-05-01T20:00:00-04:00", "May 1, 2026, 8:00 p.m. ET"],
    ]);
    // The date of first publication remains the one that the newsroom wrote.
    expect(await (await get("/v1/articles/tokyo")).text()).toContain("on May 1, 2026.");
  });

  test("a British publication's times are in British style", async () => {
    const publication = { ...MASTHEAD.publication, language: "en-GB", timeZone: "Europe/London" };
    await publishMasthead({ ...MASTHEAD, publication });
    await publish("harbour");
    expect(await (await get("/articles/harbour")).text()).toContain(
      '<time datetime="2026-05-01T01:00:00+01:00">1 May 2026, 01:00 BST</time>',
    );
  });

  test("text from outside stays text, and the policy lets no script run", async () => {
    const nasty = `</title><script>alert("x")</script>'&amp;`;
    await publish("nasty", { licence: "eligible" });
    await storeAsIs("nasty", { headline: nasty, summary: nasty });
    for (const path of ["/", "/articles/nasty"]) {
      const response = await get(path);
      const html = await response.text();
      expect(html).not.toMatch(/<script(?! type="application\/ld\+json">)/);
      expect(activeMarkup(html)).toEqual([]);
      expect(response.headers.get("Content-Security-Policy")).toMatch(
        /^default-src 'none'; style-src 'self'; img-src 'self'/,
      );
    }
  });
});
