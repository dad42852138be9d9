import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { readLedger } from "../../src/store/ledger.ts";
import { pass, stopClock } from "../support/clock.ts";
import { cron } from "../support/cron.ts";
import { costOf } from "../support/d1.ts";
import { png } from "../support/png.ts";
import { article, desk, freshWire, get, publish, publishMasthead, upload } from "../support/wire.ts";

beforeEach(async () => {
  await freshWire();
  await publishMasthead();
  stopClock("2026-06-01T12:00:30Z");
});

describe("an embargo", () => {
  test("holds until its time, then the cron releases it with that date, in one batch", async () => {
    await publish("scoop", { embargo: "2026-06-01T21:05:00+09:00", headline: "Scoop" });
    await cron();
    expect((await get("/articles/scoop")).status).toBe(404);
    pass(270);
    const cost = await costOf(cron);
    expect(cost.batches).toHaveLength(1);
    const article = await (await get("/v1/articles/scoop")).json();
    expect(article).toMatchObject({
      published: "2026-06-01T12:05:00Z",
      modified: "2026-06-01T12:05:00Z",
      metadata: { version: 1 },
    });
    expect(await (await get("/feeds/latest.rss")).text()).toContain("Scoop");
  });

  test("its release moves the state that readers see, and its upload doesn't", async () => {
    const before = await readLedger(env.DB);
    await publish("scoop", { embargo: "2026-06-01T12:05:00Z" });
    const uploaded = await readLedger(env.DB);
    expect([uploaded.change, uploaded.altered]).toEqual([before.change, before.altered]);
    expect(uploaded.revision).toBeGreaterThan(before.revision);
    pass(300);
    await cron();
    const released = await readLedger(env.DB);
    expect([released.change > before.change, released.altered]).toEqual([true, before.altered]);
  });

  test("its release is there at once, though the batch behind it fails; that one comes a minute later", async () => {
    const embargo = "2026-06-01T12:05:00Z";
    const many = Array.from({ length: 50 }, (_, at) => article({ id: `scoop-${at}`, embargo }));
    expect((await desk("PUT", "/articles", { articles: many })).status).toBe(200);
    await publish("scoop-50", { embargo });
    pass(300);
    const database: D1Database = Object.getPrototypeOf(env.DB);
    const { batch } = database;
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    vi.spyOn(database, "batch")
      .mockImplementationOnce(function (this: D1Database, statements) {
        return batch.call(this, statements);
      })
      .mockImplementationOnce(() => Promise.reject(new Error("D1 is away.")));
    await get("/feeds/latest.json");
    await cron();
    const { items } = await (await get("/feeds/latest.json")).json<{ items: unknown[] }>();
    expect(items).toHaveLength(50);
    pass(60);
    await cron();
    vi.restoreAllMocks();
    const { total } = (await env.DB.prepare("SELECT count(*) AS total FROM article WHERE released IS NOT NULL").first<{
      total: number;
    }>()) ?? { total: 0 };
    expect(total).toBe(51);
  });

  test("is over everywhere within the minute, and nowhere before", async () => {
    const picture = await upload(png(640, 480, "scoop"));
    const image = { sha256: picture, alt: "Scoop", credit: "c", owner: "Test Foundation", licence: "open" };
    await publish("scoop", { embargo: "2026-06-01T12:05:00Z", headline: "Scoop", images: [image], authors: ["ghost"] });
    const addresses = [
      ...["rss", "atom", "json"].flatMap((format) => [`/feeds/latest.${format}`, `/feeds/author/ghost.${format}`]),
      ...[
        "/",
        "/articles/scoop",
        "/v1/articles/scoop",
        "/v1/articles/scoop?format=ninjs",
        "/v1/articles",
        "/v1/changes",
      ],
    ];
    const seen = async () => {
      const texts = await Promise.all(addresses.map(async (address) => (await get(address)).text()));
      const found = texts.map((text) => /Scoop/.test(text));
      return [...found, (await get(`/images/${picture}.png`)).ok];
    };
    // The cron runs at any second of each minute.
    for (const time of ["12:00:59", "12:01:59", "12:02:59", "12:03:59", "12:04:59"]) {
      stopClock(`2026-06-01T${time}Z`);
      await cron();
      expect([time, new Set(await seen())]).toEqual([time, new Set([false])]);
    }
    stopClock("2026-06-01T12:05:59Z");
    await cron();
    expect(new Set(await seen())).toEqual(new Set([true]));
  });

  test("that many stories share is over for all of them in the same minute", async () => {
    const embargo = "2026-06-01T12:05:00Z";
    for (let at = 0; at < 3; at++) {
      const articles = Array.from({ length: 40 }, (_, more) => article({ id: `story-${at}-${more}`, embargo }));
      expect((await desk("PUT", "/articles", { articles })).status).toBe(200);
    }
    pass(270);
    await cron();
    const released = await env.DB.prepare("SELECT count(*) AS count FROM article WHERE released IS NOT NULL").first();
    expect(released).toEqual({ count: 120 });
  });

  test("run twice, the cron releases once", async () => {
    await publish("scoop", { embargo: "2026-06-01T12:05:00Z" });
    pass(300);
    await Promise.all([cron(), cron()]);
    await cron();
    const { results } = await env.DB.prepare("SELECT kind, article, by FROM change WHERE article IS NOT NULL").all();
    expect(results).toEqual([{ kind: "released", article: "scoop", by: "cron" }]);
  });

  test("an embargo that has passed already doesn't hold", async () => {
    await publish("late", { embargo: "2026-06-01T12:00:00Z" });
    expect(await (await get("/v1/articles/late")).json()).toMatchObject({ published: "2026-06-01T12:00:00Z" });
  });

  test("edits before release leave no trace of themselves in the dates", async () => {
    await publish("scoop", { embargo: "2026-06-01T12:05:00Z" });
    pass(60);
    await publish("scoop", { embargo: "2026-06-01T12:05:00Z", headline: "Better scoop" });
    pass(240);
    await cron();
    expect(await (await get("/v1/articles/scoop")).json()).toMatchObject({
      headline: "Better scoop",
      modified: "2026-06-01T12:05:00Z",
    });
  });

  test("a withheld article isn't released by its date", async () => {
    await publish("held", { embargo: "2026-06-01T12:05:00Z", status: "withheld" });
    pass(600);
    await cron();
    expect((await get("/articles/held")).status).toBe(404);
  });
});
