import { describe, expect, test } from "vitest";
import { findKeys, WATCH_ROBOT } from "../../../src/commands/publishers/find-keys.ts";
import { KEY_WATCH } from "../../../src/model/policy.ts";
import { newSecret } from "../../../src/model/publisher/key.ts";
import { type Answer, answer, body, neverAnswer, page, redirect, status, text, web } from "../../support/site.ts";

const KEY = newSecret("full", new Uint8Array(32).fill(3));
const OTHER = newSecret("feed", new Uint8Array(32).fill(4));
const SITE = "https://paper.example";
const ORIGIN = "https://wire.example.org";

/** A feed as FeedWordPress generates it, with the URL of its source. */
const feed = (key = KEY) =>
  answer(
    "application/atom+xml",
    `<feed><entry><source><link rel="self" href="https://key:${key}@wire.example.org/licensed/feeds/latest.atom"/></source></entry></feed>`,
  );
const home = (...hrefs: string[]) =>
  page(
    `<head><title>x</title>${hrefs.map((href) => `<link rel="alternate" type="application/rss+xml" href="${href}">`).join("")}</head>`,
  );
const robots = (...lines: string[]) => text(lines.join("\n"));

/** Searches a site, and checks that only https URLs on one host were requested, robots.txt first, and in time. */
async function search(answers: Record<string, Answer>, over: Partial<Parameters<typeof findKeys>[0]> = {}) {
  const { fetch, requests } = web(answers);
  const found = await findKeys({ domain: "paper.example", origin: ORIGIN, turn: 0, timeoutMs: 500, fetch, ...over });
  const asked = requests.map(({ address }) => address);
  expect(asked[0]).toBe(`${SITE}/robots.txt`);
  expect(asked.filter((address) => !address.endsWith("/robots.txt")).length).toBeLessThanOrEqual(KEY_WATCH.requests);
  expect(new Set(asked).size).toBe(asked.length);
  for (const { address, init } of requests) {
    expect(["paper.example", "www.paper.example"]).toContain(new URL(address).host);
    expect(init).toMatchObject({ method: "GET", redirect: "manual", cache: "no-store" });
    expect(new Headers(init.headers).get("User-Agent")).toBe(`${WATCH_ROBOT} (+${ORIGIN}/docs#keys)`);
    expect([...new Headers(init.headers).keys()].sort()).toEqual(["accept", "user-agent"]);
    expect(init.signal?.aborted).toBe(true);
  }
  return { found, asked: asked.map((address) => address.replace(SITE, "")) };
}

const ALL = ["/robots.txt", "/feed/", "/"];

describe("a key is found", () => {
  test.each<[string, Record<string, Answer>, string]>([
    ["in /feed/", { [`${SITE}/feed/`]: feed() }, "/feed/"],
    ["on the home page", { [`${SITE}/`]: page(`<body>${KEY}</body>`) }, "/"],
    ["in a feed that the home page names", { [`${SITE}/`]: home("/rss.xml"), [`${SITE}/rss.xml`]: feed() }, "/rss.xml"],
    ["by a relative address", { [`${SITE}/`]: home("atom"), [`${SITE}/atom`]: feed() }, "/atom"],
    ["by a whole one", { [`${SITE}/`]: home(`${SITE}/a.xml#x`), [`${SITE}/a.xml`]: feed() }, "/a.xml"],
    ["behind a redirect here", { [`${SITE}/feed/`]: redirect("/feed"), [`${SITE}/feed`]: feed() }, "/feed"],
  ])("%s", async (_, answers, path) => {
    expect((await search(answers)).found).toEqual([{ key: KEY, foundAt: SITE + path }]);
  });

  test("and another beside it, each on its page; the page is told without its query", async () => {
    const answers = {
      [`${SITE}/feed/`]: feed(),
      [`${SITE}/`]: home("/?feed=atom"),
      [`${SITE}/?feed=atom`]: feed(OTHER),
    };
    const { found, asked } = await search(answers);
    expect(found).toEqual([
      { key: KEY, foundAt: `${SITE}/feed/` },
      { key: OTHER, foundAt: `${SITE}/` },
    ]);
    expect(asked).toEqual([...ALL, "/?feed=atom"]);
  });

  test("at the www. to which the site leads", async () => {
    const answers = {
      [`${SITE}/robots.txt`]: redirect("https://www.paper.example/robots.txt", 301),
      "https://www.paper.example/robots.txt": robots("User-agent: *", "Disallow: /admin"),
      "https://www.paper.example/feed/": feed(),
    };
    expect((await search(answers)).found).toEqual([{ key: KEY, foundAt: "https://www.paper.example/feed/" }]);
  });

  test("in each of several named feeds in its turn, and at most three pages are asked for", async () => {
    const answers = { [`${SITE}/`]: () => home("/feed/", "/a.xml", "/b.xml", "/c.xml") };
    const third = async (turn: number) => (await search(answers, { turn })).asked.at(-1);
    expect([await third(0), await third(1), await third(2), await third(3)]).toEqual([
      "/a.xml",
      "/b.xml",
      "/c.xml",
      "/a.xml",
    ]);
  });
});

