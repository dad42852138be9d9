import { describe, expect, test } from "vitest";
import { ANSWER, PAGES } from "../../../src/model/policy.ts";
import type { Item } from "../../../src/render/feed/item.ts";
import { shortenItem, shortenLongest } from "../../../src/render/feed/shorten.ts";
import { bytesOf, countFitting } from "../../../src/render/fit.ts";
import type { Site } from "../../../src/render/site.ts";

const MEGABYTE = "x".repeat(1_000_000);

test.each<[string, readonly string[], number]>([
  ["none of none", [], 0],
  ["all that are small", ["{}", "{}", "{}"], 3],
  ["as many as fit", [MEGABYTE, "{}", MEGABYTE, "{}"], 2],
  ["the first alone, however large it is", [MEGABYTE + MEGABYTE + MEGABYTE, "{}"], 1],
  ["those before a large one", ["{}", "{}", MEGABYTE + MEGABYTE], 2],
  ["bytes, not letters", Array.from({ length: 3 }, () => "港".repeat(300_000)), 2],
])("%s", (_, entries, fitting) => {
  expect(countFitting(entries)).toBe(fitting);
});

test("a frame takes less than is kept for it: the longest cursor", () => {
  expect(ANSWER.frameBytes).toBeGreaterThan(15_000 + 100);
  expect(ANSWER.frameBytes).toBeLessThan(ANSWER.bytes);
});

test("a usual text is read with the others: a feature of 30 KB, fifty of them", () => {
  expect(ANSWER.bytes / PAGES.feedItems).toBeGreaterThan(30_000);
});

describe("an item that is too long", () => {
  const site = { origin: "https://wire.example.org", access: { kind: "public" } } as unknown as Site;
  const item = (slug: string, body: string) =>
    ({ slug, shows: "full", summary: "It rained.", body, images: [1], kept: [], corrections: [1] }) as unknown as Item;

  test("stands as summary and link, keeps its pictures and corrections, and then as a link alone", () => {
    const summary = shortenItem(item("rain", "<p>All of it.</p>"), site);
    expect(summary).toEqual({
      ...item("rain", ""),
      body: undefined,
      shows: "summary",
      summary: "It rained. The full text is too long for this list. Read it at https://wire.example.org/articles/rain",
      isShortened: true,
    });
    expect(shortenItem(summary, site)).toMatchObject({ shows: "link", images: [], corrections: [] });
    expect(shortenItem(summary, site)).not.toHaveProperty("summary");
  });

  test("is the longest, of equals the last; then one summary after the other, from the end", () => {
    const items = [item("a", "1"), item("b", "333"), item("c", "333"), item("d", "22")];
    const shown = (list: readonly Item[] | undefined) => list?.map(({ shows }) => shows);
    expect(shown(shortenLongest(items, site, 3))).toEqual(["full", "full", "summary", "full"]);
    expect(shown(shortenLongest(items, site, 5))).toEqual(["full", "summary", "summary", "full"]);
    const short = shortenLongest(items, site, 1000);
    expect(shown(short)).toEqual(["summary", "summary", "summary", "summary"]);
    expect(shown(shortenLongest(short ?? [], site, 1000))).toEqual(["summary", "summary", "summary", "link"]);
    expect(shortenLongest([], site, 1)).toBeUndefined();
  });
});

test("bytes are those that leave", () => {
  expect(bytesOf("港é!")).toBe(6);
});
