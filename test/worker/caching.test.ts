import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { isolate } from "../../src/http/cache/isolate.ts";
import { Wire } from "../../src/worker.ts";
import { pass } from "../support/clock.ts";
import {
  fill,
  get,
  getLicensed,
  harbourWire,
  MASTHEAD,
  ORIGIN,
  publish,
  publishMasthead,
  request,
  tagOf,
} from "../support/wire.ts";

const FEEDS = ["/feeds/latest.rss", "/feeds/latest.atom", "/feeds/latest.json"];

beforeEach(harbourWire);

describe("conditional requests work", () => {
  test.each([
    ...FEEDS,
    "/",
    "/feeds",
    "/feeds.opml",
    "/articles/harbour",
    "/licences/open",
    "/v1/articles",
    "/v1/articles/harbour",
    "/v1/changes",
    "/openapi.json",
    "/docs",
    "/style.css",
  ])("%s: validators, 304 for each, HEAD", async (path) => {
    const full = await get(path);
    const body = await full.arrayBuffer();
    const [etag = "", modified = ""] = ["ETag", "Last-Modified"].map((name) => full.headers.get(name) ?? "");
    expect(full.status).toBe(200);
    expect(etag).toMatch(/^"[\w-]{22}"$/);
    expect(Date.parse(modified)).toBeLessThanOrEqual(Date.now());
    expect(full.headers.get("Cache-Control")).toBe("public, max-age=60");
    for (const headers of [
      { "If-None-Match": etag },
      { "If-None-Match": `"other", W/${etag}` },
      { "If-None-Match": "*" },
      { "If-Modified-Since": modified },
    ]) {
      const answer = await get(path, headers);
      expect([answer.status, await answer.text()]).toEqual([304, ""]);
      expect(answer.headers.get("ETag")).toBe(etag);
      expect(answer.headers.get("Last-Modified")).toBe(modified);
      expect(answer.headers.get("Cache-Control")).toBe("public, max-age=60");
      expect(answer.headers.get("Content-Type")).toBeNull();
    }
    const head = await request(path, { method: "HEAD" });
    expect([head.status, await head.text()]).toEqual([200, ""]);
    for (const name of ["ETag", "Last-Modified", "Content-Type", "Content-Length"])
      expect([name, head.headers.get(name)]).toEqual([name, full.headers.get(name)]);
    expect(head.headers.get("Content-Length")).toBe(String(body.byteLength));
  });

  test.each([
    [{ "If-None-Match": '"other"' }, 200],
    [{ "If-None-Match": '"other"', "If-Modified-Since": "Fri, 31 Dec 2100 00:00:00 GMT" }, 200],
    [{ "If-Modified-Since": "Mon, 01 Jan 2018 00:00:00 GMT" }, 200],
    [{ "If-Modified-Since": "not a date" }, 200],
    [{ "If-Match": "*" }, 200],
    [{ "If-Match": '"other"' }, 412],
    [{ "If-Modified-Since": "Jan 1, 2100" }, 200],
    [{ "If-Modified-Since": "Tue, 2100-01-01" }, 200],
    [{ "If-Modified-Since": "Friday, 31-Dec-49 00:00:00 GMT" }, 304],
    [{ "If-Modified-Since": "Fri Dec 31 00:00:00 2100" }, 304],
    [{ "If-Unmodified-Since": "Mon, 01 Jan 2018 00:00:00 GMT" }, 412],
  ])("%j → %i", async (headers, status) => {
    expect((await get("/feeds/latest.rss", headers)).status).toBe(status);
  });
});

test("If-Match compares strongly", async () => {
  const tag = await tagOf("/feeds/latest.rss");
  expect((await get("/feeds/latest.rss", { "If-Match": tag })).status).toBe(200);
  expect((await get("/feeds/latest.rss", { "If-Match": `W/${tag}` })).status).toBe(412);
});

