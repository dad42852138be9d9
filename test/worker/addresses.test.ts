import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { expectProblem } from "../support/problem.ts";
import { basic, publisherWithKey, wireWith } from "../support/publisher.ts";
import { act, get, ORIGIN, request } from "../support/wire.ts";

beforeEach(() => wireWith("free"));
afterEach(() => void vi.restoreAllMocks());

/** Returns the status and the redirect target, as a client resolves it. */
async function sentTo(path: string, init: RequestInit = {}): Promise<[number, string | null]> {
  const response = await request(path, { redirect: "manual", ...init });
  const place = response.headers.get("Location");
  return [response.status, place === null ? null : new URL(place, ORIGIN + path).href.slice(ORIGIN.length)];
}

describe("an address with a slash too many or in capitals", () => {
  test.each([
    ["/feeds/latest.rss/", "/feeds/latest.rss"],
    ["/feeds/", "/feeds"],
    ["/feeds/LATEST.rss", "/feeds/latest.rss"],
    ["/Feeds/Section/Asia.Atom/", "/feeds/section/asia.atom"],
    ["/feeds/latest/archive/1.json/", "/feeds/latest/archive/1.json"],
    ["/FEEDS.OPML?a=B", "/feeds.opml?a=B"],
    ["/withdrawn.json/?cursor=aBc", "/withdrawn.json?cursor=aBc"],
    ["/articles/hello/", "/articles/hello"],
    ["/articles/Hello", "/articles/hello"],
    ["/articles/Hello/RSL.xml", "/articles/hello/rsl.xml"],
    ["/licences/CC-BY-4.0/", "/licences/cc-by-4.0"],
    ["/licences/open/1.jsonld/", "/licences/open/1.jsonld"],
    [`/images/${"A".repeat(64)}-${"b".repeat(32)}.PNG/`, `/images/${"a".repeat(64)}-${"b".repeat(32)}.png`],
    ["/Docs", "/docs"],
    ["/publisher/", "/publisher"],
    ["/licensed/feeds/latest.rss/", "/licensed/feeds/latest.rss"],
    ["/Licensed/feeds/Latest.rss?all=1", "/licensed/feeds/latest.rss?all=1"],
    ["/licensed/articles/Hello/", "/licensed/articles/hello"],
  ])("%s leads to %s, with GET and HEAD", async (path, to) => {
    expect(await sentTo(path)).toEqual([308, to]);
    expect(await sentTo(path, { method: "HEAD" })).toEqual([308, to]);
  });

  test.each([
    "/feeds/nothing.rss/",
    "/feeds/latest.pdf/",
    "/FEEDS/../articles/%48ello/",
    "//evil.example/feeds/",
    "//evil.example/Articles/hello/",
    "/feeds//",
    "/articles//hello/",
    "/articles/Hello%2Fworld",
    "/licensed/feeds/",
    "/licensed/Docs",
    "/k/cwfeed_x/articles/Hello",
    "/nothing/",
    "/v1/articles/Hello",
    "/applications/ABC/",
  ])("%s leads nowhere", async (path) => {
    const [status, to] = await sentTo(path);
    expect(status).not.toBe(308);
    expect(to).toBeNull();
  });

  test("what is written is not sent on", async () => {
    for (const method of ["POST", "PUT", "DELETE"]) expect(await sentTo("/Apply/", { method })).toEqual([404, null]);
  });

  test("with a key in it leads on without naming the key, which keeps its capitals, and the feed is there", async () => {
    const { key } = await publisherWithKey({ licences: ["eligible"] }, { kind: "feed" });
    for (const asked of ["/feeds/latest.rss/", "/Feeds/Latest.rss", "/FEEDS/Section/ASIA.rss/", "/Feeds.opml"]) {
      const response = await request(`/k/${key}${asked}?all=1`, { redirect: "manual" });
      expect([response.status, response.headers.get("Cache-Control")]).toEqual([308, "private, no-store"]);
      expect(JSON.stringify([...response.headers])).not.toContain(key);
      const [, to] = await sentTo(`/k/${key}${asked}?all=1`);
      expect(to).toBe(`/k/${key}${asked.toLowerCase().replace(/\/$/, "")}?all=1`);
      expect((await get(to ?? "")).status).toBe(200);
    }
    expect(await sentTo("/licensed/feeds/latest.rss/", { headers: basic(key) })).toEqual([
      308,
      "/licensed/feeds/latest.rss",
    ]);
  });

  test("a page of another site may follow", async () => {
    const response = await request("/feeds/latest.rss/", { redirect: "manual" });
    expect(response.headers.get("Access-Control-Allow-Origin")).toBe("*");
  });
});

describe("an address with an extension answers in its format, whoever asks", () => {
  const BROWSER = { Accept: "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8" };

  test.each([
    ["/feeds/latest.rss", "application/rss+xml"],
    ["/feeds/latest.atom", "application/atom+xml"],
    ["/feeds/latest.json", "application/feed+json"],
    ["/feeds.opml", "text/x-opml"],
    ["/withdrawn.atom", "application/atom+xml"],
    ["/rsl.xml", "application/rsl+xml"],
  ])("%s is %s to a browser", async (path, type) => {
    expect((await get(path, BROWSER)).headers.get("Content-Type")).toContain(type);
  });

  test.each([
    ["/feeds/nothing.rss", 404, "not-found"],
    ["/feeds/topic/nothing.json", 404, "not-found"],
    ["/withdrawn.json?cursor=x", 422, "invalid"],
    ["/licensed/feeds/latest.rss", 401, "unauthorized"],
    ["/k/nothing/feeds/latest.atom", 401, "unauthorized"],
    ["/licences/open/9.jsonld", 404, "not-found"],
    ["/images/nothing.png", 404, "not-found"],
  ] as const)("an error at %s is a problem document to a browser", async (path, status, code) => {
    await expectProblem(await get(path, BROWSER), status, code);
  });

  test("pages answer browsers with pages, though an id ends like a file", async () => {
    await act("free", "kill", { reason: "Wrong." });
    for (const path of ["/articles/free", "/articles/story.json", "/licences/not-here-4.0", "/nothing"]) {
      const response = await get(path, BROWSER);
      expect([path, response.headers.get("Content-Type")]).toEqual([path, "text/html; charset=utf-8"]);
    }
    await expectProblem(await get("/articles/free/offer.jsonld", BROWSER), 410, "gone");
  });
});
