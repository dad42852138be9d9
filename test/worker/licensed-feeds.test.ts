import { parseOpml } from "feedsmith";
import { beforeEach, describe, expect, test } from "vitest";
import { isolate } from "../../src/http/cache/isolate.ts";
import { costOf } from "../support/d1.ts";
import { complaintsOf } from "../support/feed-validator.ts";
import { read } from "../support/feeds.ts";
import { basic, publisherWithKey, wireWith } from "../support/publisher.ts";
import { act, article, desk, fill, get, getLicensed, ORIGIN, publish, tagOf } from "../support/wire.ts";

const FORMATS = ["rss", "atom", "json"] as const;
const story = (id: string) => `${ORIGIN}/articles/${id}`;
const idsAt = async (response: Response | Promise<Response>) => read(await (await response).text()).ids;

beforeEach(() => wireWith("free", "ours", "theirs"));

/** Publishes reserved stories newer than all others, thirty per batch. */
async function publishReserved(count: number): Promise<void> {
  for (let at = 0; at < count; at += 30) {
    const articles = Array.from({ length: 30 }, (_, more) =>
      article({ id: `closed-${at + more}`, licence: "reserved", published: "2026-05-20T00:00:00Z" }),
    );
    expect((await desk("PUT", "/articles", { articles })).status).toBe(200);
  }
}

describe("latest with a key", () => {
  test.each(FORMATS)("has what the key opens, and with ?all=1 the rest of it, in %s", async (format) => {
    const path = `/feeds/latest.${format}`;
    const open = [story("ours"), story("free")];
    expect(await idsAt(getLicensed(path, ["eligible"]))).toEqual(open);
    expect(await idsAt(getLicensed(`${path}?all=2`, ["eligible"]))).toEqual(open);
    const all = read(await (await getLicensed(`${path}?all=1`, ["eligible"])).text());
    expect(all.ids.toSorted()).toEqual([...open, story("theirs")].toSorted());
    expect(all.links.self).toBe(`${ORIGIN}/licensed${path}?all=1`);
    expect(await idsAt(getLicensed(`/feeds/section/asia.${format}`, ["eligible"]))).toContain(story("theirs"));
  });

  test("is the same to everybody else, whatever they ask, and its notices are in both", async () => {
    expect(await tagOf("/feeds/latest.rss?all=1")).toBe(await tagOf("/feeds/latest.rss"));
    await act("theirs", "kill", { reason: "Wrong." });
    for (const query of ["", "?all=1"]) {
      const { gone } = read(await (await getLicensed(`/feeds/latest.rss${query}`, ["eligible"])).text());
      expect(gone).toEqual([story("theirs")]);
    }
  });

  test("goes back as far as it needs to, and its archive leaves out the same", async () => {
    await publishReserved(60);
    expect(await idsAt(getLicensed("/feeds/latest.rss", ["eligible"]))).toEqual([story("ours"), story("free")]);
    expect(await idsAt(getLicensed("/feeds/latest/archive/1.rss", ["eligible"]))).toEqual([
      story("ours"),
      story("free"),
    ]);
    expect(await idsAt(getLicensed("/feeds/latest/archive/1.rss?all=1", ["eligible"]))).toHaveLength(50);
    const { links } = read(await (await getLicensed("/feeds/latest.rss?all=1", ["eligible"])).text());
    expect(links["prev-archive"]).toBe(`${ORIGIN}/licensed/feeds/latest/archive/1.rss?all=1`);
  });

  test("keeps a story that it opens, though its text is too long for the feed", async () => {
    const body = `<p>${"Long. ".repeat(150_000)}</p>`;
    for (const id of ["a", "b", "c"]) await publish(`long-${id}`, { licence: "eligible", body });
    const response = await getLicensed("/feeds/latest.rss", ["eligible"]);
    const text = await response.text();
    expect(text.length).toBeLessThan(2_000_000);
    expect(text.match(/The full text is too long for this list/g)).toHaveLength(1);
    expect(read(text).ids).toHaveLength(5);
  });

  test("costs a row an item and one of each licence that it opens, however large the archive", async () => {
    await fill("world", 60);
    const cost = async () => {
      isolate.reset();
      return (await costOf(() => getLicensed("/feeds/latest.rss", ["eligible"]))).rowsRead;
    };
    // Besides the newest, later ones that come after the last full page of the archive.
    const most = 60 + 49;
    expect(await cost()).toBeLessThanOrEqual(most);
    await fill("asia", 150);
    await publishReserved(60);
    expect(await cost()).toBeLessThanOrEqual(most);
  });
});

