import { describe, expect, test } from "vitest";
import type { Version } from "../../../src/model/article/article.ts";
import { completeLicence } from "../../../src/model/licence/licence.ts";
import { ANSWER, PAGES } from "../../../src/model/policy.ts";
import { bytesOf } from "../../../src/model/text.ts";
import type { Item } from "../../../src/render/feed/item.ts";
import { itemOf } from "../../../src/render/feed/item-of.ts";
import { shortenItem, shortenLongest } from "../../../src/render/feed/shorten.ts";
import { countFitting } from "../../../src/render/fit.ts";
import type { Site } from "../../../src/render/site.ts";

const site: Site = {
  origin: "https://wire.example.org",
  masthead: {
    publication: {
      name: "Test Foundation",
      description: "For tests.",
      homePage: "https://www.example.org/",
      language: "en-US",
      timeZone: "America/New_York",
      contacts: { tips: "tips@example.org", licensing: "licensing@example.org" },
      licence: "open",
      sections: { asia: "Asia" },
      topics: {},
    },
    authors: {},
    licences: {
      open: {
        ...completeLicence({
          name: "Open",
          publicText: "full",
          statement: "Anybody may.",
          contact: "licensing@example.org",
        }),
        text: "<p>Be fair.</p>",
        version: 1,
        hash: "0",
        since: "2026-01-01T00:00:00Z",
      },
    },
  },
  access: { kind: "public" },
};

const STORY: Version = {
  id: "rain",
  headline: "Rain",
  summary: "It rained.",
  authors: [],
  section: "asia",
  topics: [],
  published: "2026-05-01T00:00:00Z",
  status: "usable",
  licence: "open",
  corrections: [{ at: "2026-05-02T00:00:00Z", kind: "clarification", note: "The pier, not the quay." }],
  images: [],
  version: 1,
  released: "2026-05-01T00:00:00Z",
  publishedAt: "2026-05-01T00:00:00Z",
  modifiedAt: "2026-05-02T00:00:00Z",
};

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
  const item = (slug: string, body: string): Item => {
    const found = itemOf({ ...STORY, id: slug, body: [body] }, site);
    if (found === undefined) throw new Error("no item");
    return found;
  };

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
