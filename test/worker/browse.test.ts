import { beforeEach, describe, expect, test } from "vitest";
import { isolate } from "../../src/http/cache/isolate.ts";
import { PAGES } from "../../src/model/policy.ts";
import { pass } from "../support/clock.ts";
import { costOf } from "../support/d1.ts";
import { png } from "../support/png.ts";
import { expectProblem } from "../support/problem.ts";
import {
  act,
  fill,
  freshWire,
  get,
  MASTHEAD,
  ORIGIN,
  publish,
  publishMasthead,
  tagOf,
  upload,
} from "../support/wire.ts";

const text = async (path: string) => (await get(path)).text();

/** Returns the stories that a page lists, by the numbers in their addresses, in page order. */
const listed = (html: string): number[] =>
  [...html.matchAll(/<h[23] dir="auto"[^>]*><a href="[^"]*\/articles\/asia-(\d+)">/g)].map(([, at]) => Number(at));

/** Returns the path of a page's previous or next link. */
const linked = (html: string, rel: "prev" | "next"): string | undefined =>
  new RegExp(`<link rel="${rel}" href="([^"]+)"`).exec(html)?.[1]?.replaceAll("&amp;", "&").slice(ORIGIN.length);

const downFrom = (from: number, to: number) => Array.from({ length: from - to + 1 }, (_, at) => from - at);

beforeEach(async () => {
  await freshWire();
  await publishMasthead();
  pass(60);
});

describe("a channel's page", () => {
  test("has the newest stories, and leads on through all of them", async () => {
    await fill("asia", 90);
    const first = await text("/sections/asia");
    expect(listed(first)).toEqual(downFrom(89, 60));
    expect(linked(first, "prev")).toBeUndefined();
    expect(linked(first, "next")).toBe("/sections/asia/pages/3");
    const seen = listed(first);
    let [path, before] = [linked(first, "next"), "/sections/asia"];
    while (path !== undefined) {
      const page = await text(path);
      expect(listed(page)).toHaveLength(PAGES.browse);
      expect(linked(page, "prev")).toBe(before);
      expect(page).toContain(`<link rel="canonical" href="${ORIGIN}${path}"`);
      seen.push(...listed(page));
      [before, path] = [path, linked(page, "next")];
    }
    expect(seen).toEqual(downFrom(89, 0));
  });

  test("has pages of the past on which nothing moves when something comes out", async () => {
    await fill("asia", 60);
    const past = await text("/sections/asia/pages/1");
    expect(listed(past)).toEqual(downFrom(19, 0));
    for (const at of [100, 101, 102]) await publish(`asia-${at}`, { published: "2026-05-20T00:00:00Z" });
    expect(await text("/sections/asia/pages/1")).toBe(past);
    expect(listed(await text("/sections/asia"))).toEqual([102, 101, 100, ...downFrom(59, 40)]);
    await act("asia-7", "kill", { reason: "Wrong." });
    expect(listed(await text("/sections/asia/pages/1"))).toEqual(downFrom(19, 0).filter((at) => at !== 7));
  });

  test("has what came in late, dated long ago, until it is on a page of the past", async () => {
    await fill("asia", 60);
    await publish("asia-1000", { published: "2001-01-01T00:00:00Z" });
    expect(listed(await text("/sections/asia")).at(-1)).toBe(1000);
  });

  test.each([
    ["/topics/trade", "trade"],
    ["/authors/ann", "Ann Author"],
    ["/sections/asia", "Asia"],
  ])("%s names its channel, and its feed", async (path, name) => {
    await publish("asia-1");
    const page = await text(path);
    expect(page).toMatch(new RegExp(`<h1[^>]*>${name}</h1>`, "i"));
    expect(listed(page)).toEqual([1]);
    expect(page).toContain(`href="${ORIGIN}/feeds/${path.slice(1).replace("s/", "/")}.rss"`);
  });

  test("of an author says who they are, and how to follow them", async () => {
    await publish("asia-1");
    const page = await text("/authors/ann");
    expect(page).toContain("Asia Reporter, Test Foundation");
    expect(page).toContain('<a href="https://social.example/@ann">Mastodon</a>');
  });

  test("is where links to a channel lead, from pages and from a feed's address without a format", async () => {
    await publish("asia-1");
    const story = await text("/articles/asia-1");
    for (const path of ["/sections/asia", "/topics/trade", "/authors/ann"])
      expect(story).toContain(`href="${ORIGIN}${path}"`);
    for (const [from, to] of [
      ["/feeds/section/asia", "/sections/asia"],
      ["/feeds/topic/trade", "/topics/trade"],
      ["/feeds/author/ann", "/authors/ann"],
      ["/feeds/licence/open", "/licences/open"],
      ["/feeds/latest", "/"],
      ["/Sections/ASIA/", "/sections/asia"],
    ] as const) {
      const response = await get(from, { redirect: "manual" });
      expect([from, response.url.slice(ORIGIN.length)]).toEqual([from, to]);
    }
  });

  test("of what nobody knows, or knows of nothing yet, isn't there", async () => {
    await publish("asia-1", { embargo: "2040-01-01T00:00:00Z", topics: ["hidden"], authors: ["ghost"] });
    for (const path of ["/topics/hidden", "/authors/ghost", "/sections/none", "/topics/none", "/authors/none"])
      await expectProblem(await get(path), 404, "not-found");
    await fill("world", 20);
    for (const page of ["0", "01", "1", "99999999", "x"])
      await expectProblem(await get(`/sections/world/pages/${page}`), 404, "not-found");
    for (const path of ["/feeds/topic/hidden", "/feeds/author/none", "/feeds/licence/none"])
      await expectProblem(await get(path), 404, "not-found");
    expect(listed(await text("/sections/asia"))).toEqual([]);
  });

  test("shows nothing that is withheld, killed or under embargo, and no headline of it", async () => {
    for (const at of [1, 2, 3, 4]) await publish(`asia-${at}`, { headline: `Claim ${at}` });
    await publish("asia-5", { headline: "Claim 5", embargo: "2040-01-01T00:00:00Z" });
    await act("asia-2", "withhold", { reason: "Being looked at." });
    await act("asia-3", "kill", { reason: "It was wrong." });
    for (const path of ["/sections/asia", "/topics/trade", "/authors/ann", "/archive/2026/04", "/"]) {
      const page = await text(path);
      expect(listed(page)).toEqual([4, 1]);
      expect(page).not.toMatch(/Claim [235]/);
    }
    const withdrawn = await text("/withdrawn");
    expect(withdrawn).toContain("It was wrong.");
    expect(withdrawn).not.toContain("Claim");
  });

  test("of a renamed author is led to", async () => {
    await publish("asia-1");
    const { ann, ...others } = MASTHEAD.authors;
    await publishMasthead({ ...MASTHEAD, authors: { ...others, anna: { ...ann, was: ["ann"] } } });
    expect((await get("/authors/ann")).url).toBe(`${ORIGIN}/authors/anna`);
    expect(listed(await text("/authors/anna"))).toEqual([1]);
    expect(await text("/articles/asia-1")).toContain(`href="${ORIGIN}/authors/anna"`);
  });

  test("keeps its ETag while another section publishes, and changes it with its own", async () => {
    await fill("asia", 60);
    await publish("calm", { section: "world", topics: [], authors: [] });
    const paths = ["/sections/world", "/sections/asia", "/sections/asia/pages/1"];
    const before = await Promise.all(paths.map(tagOf));
    expect((await get("/sections/world", { "If-None-Match": before[0] ?? "" })).status).toBe(304);
    await publish("asia-99", { topics: [], authors: [] });
    const behind = await Promise.all(paths.map(tagOf));
    expect([behind[0] === before[0], behind[1] === before[1]]).toEqual([true, false]);
  });

  test("takes at most two rows a story, however large the archive, and none when it is asked for again", async () => {
    await fill("asia", 120);
    for (const path of ["/sections/asia", "/sections/asia/pages/2", "/archive/2025/04", "/"]) {
      isolate.reset();
      let count = 0;
      const { rowsRead } = await costOf(async () => {
        count = listed(await text(path)).length;
      });
      expect(count).toBeGreaterThanOrEqual(PAGES.browse - 1);
      // The state, its freshness, the masthead, and the neighboring pages.
      expect(rowsRead).toBeLessThanOrEqual(2 * count + 14);
      const again = await costOf(() => text(path));
      expect(again.rowsRead).toBe(0);
    }
  });
});

describe("the archive", () => {
  test("lists the months that have stories, in the publication's zone", async () => {
    await publish("asia-1", { published: "2025-03-01T02:00:00Z" });
    await publish("asia-2", { published: "2025-12-31T23:00:00Z" });
    const page = await text("/archive");
    expect([...page.matchAll(/\/archive\/(\d{4}\/\d{2})"/g)].map(([, month]) => month)).toEqual(["2025/12", "2025/02"]);
    expect(page).toContain("February 2025");
    expect(listed(await text("/archive/2025/02"))).toEqual([1]);
  });

  test("leads through a month in pages, both ways, and to the months beside it", async () => {
    await fill("asia", 30);
    await publish("asia-900", { published: "2024-05-05T00:00:00Z" });
    await publish("asia-901", { published: "2025-06-05T00:00:00Z" });
    const first = await text("/archive/2025/01");
    expect(listed(first)).toEqual(downFrom(29, 10));
    expect(linked(first, "prev")).toBe("/archive/2025/06");
    const next = linked(first, "next") ?? "";
    const second = await text(next);
    // The first story is dated at the start of the new year in UTC, when it is still the old year in New York.
    expect(listed(second)).toEqual(downFrom(9, 1));
    expect(linked(second, "next")).toBe("/archive/2024/12");
    expect(linked(await text("/archive/2024/12"), "next")).toBe("/archive/2024/05");
    const back = await text(linked(second, "prev") ?? "");
    expect(back).toContain(`<link rel="canonical" href="${ORIGIN}/archive/2025/01"`);
    expect(listed(back)).toEqual(downFrom(29, 10));
  });

  test("refuses months that there aren't, and cursors of other months", async () => {
    await fill("asia", 30);
    for (const path of ["/archive/2025/13", "/archive/2025/00", "/archive/2024/01", "/archive/25/01", "/archive/x/01"])
      await expectProblem(await get(path), 404, "not-found");
    const cursor = /cursor=([^"]+)/.exec(await text("/archive/2025/01"))?.[1];
    await expectProblem(await get(`/archive/2025/02?cursor=${cursor}`), 422, "invalid");
    await expectProblem(await get("/archive/2025/01?cursor=none"), 422, "invalid");
  });
});

describe("the home page", () => {
  test("goes on where it ends", async () => {
    await fill("asia", 60);
    const seen: number[] = [];
    let path: string | undefined = "/";
    while (path !== undefined) {
      const page: string = await text(path);
      seen.push(...listed(page));
      path = linked(page, "next");
    }
    expect(seen).toEqual(downFrom(59, 0));
  });
});

test("a story that is written from right to left is so on its page, under its picture, in lists and where it is found", async () => {
  const sha256 = await upload(png(1200, 800, "A harbour"));
  const headline = "وزارة التعليم تعلن فتح المدارس";
  const owned = { owner: "Test Foundation", credit: "Ann", licence: "open" };
  // The newest story leads the home page and has a different layout there.
  await publish("lead", { published: "2026-05-20T09:00:00Z" });
  await publish("schools", {
    ...{ headline, summary: "قالت الوزارة إن المدارس ستفتح.", language: "ar" },
    images: [{ sha256, alt: "ميناء", caption: "ميناء المدينة", ...owned }],
    body: `<p>قالت الوزارة.</p><p><img src="/images/${sha256}" alt="ميناء"></p>`,
  });
  pass(60);
  const page = await text("/articles/schools");
  expect(page).toContain(`<h1 dir="rtl">${headline}</h1>`);
  expect(page).toContain('<figcaption dir="auto">ميناء المدينة');
  expect(page).toMatch(/<article [^>]*lang="ar"/);
  expect(page).toContain(`<meta property="og:title" content="${headline}"/>`);
  for (const path of ["/", "/sections/asia", `/search?q=${encodeURIComponent("المدارس")}`])
    expect([path, await text(path)]).toEqual([path, expect.stringMatching(/<h[23] dir="rtl" lang="ar">/)]);
});