describe("an ETag changes exactly when its channel does", () => {
  test("a section's survives a publish in another section, and changes when its oldest item is withheld", async () => {
    await fill("world");
    const [asia, world] = [await tagOf("/feeds/section/asia.rss"), await tagOf("/feeds/section/world.rss")];
    await publish("quay", { headline: "New quay" });
    expect(await tagOf("/feeds/section/world.rss")).toBe(world);
    expect(await tagOf("/feeds/section/asia.rss")).not.toBe(asia);
    pass(60);
    // The sixtieth story isn't among the fifty in the feed, so the feed's bytes stay the same; but its channel has changed.
    await publish("world-0", { section: "world", status: "withheld", published: "2025-01-01T00:00:00Z" });
    expect(await tagOf("/feeds/section/world.rss")).not.toBe(world);
  });

  test("of an article that moves, both sections'", async () => {
    await publish("other", { section: "world" });
    const before = await Promise.all(["asia", "world"].map((id) => tagOf(`/feeds/section/${id}.json`)));
    await publish("harbour", { section: "world" });
    const after = await Promise.all(["asia", "world"].map((id) => tagOf(`/feeds/section/${id}.json`)));
    expect(after[0]).not.toBe(before[0]);
    expect(after[1]).not.toBe(before[1]);
    expect(await (await get("/feeds/section/asia.json")).json()).toMatchObject({ items: [] });
  });

  test("an author's and a licence's change touch their channels, and no other", async () => {
    await publish("guest", { authors: ["bob"], licence: "eligible", section: "world", topics: [] });
    const paths = ["section/asia", "author/ann", "licence/open", "section/world", "author/bob", "licence/eligible"].map(
      (id) => `/feeds/${id}.atom`,
    );
    const tags = () => Promise.all(paths.map(tagOf));
    const changed = async (before: string[]) => (await tags()).map((tag, at) => tag !== before[at]);
    let before = await tags();
    await publishMasthead({ ...MASTHEAD, authors: { ...MASTHEAD.authors, bob: { name: "Robert Byline" } } });
    expect(await changed(before)).toEqual([false, false, false, true, true, true]);
    expect(await (await get("/articles/guest")).text()).toContain("Robert Byline");
    before = await tags();
    await publishMasthead({
      ...MASTHEAD,
      authors: { ...MASTHEAD.authors, bob: { name: "Robert Byline" } },
      licences: { ...MASTHEAD.licences, open: { ...MASTHEAD.licences.open, publicText: "link" } },
    });
    expect(await changed(before)).toEqual([true, true, true, false, false, false]);
    await publishMasthead();
    before = await tags();
    await publishMasthead({ ...MASTHEAD, publication: { ...MASTHEAD.publication, description: "Another." } });
    expect(await changed(before)).toEqual([true, true, true, true, true, true]);
    before = await tags();
    const sections = { ...MASTHEAD.publication.sections, world: "Wide world" };
    await publishMasthead({ ...MASTHEAD, publication: { ...MASTHEAD.publication, description: "Another.", sections } });
    expect(await changed(before)).toEqual([false, false, false, true, true, true]);
  });

  test("what only a story to come will use moves nothing", async () => {
    const paths = [
      "/",
      "/feeds",
      "/feeds.opml",
      "/feeds/latest.rss",
      "/licences/open",
      "/style.css",
      "/docs",
      "/articles/harbour",
    ];
    const validators = () =>
      Promise.all(paths.map(async (path) => [await tagOf(path), (await get(path)).headers.get("Last-Modified")]));
    const before = await validators();
    pass(60);
    const topics = { ...MASTHEAD.publication.topics, scandal: "The scandal" };
    const authors = { ...MASTHEAD.authors, mole: { name: "Mole" } };
    await publishMasthead({ ...MASTHEAD, authors, publication: { ...MASTHEAD.publication, topics } });
    expect(await validators()).toEqual(before);
  });

  const LISTS = [
    "/",
    "/docs",
    "/licences/open",
    "/articles/guest",
    "/feeds/topic/trade.rss",
    "/feeds/section/world.rss",
  ];

  test.each([
    [
      "an author's name",
      { authors: { ...MASTHEAD.authors, bob: { name: "Robert" } } },
      [true, false, false, true, true, true],
    ],
    [
      "a topic's name",
      { publication: { ...MASTHEAD.publication, topics: { ...MASTHEAD.publication.topics, trade: "Commerce" } } },
      [true, false, false, true, true, true],
    ],
    [
      "a licence's terms",
      { licences: { ...MASTHEAD.licences, open: { ...MASTHEAD.licences.open, text: "<p>New.</p>" } } },
      [true, false, true, false, true, false],
    ],
    [
      "the default licence's name",
      { licences: { ...MASTHEAD.licences, open: { ...MASTHEAD.licences.open, name: "Open" } } },
      [true, true, true, true, true, true],
    ],
  ])("%s moves what shows it, and nothing else", async (_, change, expected) => {
    await publish("guest", { authors: ["bob"], licence: "eligible", section: "world" });
    const before = await Promise.all(LISTS.map(tagOf));
    await publishMasthead({ ...MASTHEAD, ...change });
    const after = await Promise.all(LISTS.map(tagOf));
    expect(after.map((tag, at) => tag !== before[at])).toEqual(expected);
  });

  test("an empty channel's name is its, too", async () => {
    const before = await tagOf("/feeds/section/world.rss");
    const sections = { ...MASTHEAD.publication.sections, world: "Wide world" };
    await publishMasthead({ ...MASTHEAD, publication: { ...MASTHEAD.publication, sections } });
    expect(await tagOf("/feeds/section/world.rss")).not.toBe(before);
    expect(await (await get("/feeds/section/world.rss")).text()).toContain("Wide world");
    const authors = { ...MASTHEAD.authors, ghost: { name: "Renamed Ghost" } };
    await publishMasthead({ ...MASTHEAD, authors });
    expect((await get("/feeds/author/ghost.rss")).status).toBe(404);
  });

  test("two states never have the same Last-Modified, even within one second", async () => {
    const seen: string[] = [];
    const look = async () => seen.push((await get("/feeds/latest.rss")).headers.get("Last-Modified") ?? "");
    await look();
    for (const id of ["a", "b", "c"]) {
      await publish(id, { headline: id });
      await look();
    }
    pass(2);
    await look();
    for (const date of seen) expect((await get("/feeds/latest.rss", { "If-Modified-Since": date })).status).toBe(200);
    pass(1);
    await look();
    expect((await get("/feeds/latest.rss", { "If-Modified-Since": seen.at(-1) ?? "" })).status).toBe(304);
    pass(3600);
    for (const date of seen.slice(0, -1))
      expect((await get("/feeds/latest.rss", { "If-Modified-Since": date })).status).toBe(200);
  });

  test("formats, accesses and databases have different ones", async () => {
    const tags = await Promise.all(FEEDS.map(tagOf));
    tags.push((await getLicensed("/feeds/latest.rss", ["open"])).headers.get("ETag") ?? "");
    tags.push((await getLicensed("/feeds/latest.rss", ["eligible"])).headers.get("ETag") ?? "");
    await env.DB.prepare("UPDATE ledger SET salt = 'another'").run();
    isolate.reset();
    tags.push(await tagOf("/feeds/latest.rss"));
    expect(new Set(tags).size).toBe(6);
  });
});

