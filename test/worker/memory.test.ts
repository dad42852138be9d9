import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { publishMasthead as publishMastheadJob } from "../../src/commands/publishing/publish-masthead.ts";
import { readEnv } from "../../src/env.ts";
import { newestLedger } from "../../src/http/cache/belief.ts";
import { isolate } from "../../src/http/cache/isolate.ts";
import { learn } from "../../src/http/cache/memory.ts";
import { PAGE } from "../../src/store/article/article.ts";
import { Wire } from "../../src/worker.ts";
import { pass } from "../support/clock.ts";
import { costOf } from "../support/d1.ts";
import {
  act,
  fill,
  get,
  getLicensed,
  harbourWire,
  MASTHEAD,
  ORIGIN,
  publish,
  request,
  tagOf,
} from "../support/wire.ts";

const FEEDS = ["/feeds/latest.rss", "/feeds/latest.atom", "/feeds/latest.json"];

beforeEach(harbourWire);

describe("what a request costs", () => {
  test("a hit, a 304 and a HEAD read no database; a second later one row", async () => {
    for (const path of FEEDS) {
      const tag = await tagOf(path);
      const hits = await costOf(async () => {
        await get(path);
        await get(path, { "If-None-Match": tag });
        await request(path, { method: "HEAD" });
      });
      expect(hits).toEqual({ batches: [], alone: 0, rowsRead: 0 });
      pass(2);
      expect(await costOf(() => get(path))).toEqual({ batches: [], alone: 1, rowsRead: 1 });
    }
  });

  test("a miss reads one row an item and few more, however large the archive", async () => {
    await fill("world", 60);
    isolate.reset();
    const small = await costOf(() => get("/feeds/section/world.rss"));
    await fill("asia", 300);
    isolate.reset();
    const large = await costOf(() => get("/feeds/section/world.rss"));
    expect(small.rowsRead).toBeLessThanOrEqual(60);
    expect(large.rowsRead).toBe(small.rowsRead);
  });

  test("a notice costs three rows more, in the feeds that carry it", async () => {
    await fill("world", 60);
    const rows = async () => {
      isolate.reset();
      return (await costOf(() => get("/feeds/section/asia.rss"))).rowsRead;
    };
    await publish("other");
    const before = await rows();
    await act("other", "kill", { reason: "Wrong." });
    // The story's own row is no longer read; looking for a notice costs one row, whether or not there is one.
    expect((await rows()) - before).toBeLessThanOrEqual(2);
  });

  test("its query walks the channel in order and finds each article by its key: nothing is scanned or sorted", async () => {
    const plan = await env.DB.prepare(`EXPLAIN QUERY PLAN ${PAGE}`)
      .bind("section/asia", "", "9", "9", "", 50, "[]")
      .all<{ detail: string }>();
    const steps = plan.results
      .map(({ detail }) => detail)
      .filter((step) => /membership|article|TEMP B-TREE/.test(step));
    expect(steps).toEqual([
      expect.stringMatching(/^SEARCH membership USING PRIMARY KEY \(channel=\?/),
      expect.stringMatching(/^SEARCH article USING PRIMARY KEY \(id=\?\)/),
    ]);
  });

  test("after a publish elsewhere a feed is served again for its freshness rows alone", async () => {
    await publish("other", { section: "world" });
    await get("/feeds/section/asia.rss");
    await publish("third", { section: "world", headline: "Third" });
    const cost = await costOf(() => get("/feeds/section/asia.rss"));
    expect(cost.rowsRead).toBeLessThanOrEqual(4);
  });

  test("twenty cold requests at once share one rendering", async () => {
    const one = await costOf(() => get("/feeds/latest.rss"));
    isolate.reset();
    const all = await costOf(() => Promise.all(Array.from({ length: 20 }, () => get("/feeds/latest.rss"))));
    expect(one.alone).toBeGreaterThan(0);
    // Each may read the newest state, but only one reads the articles.
    expect(all.rowsRead).toBeLessThanOrEqual(one.rowsRead + 20 + 5);
  });
});

describe("the isolate's memory", () => {
  test("of an older state gives way to a newer one, though it was asked for first", async () => {
    const ledger = await newestLedger(readEnv(env), Date.now());
    const now = Date.now();
    learn({ ...ledger, revision: ledger.revision + 1000 }, now);
    learn({ ...ledger, revision: ledger.revision + 999 }, now);
    expect((await newestLedger(readEnv(env), now)).revision).toBe(ledger.revision + 1000);
  });

  test("doesn't join a rendering that began before a publish, or longer ago than a second", async () => {
    await publish("harbour", { headline: "Before" });
    const bucket: D1PreparedStatement = Object.getPrototypeOf(env.DB.prepare("SELECT 1"));
    const { all } = bucket;
    let hold = true;
    const never = new Promise<never>(() => undefined);
    const spy = vi.spyOn(bucket, "all").mockImplementation(function (this: D1PreparedStatement) {
      return hold ? never : all.call(this);
    });
    void get("/feeds/section/asia.rss");
    await new Promise((resolve) => setTimeout(resolve, 50));
    hold = false;
    pass(2);
    expect((await get("/feeds/section/asia.rss")).status).toBe(200);
    spy.mockRestore();
  });

  test("isn't kept under a state that it wasn't made in", async () => {
    await get("/articles/harbour");
    // Another isolate publishes: this one uses its cached state for up to another second.
    const desk = { db: env.DB, origin: ORIGIN, now: Date.now(), clock: Date.now, by: "other" };
    const open = { ...MASTHEAD.licences.open, publicText: "link" as const };
    await publishMastheadJob(desk, { ...MASTHEAD, licences: { ...MASTHEAD.licences, open } });
    await get("/feeds/latest.json");
    pass(3600);
    expect(await (await get("/feeds/latest.json")).text()).not.toContain("The harbour is open again.");
  });

  test("answers a second request without going to Wire, with the same bytes and headers", async () => {
    const first = await get("/feeds/latest.rss");
    const read = vi.spyOn(Wire.prototype, "fetch");
    const second = await get("/feeds/latest.rss");
    expect(read).not.toHaveBeenCalled();
    read.mockRestore();
    expect([...second.headers]).toEqual([...first.headers]);
    expect(await second.text()).toBe(await first.text());
  });

  test("never gives one access what another was given", async () => {
    await publish("members", { licence: "eligible", body: "<p>For members.</p>" });
    const licensed = () => getLicensed("/feeds/latest.rss", ["eligible"]);
    for (let round = 0; round < 3; round++) {
      expect(await (await licensed()).text()).toContain("For members.");
      expect(await (await get("/feeds/latest.rss")).text()).not.toContain("For members.");
      expect(await (await getLicensed("/feeds/latest.rss", ["open"])).text()).not.toContain("For members.");
    }
  });

  test("believes what it knows for a second, and not longer", async () => {
    await get("/articles/harbour");
    await env.DB.prepare(
      "UPDATE article SET content = json_set(content, '$.status', 'withheld'), change = change + 1",
    ).run();
    await env.DB.prepare(
      "UPDATE ledger SET revision = revision + 1, counted = revision + 1, change = change + 1, altered = change + 1",
    ).run();
    expect((await get("/articles/harbour")).status).toBe(200);
    pass(1);
    expect((await get("/articles/harbour")).status).toBe(404);
  });
});