describe("with the key in the address", () => {
  test.each(FORMATS)("paging works and no document or header holds the key, in %s", async (format) => {
    await fill("world", 120);
    const { key } = await publisherWithKey({}, { kind: "feed" });
    const seen = new Set<string>();
    const start = `${ORIGIN}/k/${key}/feeds/latest.${format}`;
    let next: string | undefined = start;
    const documents: string[] = [];
    for (; next !== undefined; ) {
      const response: Response = await get(next.slice(ORIGIN.length));
      const [text, link] = [await response.text(), response.headers.get("Link") ?? ""];
      expect(`${text}${JSON.stringify([...response.headers])}`).not.toContain(key);
      const [, inHeader] = /<([^>]*)>; rel="prev-archive"/.exec(link) ?? [];
      const { ids, links } = read(text);
      expect([links["prev-archive"], links.self]).toEqual(
        format === "json" ? [undefined, undefined] : [inHeader, expect.stringContaining(`${ORIGIN}/licensed/feeds/`)],
      );
      for (const id of ids) seen.add(id);
      documents.push(next);
      next = inHeader === undefined ? undefined : new URL(inHeader, next).href;
    }
    expect(documents.map((each) => each.slice(`${ORIGIN}/k/${key}`.length))).toEqual([
      `/feeds/latest.${format}`,
      `/feeds/latest/archive/2.${format}`,
      `/feeds/latest/archive/1.${format}`,
    ]);
    expect(seen.size).toBe(122);
  });

  test("a section's archive leads on and back, and with a header the addresses stay whole", async () => {
    await fill("world", 60);
    const { key } = await publisherWithKey({}, { kind: "feed" });
    const linksAt = async (path: string, headers = {}) => read(await (await get(path, headers)).text()).links;
    const [feed, page] = ["/feeds/section/world.atom", "/feeds/section/world/archive/1.atom"];
    expect(await linksAt(`/k/${key}${feed}`)).toMatchObject({ "prev-archive": "world/archive/1.atom" });
    expect(await linksAt(`/k/${key}${page}`)).toMatchObject({ current: "../../world.atom" });
    expect(await linksAt(`/licensed${feed}`, basic(key))).toMatchObject({
      "prev-archive": `${ORIGIN}/licensed${page}`,
    });
    // Once both are cached, neither reader gets the other's links.
    expect(await linksAt(`/k/${key}${feed}`)).toMatchObject({ "prev-archive": "world/archive/1.atom" });
  });
});

describe("the list of feeds with a key", () => {
  const addressesIn = (xml: string) => (parseOpml(xml).body?.outlines ?? []).map(({ xmlUrl = "" }) => xmlUrl);

  test("names the channels that have something that the key opens, by addresses that open with it", async () => {
    await publish("elsewhere", { licence: "reserved", section: "world", authors: ["bob"], topics: [] });
    const { key } = await publisherWithKey({}, { kind: "feed" });
    const [licensed, keyed] = await Promise.all([
      get("/licensed/feeds.opml", basic(key)).then((response) => response.text()),
      get(`/k/${key}/feeds.opml`).then((response) => response.text()),
    ]);
    expect(keyed).toBe(licensed);
    expect([complaintsOf(licensed), licensed.includes(key)]).toEqual([[], false]);
    const channels = ["latest", "section/asia", "topic/trade", "author/ann", "licence/eligible", "licence/open"];
    expect(addressesIn(licensed)).toEqual(channels.map((channel) => `${ORIGIN}/licensed/feeds/${channel}.rss`));
    for (const address of addressesIn(licensed))
      expect((await get(address.slice(ORIGIN.length), basic(key))).status).toBe(200);
    expect(addressesIn(await (await get("/feeds.opml")).text())).toContain(`${ORIGIN}/feeds/section/world.rss`);
  });

  test("needs a key, and takes two rows a story up to the first that opens", async () => {
    expect((await get("/licensed/feeds.opml")).status).toBe(401);
    expect((await get("/k/feeds.opml")).status).toBe(404);
    await fill("world", 60);
    isolate.reset();
    expect((await costOf(() => getLicensed("/feeds.opml", ["eligible"]))).rowsRead).toBeLessThan(60);
    await publishReserved(150);
    isolate.reset();
    // Three channels whose newest 50 stories include nothing else: two rows for each story, and one per channel.
    const { rowsRead } = await costOf(() => getLicensed("/feeds.opml", ["eligible"]));
    expect(rowsRead).toBeLessThanOrEqual(9 * 2 * 50 + 20);
  });
});
