import { parseFeed } from "feedsmith";
import { beforeEach, describe, expect, test } from "vitest";
import { isolate } from "../../src/http/cache/isolate.ts";
import { RETENTION } from "../../src/model/policy.ts";
import { DAY, SECOND } from "../../src/model/time.ts";
import { pass } from "../support/clock.ts";
import { cron } from "../support/cron.ts";
import { costOf } from "../support/d1.ts";
import { factsOf } from "../support/facts.ts";
import { read } from "../support/feeds.ts";
import {
  act,
  article,
  desk,
  fill,
  get,
  getLicensed,
  harbourWire,
  MASTHEAD,
  ORIGIN,
  publish,
  publishMasthead,
  tagOf,
} from "../support/wire.ts";

const FORMATS = ["rss", "atom", "json"] as const;
const HARBOUR = `${ORIGIN}/articles/harbour`;
const WEEK = (RETENTION.changedDays * DAY) / SECOND;
const text = async (path: string) => (await get(path)).text();
const idsAt = async (path: string) => read(await text(path)).ids;
const slugsAt = async (path: string) => (await idsAt(path)).map((id) => id.slice(`${ORIGIN}/articles/`.length));

/** Publishes an old story and many newer ones in another section and topic. */
async function oldHarbour(newer = 60): Promise<void> {
  await harbourWire();
  await publish("harbour", { published: "2020-01-01T00:00:00Z" });
  await fill("world", newer);
  pass(60 + WEEK);
  await cron();
  pass(60);
}

const correct = (id: string) => act(id, "correct", { note: "The date was wrong.", changes: { body: "<p>Right.</p>" } });

beforeEach(() => oldHarbour());

describe("a correction of an old story", () => {
  test("is in every feed of its channels within a second, and leaves after seven days with a new ETag", async () => {
    const channels = ["latest", "topic/trade", "author/ann", "licence/open"];
    const paths = channels.flatMap((channel) => FORMATS.map((format) => `/feeds/${channel}.${format}`));
    const tags = () => Promise.all(paths.map(tagOf));
    for (const path of paths) expect(await idsAt(path)).not.toContain(HARBOUR);
    const before = await tags();
    await correct("harbour");
    pass(1);
    const during = await tags();
    for (const path of paths) {
      const body = await text(path);
      expect([path, read(body).ids.length, read(body).ids.at(-1)]).toEqual([path, 51, HARBOUR]);
      expect(factsOf(body).at(-1)?.body).toContain("<p>Right.</p>");
      expect(body).toContain("The date was wrong.");
    }
    pass(WEEK - 1);
    await cron();
    expect(await tags()).toEqual(during);
    pass(1);
    await cron();
    for (const path of paths) expect(await idsAt(path)).not.toContain(HARBOUR);
    const after = await tags();
    expect(after.map((tag, at) => tag !== during[at] && tag !== before[at])).toEqual(paths.map(() => true));
    pass(60);
    await cron();
    expect(await tags()).toEqual(after);
  });

  test.each([
    ["a fixed typo, which has no note", () => act("harbour", "fix", { changes: { headline: "Harbor reopens" } })],
    ["another text from its CMS", () => publish("harbour", { published: "2020-01-01T00:00:00Z", summary: "Other." })],
    ["a licence of another kind", () => act("harbour", "relicense", { licence: "eligible" })],
    [
      "a story that is back: copies were taken down for it",
      async () => {
        await act("harbour", "kill", { reason: "Wrong." });
        await act("harbour", "restore", { reason: "Right." });
      },
    ],
  ])("so is %s", async (_, change) => {
    await change();
    for (const format of FORMATS) expect((await idsAt(`/feeds/latest.${format}`)).at(-1)).toBe(HARBOUR);
  });

  test("leaves with its story at once, however that goes", async () => {
    await correct("harbour");
    for (const action of ["withhold", "kill", "expire"]) {
      await act("harbour", action, { reason: "Wrong." });
      for (const format of FORMATS) expect(await idsAt(`/feeds/latest.${format}`)).not.toContain(HARBOUR);
      await act("harbour", "restore", { reason: "Right." });
    }
  });

  test("stands behind the newest fifty, the newest correction first, each story once, at most fifty of them", async () => {
    await fill("asia", 60);
    pass(WEEK + 60);
    await cron();
    const newest = await slugsAt("/feeds/latest.json");
    expect(newest).toHaveLength(50);
    await correct(newest[7] ?? "");
    for (const id of ["harbour", "world-0", "world-1", "harbour"]) {
      pass(60);
      await correct(id);
    }
    expect(await slugsAt("/feeds/latest.json")).toEqual([...newest, "harbour", "world-1", "world-0"]);
    for (const from of [2, 32]) {
      const batch = Array.from({ length: 28 }, (_, more) =>
        article({
          id: `world-${from + more}`,
          section: "world",
          headline: `Story ${from + more} again`,
          published: new Date(Date.UTC(2020, 0, 1 + from + more)).toISOString(),
        }),
      );
      pass(60);
      expect((await desk("PUT", "/articles", { articles: batch })).status).toBe(200);
    }
    const old = (await slugsAt("/feeds/latest.json")).slice(50);
    expect([old.length, new Set(old).size]).toEqual([50, 50]);
    expect(old.slice(0, 28).every((id) => /^world-[345]\d$/.test(id))).toBe(true);
  });

  test("of a summary stands behind it for everybody, in every format", async () => {
    await publish("harbour", { published: "2020-01-01T00:00:00Z", licence: "eligible" });
    await correct("harbour");
    const line = "Correction, June 8, 2026: The date was wrong.";
    const rss = parseFeed(await text("/feeds/latest.rss"));
    const atom = parseFeed(await text("/feeds/latest.atom"));
    const { items } = JSON.parse(await text("/feeds/latest.json"));
    if (rss.format !== "rss" || atom.format !== "atom") throw new Error("neither");
    const both = `The harbour reopened on Monday.\n\n${line}`;
    expect(rss.feed.items?.at(-1)?.description).toBe(both);
    expect(atom.feed.entries?.at(-1)?.summary?.value).toBe(both);
    expect(items.at(-1)).toMatchObject({
      summary: "The harbour reopened on Monday.",
      content_text: both,
      content_html: `<p>The harbour reopened on Monday.</p><p>${line}</p>`,
    });
  });
});

