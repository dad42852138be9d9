import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { Wire } from "../../src/worker.ts";
import { pass, stopClock } from "../support/clock.ts";
import { cron } from "../support/cron.ts";
import { costOf } from "../support/d1.ts";
import { article, desk, freshWire, get, publish, publishMasthead } from "../support/wire.ts";

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

  test("its release is purged from caches", async () => {
    await publish("scoop", { embargo: "2026-06-01T12:05:00Z" });
    await new Promise((resolve) => setTimeout(resolve, 1300));
    pass(300);
    const purge = vi.spyOn(Wire.prototype, "purge");
    await cron();
    expect(purge.mock.calls.map(([tags]) => tags.includes("article:scoop") && tags.includes("channel:latest"))).toEqual(
      [true],
    );
    purge.mockRestore();
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
