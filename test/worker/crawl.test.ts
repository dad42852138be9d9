import { beforeEach, describe, expect, test } from "vitest";
import { publishArchive } from "../support/archive-of.ts";
import { pass } from "../support/clock.ts";
import { crawl } from "../support/crawl.ts";
import { act, freshWire, get, ORIGIN, publish, publishMasthead } from "../support/wire.ts";

const CHANNELS = ["/sections/asia", "/sections/world", "/topics/trade", "/authors/ann", "/authors/bob"];

beforeEach(async () => {
  await freshWire();
  await publishMasthead();
  pass(60);
});

const crawlAll = () => crawl({ origin: ORIGIN, get: (path) => get(path, { Accept: "text/html" }) });

describe("who begins at the home page and follows links", () => {
  test("reaches every story and channel that everybody sees, no dead link, and nothing that is hidden", async () => {
    const out = await publishArchive(130);
    await publish("taken", { headline: "A false claim" });
    await act("taken", "kill", { reason: "It was wrong." });
    const { pages, files, problems } = await crawlAll();
    expect(problems).toEqual([]);
    const stories = [...pages.keys()].flatMap((path) => /^\/articles\/([^/]+)$/.exec(path)?.[1] ?? []);
    expect(new Set(stories.filter((id) => id !== "taken"))).toEqual(out);
    for (const path of [...CHANNELS, "/archive", "/withdrawn", "/feeds"])
      expect([path, pages.has(path)]).toEqual([path, true]);
    for (const format of ["rss", "atom", "json"]) expect(files).toContain(`/feeds/latest.${format}`);
    expect([...pages.values()].join()).not.toContain("A false claim");
  });

  test("finds no dead link where nothing is published but the masthead", async () => {
    expect((await crawlAll()).problems).toEqual([]);
  });
});
