import { env } from "cloudflare:workers";
import { expect, vi } from "vitest";
import { pass } from "./clock.ts";
import { cron } from "./cron.ts";
import type { FakeWordPress } from "./fake-wordpress.ts";
import { interruptAfter } from "./interrupt.ts";
import { polls, report } from "./sources.ts";

/**
 * Imports generated posts, interrupted at some writes and resumed each time: every post must be there once, in its first version.
 */
export async function importInterrupted(site: FakeWordPress, count: number, stops: readonly number[]): Promise<void> {
  for (let at = 1; at <= count; at++)
    site.write({
      date_gmt: "2026-01-05T08:00:00",
      modified_gmt: "2026-01-05T08:00:00",
      slug: at % 7 === 0 ? "twin" : `post-${at}`,
    });
  const errors = vi.spyOn(console, "error").mockImplementation(() => undefined);
  for (const stop of stops) {
    const interrupt = interruptAfter(stop);
    pass(60 * 15);
    await cron();
    interrupt.restore();
  }
  expect(errors.mock.calls.length).toBeGreaterThanOrEqual(stops.length);
  errors.mockRestore();
  pass(60 * 15);
  for (let run = 0; run < count && (await report()).source.phase !== "follow"; run++) await polls(1, 15);
  expect((await report()).source).toMatchObject({ phase: "follow", failure: null, posts: { taken: count } });
  const rows = await env.DB.prepare("SELECT count(*) AS articles, max(version) AS newest FROM article").first();
  expect(rows).toEqual({ articles: count, newest: 1 });
}