describe("caches are told", () => {
  test("what Wire says to the cache in front of it never leaves", async () => {
    const inside = await getLicensed("/feeds/latest.rss", ["open"]);
    expect(inside.headers.get("Cache-Control")).toBe("private, no-cache");
    expect(inside.headers.get("Cloudflare-CDN-Cache-Control")).toBe("max-age=86400, stale-if-error=0");
    const outside = await get("/feeds/latest.rss");
    expect(outside.headers.get("Cache-Control")).toBe("public, max-age=60");
    expect(outside.headers.get("Cloudflare-CDN-Cache-Control")).toBeNull();
  });

  test("every answer says how long it may be kept, errors never", async () => {
    for (const path of ["/", "/feeds/latest.rss", "/nothing", "/articles/nothing", "/health", "/v1/articles?limit=0"]) {
      expect([path, (await get(path)).headers.get("Cache-Control")]).toEqual([
        path,
        expect.stringMatching(/^(public, max-age=60|private, no-store)$/),
      ]);
    }
  });

  test("any page may read, credentials are dropped on the way in", async () => {
    const preflight = await request("/v1/articles", {
      method: "OPTIONS",
      headers: {
        Origin: "https://app.example",
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "authorization",
      },
    });
    expect(preflight.status).toBe(204);
    expect(preflight.headers.get("Access-Control-Allow-Origin")).toBe("*");
    expect(preflight.headers.get("Access-Control-Allow-Headers")?.split(",")).toEqual([
      ...["Authorization", "If-None-Match", "If-Modified-Since"],
    ]);
    const read = vi.spyOn(Wire.prototype, "fetch");
    const answer = await get("/feeds/latest.rss", {
      Authorization: "Bearer secret",
      Cookie: "a=b",
      Origin: "https://app.example",
    });
    expect(answer.headers.get("Access-Control-Allow-Origin")).toBe("*");
    const passed = read.mock.calls.map(([each]) => ["Authorization", "Cookie"].map((name) => each.headers.get(name)));
    expect(passed.length).toBeGreaterThan(0);
    expect(passed).toEqual(passed.map(() => [null, null]));
    read.mockRestore();
  });

  test("every absolute address comes from the settings, never from the Host header", async () => {
    const response = await request("/feeds/latest.json", {
      headers: { Host: "evil.example", "X-Forwarded-Host": "evil.example" },
    });
    const text = await response.text();
    expect(text).not.toContain("evil.example");
    expect(text).toContain(`${ORIGIN}/feeds/latest.json`);
  });
});