describe("robots.txt is obeyed", () => {
  const leaky = () => ({ [`${SITE}/feed/`]: feed(), [`${SITE}/`]: home("/a.xml"), [`${SITE}/a.xml`]: feed(OTHER) });
  test.each<[string, Answer, string[]]>([
    ["nothing may be asked", robots("User-agent: *", "Disallow: /"), ["/robots.txt"]],
    ["nothing by us", robots("User-agent: Commonwire-Keys", "Disallow: /"), ["/robots.txt"]],
    [
      "nothing but by us",
      robots("User-agent: *", "Disallow: /", "User-agent: commonwire-keys", "Allow: /"),
      [...ALL, "/a.xml"],
    ],
    ["no feed", robots("User-agent: *", "Disallow: /feed"), ["/robots.txt", "/", "/a.xml"]],
    ["no named feed", robots("User-agent: *", "Disallow: /*.xml$"), ALL],
    ["there is none", status(404), [...ALL, "/a.xml"]],
    ["it is a page", page("<h1>Not here</h1>"), [...ALL, "/a.xml"]],
    ["it can't be read", status(503), ["/robots.txt"]],
    ["it is refused", status(403), ["/robots.txt"]],
    ["it leads to another site", redirect("https://evil.example/robots.txt"), ["/robots.txt"]],
    ["it doesn't answer", neverAnswer, ["/robots.txt"]],
    ["it is down", new Error("refused"), ["/robots.txt"]],
  ])("%s", async (_, rules, asked) => {
    expect((await search({ ...leaky(), [`${SITE}/robots.txt`]: rules })).asked).toEqual(asked);
  });
});

describe("nothing else is asked", () => {
  test.each<[string, Record<string, Answer>, string[]]>([
    ["another site, by a redirect", { [`${SITE}/feed/`]: redirect("https://evil.example/") }, ALL],
    ["http, by a redirect", { [`${SITE}/feed/`]: redirect("http://paper.example/feed/") }, ALL],
    // Its robots.txt wasn't read.
    ["the other host, by a redirect", { [`${SITE}/feed/`]: redirect("https://www.paper.example/feed/") }, ALL],
    [
      "more than three, by redirects",
      { [`${SITE}/feed/`]: redirect("/1"), [`${SITE}/1`]: redirect("/2"), [`${SITE}/2`]: redirect("/3") },
      ["/robots.txt", "/feed/", "/1", "/2"],
    ],
    [
      "another site, by name",
      { [`${SITE}/`]: home("https://evil.example/feed", "//evil.example/x", "javascript:1", "mailto:x") },
      ALL,
    ],
    ["an address that holds a key", { [`${SITE}/`]: home(`/?key=${OTHER}`) }, ALL],
  ])("%s", async (_, answers, asked) => {
    expect((await search(answers)).asked).toEqual(asked);
  });

  test("and no address with a key in it is told", async () => {
    const answers = { [`${SITE}/feed/`]: redirect(`/k/${KEY}`), [`${SITE}/k/${KEY}`]: feed() };
    expect((await search(answers)).found).toEqual([]);
  });
});

describe("bounds", () => {
  test("of a huge body only the beginning is read", async () => {
    const { stream, seen } = body(new TextEncoder().encode("x".repeat(1000)));
    const { found } = await search({ [`${SITE}/feed/`]: text(stream), [`${SITE}/`]: page(KEY) }, { maxBytes: 10_000 });
    expect(found).toEqual([{ key: KEY, foundAt: `${SITE}/` }]);
    expect([seen.cancelled, seen.pulled < 15]).toEqual([true, true]);
  });

  test("a key behind them isn't found, and one that they cut through isn't either", async () => {
    const found = async (before: number) =>
      (await search({ [`${SITE}/feed/`]: text(`${"x".repeat(before)}${KEY}`) }, { maxBytes: 1000 })).found.length;
    expect([await found(1000 - KEY.length), await found(1001 - KEY.length), await found(1000)]).toEqual([1, 0, 0]);
  });

  test("a site that never answers, or never ends, costs its time and no more", async () => {
    expect((await search({ [`${SITE}/feed/`]: neverAnswer }, { timeoutMs: 50 })).asked).toEqual([
      "/robots.txt",
      "/feed/",
    ]);
    const { stream } = body(new TextEncoder().encode(" "), { every: 10 });
    const slow = await search({ [`${SITE}/feed/`]: text(stream), [`${SITE}/`]: page(KEY) }, { timeoutMs: 50 });
    expect(slow.found).toEqual([]);
  });

  test("pictures and failures are no text", async () => {
    const answers = { [`${SITE}/feed/`]: answer("image/png", KEY), [`${SITE}/`]: answer("text/html", KEY, 500) };
    expect((await search(answers)).found).toEqual([]);
  });
});
