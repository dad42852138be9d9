import { parseFeed } from "feedsmith";
import { beforeEach, describe, expect, test } from "vitest";
import { pass } from "../support/clock.ts";
import { read, walk } from "../support/feeds.ts";
import { desk, fill, freshWire, get, ORIGIN, publishMasthead } from "../support/wire.ts";
import { elementsOf } from "../support/xml.ts";

const FH = "{http://purl.org/syndication/history/1.0}";
const text = async (path: string) => (await get(path)).text();
const at = (page: number, format: string) => `${ORIGIN}/feeds/latest/archive/${page}.${format}`;
const of = (format: string) => `${ORIGIN}/feeds/latest.${format}`;

beforeEach(async () => {
  await freshWire();
  await publishMasthead();
  pass(60);
  await fill("asia", 150);
  await fill("world", 30);
});

describe.each(["atom", "rss"])("RFC 5005 in %s", (format) => {
  const path = (page: number) => at(page, format).slice(ORIGIN.length);

  test("§4: an archive document is marked, once, as a child of the feed; the subscription document isn't", async () => {
    const depth = format === "atom" ? 1 : 2;
    for (const page of [1, 2, 3])
      expect(elementsOf(await text(path(page))).filter((name) => name.includes(FH))).toEqual([`${depth} ${FH}archive`]);
    expect(elementsOf(await text(`/feeds/latest.${format}`)).filter((name) => name.includes(FH))).toEqual([]);
  });

  test("§4: prev-archive, next-archive and current, as absolute addresses that answer", async () => {
    const links = async (address: string) => read(await text(address)).links;
    const latest = await links(`/feeds/latest.${format}`);
    expect(latest).toMatchObject({ self: of(format), "prev-archive": at(3, format) });
    expect(latest["next-archive"]).toBeUndefined();
    expect(latest.current).toBeUndefined();
    const chain = await Promise.all([3, 2, 1].map((page) => links(path(page))));
    expect(chain.map(({ self, current }) => [self, current])).toEqual(
      [3, 2, 1].map((page) => [at(page, format), of(format)]),
    );
    expect(chain.map((each) => each["prev-archive"])).toEqual([at(2, format), at(1, format), undefined]);
    expect(chain.map((each) => each["next-archive"])).toEqual([undefined, at(3, format), at(2, format)]);
  });

  test("§4: archive documents keep their entries and their bytes, whatever is published after them", async () => {
    const before = await Promise.all([1, 2].map((page) => text(path(page))));
    pass(3600);
    await fill("world", 60);
    expect(await Promise.all([1, 2].map((page) => text(path(page))))).toEqual(before);
  });

  test("§4.2: a reader that follows the links has everything", async () => {
    const documents = await walk(`/feeds/latest.${format}`, get);
    expect(documents.map((each) => each.path)).toEqual([`/feeds/latest.${format}`, path(3), path(2), path(1)]);
    expect(new Set(documents.flatMap(({ ids }) => ids)).size).toBe(180);
  });

  test("the documents are one logical feed: they have one id", async () => {
    if (format === "rss") return expect(parseFeed(await text(path(1))).format).toBe("rss");
    for (const address of ["/feeds/latest.atom", path(1), path(3)])
      expect(parseFeed(await text(address)).feed).toMatchObject({ id: of("atom") });
  });
});

describe("JSON Feed 1.1", () => {
  test("next_url leads through the archive, and never to the same document twice", async () => {
    const documents = await walk("/feeds/latest.json", get);
    const urls = documents.map(({ links }) => links.next);
    expect(urls).toEqual([at(3, "json"), at(2, "json"), at(1, "json"), undefined]);
    expect(new Set(documents.flatMap(({ ids }) => ids)).size).toBe(180);
  });
});

test("RFC 5005 §3: the list of what was withdrawn is paged with first and next", async () => {
  const { articles } = await (await get("/v1/articles?limit=50&channel=section/asia")).json<{
    articles: { slug: string }[];
  }>();
  expect(articles).toHaveLength(50);
  for (let batch = 0; batch < 4; batch++) {
    const stories = Array.from({ length: 30 }, (_, more) => ({
      id: `asia-${batch * 30 + more}`,
      headline: "Gone",
      authors: ["ann"],
      section: "asia",
      published: "2025-01-01T00:00:00Z",
      body: "<p>Gone.</p>",
      summary: "Gone.",
      status: "canceled",
      reason: "Wrong.",
    }));
    expect((await desk("PUT", "/articles", { articles: stories })).status).toBe(200);
  }
  const first = read(await text("/withdrawn.atom"));
  const second = read(await text(first.links.next?.slice(ORIGIN.length) ?? ""));
  expect(second.links).toMatchObject({ first: `${ORIGIN}/withdrawn.atom`, self: first.links.next });
  expect(second.links.next).toBeUndefined();
  expect(new Set([...first.gone, ...second.gone]).size).toBe(120);
});