describe("a licence that shows less", () => {
  const narrow = (change: object) =>
    publishMasthead({
      ...MASTHEAD,
      licences: { ...MASTHEAD.licences, open: { ...MASTHEAD.licences.open, ...change } },
    });

  test("puts the newest fifty stories under it into the feeds of each channel, and no others", async () => {
    await fill("asia", 60);
    await publish("theirs", { licence: "eligible", published: "2019-01-01T00:00:00Z" });
    pass(WEEK + 60);
    await cron();
    const newest = await slugsAt("/feeds/author/ann.json");
    await narrow({ statement: "The same in other words." });
    expect(await slugsAt("/feeds/author/ann.json")).toEqual(newest);
    await narrow({ publicText: "summary" });
    // They are the newest of their channels anyway, until newer ones replace them.
    expect(await slugsAt("/feeds/author/ann.json")).toEqual(newest);
    await fill("asia", 180);
    const later = await slugsAt("/feeds/author/ann.json");
    expect(later.slice(50).length).toBeGreaterThan(0);
    expect(later).not.toContain("theirs");
    expect(newest).toEqual(expect.arrayContaining(later.slice(50)));
    pass(WEEK + 60);
    await cron();
    expect(await slugsAt("/feeds/author/ann.json")).toHaveLength(50);
  });

  test("and one whose time is over is told as no longer licensed to who could read it", async () => {
    const gone = async (licences: string[]) =>
      read(await (await getLicensed("/feeds/latest.json", licences)).text()).gone;
    await narrow({ effective: { to: "2026-06-20T00:00:00Z" } });
    expect(await gone(["open"])).toEqual([]);
    pass((20 * DAY) / SECOND);
    await cron();
    expect((await gone(["open"])).length).toBe(50);
    await narrow({});
    expect(await gone(["open"])).toEqual([]);
  });
});

describe("with a key", () => {
  test("latest has the corrected stories that the key opens, whatever else was corrected", async () => {
    await publish("mine", { licence: "eligible", published: "2019-01-01T00:00:00Z" });
    await publish("closed", { licence: "reserved", published: "2019-01-02T00:00:00Z" });
    pass(WEEK + 60);
    await cron();
    await correct("mine");
    pass(1);
    await correct("closed");
    const ids = async (query: string) =>
      read(await (await getLicensed(`/feeds/latest.rss${query}`, ["eligible"])).text()).ids;
    expect((await ids("")).slice(50)).toEqual([`${ORIGIN}/articles/mine`]);
    expect((await ids("?all=1")).slice(50)).toEqual(["closed", "mine"].map((id) => `${ORIGIN}/articles/${id}`));
  });
});

describe("rows of a miss", () => {
  const PATH = "/feeds/section/asia.rss";
  const cost = async () => {
    isolate.reset();
    return (await costOf(() => getLicensed(PATH, ["open"]))).rowsRead;
  };
  /** Returns how many additional rows a miss reads after each step. */
  async function rowsOf(ids: readonly string[], step: (id: string) => Promise<void>): Promise<number[]> {
    const rows = [];
    for (const id of ids) {
      const before = await cost();
      await step(id);
      rows.push((await cost()) - before);
    }
    return rows;
  }

  test("are the same whatever the archive holds; so many more for each correction and each notice", async () => {
    await fill("asia", 60);
    pass(WEEK + 60);
    await cron();
    // One for the note, and one for a story that isn't among the newest.
    const [first = 0, ...old] = await rowsOf(["asia-0", "asia-1", "asia-2"], correct);
    expect([first <= 4, ...old]).toEqual([true, 2, 2]);
    expect(await rowsOf(["asia-58", "asia-59"], correct)).toEqual([1, 1]);
    const withhold = (id: string) => act(id, "withhold", { reason: "Looked at." });
    const [once = 0, ...gone] = await rowsOf(["asia-4", "asia-5", "asia-6"], withhold);
    expect([once <= 4, ...gone]).toEqual([true, 3, 3]);
    const kill = (id: string) => act(id, "kill", { reason: "Wrong." });
    expect(await rowsOf(["asia-7", "asia-8"], kill)).toEqual([3, 3]);
    const small = await cost();
    await fill("world", 120);
    expect(await cost()).toBe(small);
  });
});
