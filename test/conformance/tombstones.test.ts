import { parseFeed as readWithFeedParser } from "@rowanmanning/feed-parser";
import { parseFeed } from "feedsmith";
import { beforeEach, describe, expect, test } from "vitest";
import { pass } from "../support/clock.ts";
import { read, tombstonesOf } from "../support/feeds.ts";
import { act, get, getLicensed, harbourWire, ORIGIN, publish } from "../support/wire.ts";
import { elementsOf } from "../support/xml.ts";

const HARBOUR = `${ORIGIN}/articles/harbour`;
const WHEN = "2026-06-01T12:02:00.000Z";
const ATOM = "{http://www.w3.org/2005/Atom}";
const AT = "{http://purl.org/atompub/tombstones/1.0}";
const text = async (path: string) => (await get(path)).text();

beforeEach(async () => {
  await harbourWire();
  await publish("other", { headline: "Another story", summary: "It stays." });
  await act("harbour", "kill", { reason: 'Sourcing <error> ]]> & "more"' });
});

describe("RFC 6721", () => {
  test.each(["/feeds/latest.atom", "/feeds/topic/trade.atom", "/withdrawn.atom"])(
    "§3 %s: a deleted-entry in the feed, with ref and when, by, comment and a link",
    async (path) => {
      expect(tombstonesOf(await text(path))).toEqual([
        {
          ref: HARBOUR,
          when: WHEN,
          by: "Test Foundation",
          comment: 'Sourcing <error> ]]> & "more"',
          links: { related: HARBOUR },
        },
      ]);
      const names = elementsOf(await text(path));
      expect(names[0]).toBe(`0 ${ATOM}feed`);
      const at = names.indexOf(`1 ${AT}deleted-entry`);
      expect(names.slice(at, at + 5)).toEqual([
        `1 ${AT}deleted-entry`,
        `2 ${AT}by`,
        `3 ${ATOM}name`,
        `2 ${AT}comment`,
        `2 ${ATOM}link`,
      ]);
      expect((await get("/articles/harbour")).status).toBe(410);
    },
  );

  test.each(["/feeds/latest.atom", "/withdrawn.atom"])(
    "§3 %s: the entry beside a tombstone has its id and its time, and holds the notice",
    async (path) => {
      const parsed = parseFeed(await text(path));
      if (parsed.format !== "atom") throw new Error("not Atom");
      const [notice] = parsed.feed.entries ?? [];
      const said =
        'Test Foundation has withdrawn this story and asks that every copy be taken down. Reason: Sourcing <error> ]]> & "more"';
      expect(notice).toMatchObject({
        id: HARBOUR,
        updated: WHEN,
        published: "2026-05-01T00:00:00.000Z",
        title: { value: "Withdrawn story: Ann Author, Asia, May 1, 2026" },
        authors: [{ name: "Test Foundation" }],
        summary: { value: said },
        dcterms: { valid: [`start=2026-05-01T00:00:00Z; end=2026-06-01T12:02:00Z; scheme=W3C-DTF`] },
      });
      expect(notice?.content?.value).toContain("Sourcing &lt;error&gt; ]]&gt; &amp;");
      expect(await text(path)).not.toContain("Harbour reopens");
    },
  );

  test("§3: ref is the id that the entry had, and nothing of the story stands beside its tombstone", async () => {
    expect(read(await text("/feeds/latest.atom"))).toMatchObject({
      ids: [`${ORIGIN}/articles/other`],
      gone: [HARBOUR],
    });
    await act("harbour", "restore", { reason: "Right." });
    expect(read(await text("/feeds/latest.atom")).ids).toContain(HARBOUR);
    expect(tombstonesOf(await text("/feeds/latest.atom"))).toEqual([]);
  });

  test("§4: what comes back is newer than its tombstone was, though it be the same second", async () => {
    const [tombstone] = tombstonesOf(await text("/feeds/latest.atom"));
    await act("harbour", "restore", { reason: "Right." });
    const { feed } = parseFeed(await text("/feeds/latest.atom"));
    const updated = "entries" in feed && feed.entries?.find(({ id }) => id === HARBOUR)?.updated;
    expect(Date.parse(String(updated))).toBeGreaterThan(Date.parse(tombstone?.when ?? ""));
  });

  test("RFC 4287 §4.2.15: the feed was updated when the entry was deleted", async () => {
    pass(3600);
    for (const path of ["/feeds/latest.atom", "/withdrawn.atom"])
      expect(parseFeed(await text(path)).feed).toMatchObject({ updated: "2026-06-01T12:02:00.000Z" });
  });
});

describe("readers that know no tombstones", () => {
  test("still read the feeds, and find the notice under the same id in RSS and in Atom", async () => {
    const [notice, other] = readWithFeedParser(await text("/feeds/latest.rss")).items;
    expect(notice).toMatchObject({ id: HARBOUR, title: expect.stringMatching(/^Withdrawn story: /), url: HARBOUR });
    // This parser unescapes the element as HTML once more; the tests with `feedsmith` check the escaping.
    expect(notice?.content).toContain("Test Foundation has withdrawn this story");
    expect(other).toMatchObject({ id: `${ORIGIN}/articles/other`, title: "Another story" });
    const atom = readWithFeedParser(await text("/feeds/latest.atom")).items;
    expect(atom.map(({ id }) => id)).toEqual([HARBOUR, other?.id]);
    expect(atom[0]?.content).toContain("Test Foundation has withdrawn this story");
    expect(readWithFeedParser(await text("/withdrawn.atom")).items.map(({ id }) => id)).toEqual([HARBOUR]);
  });

  test("dcterms:valid with an end: what importers take an item down for, and no word that isn't Media RSS 1.1", async () => {
    for (const response of [await get("/feeds/latest.rss"), await getLicensed("/feeds/latest.rss", ["open"])]) {
      const parsed = parseFeed(await response.text());
      if (parsed.format !== "rss") throw new Error("not RSS");
      const [notice] = parsed.feed.items ?? [];
      expect(notice).not.toHaveProperty("media");
      const [, end = ""] = /end=([^;]+);/.exec(notice?.dcterms?.valid?.[0] ?? "") ?? [];
      expect(Date.parse(end)).toBeLessThanOrEqual(Date.now());
    }
  });
});
