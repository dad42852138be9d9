import { describe, expect, test } from "vitest";
import type { Access } from "../../src/model/access.ts";
import { pass } from "../support/clock.ts";
import { complaintsOf } from "../support/feed-validator.ts";
import { png } from "../support/png.ts";
import { act, callWire, fill, freshWire, MASTHEAD, ORIGIN, publish, publishMasthead, upload } from "../support/wire.ts";

const CHANNELS = [
  ...["latest", "section/asia", "section/world", "topic/trade", "author/ann", "author/bob"],
  ...["licence/open", "licence/eligible", "licence/reserved"],
];
const DOCUMENTS = [
  ...CHANNELS.flatMap((channel) => [`/feeds/${channel}.rss`, `/feeds/${channel}.atom`]),
  ...["rss", "atom"].map((format) => `/feeds/latest/archive/1.${format}`),
  ...["rss", "atom"].map((format) => `/feeds/section/world/archive/1.${format}`),
  "/withdrawn.atom",
  "/feeds.opml",
];
const KEYED = ["/feeds/latest.rss?all=1", "/feeds/latest.atom?all=1", "/feeds/latest/archive/1.rss?all=1"];

const LICENSED: Access = { kind: "licensed", licences: [{ id: "eligible", version: 1 }] };
const READERS = [
  { props: { access: { kind: "public" } as const, isKeyInPath: false }, documents: DOCUMENTS },
  { props: { access: LICENSED, isKeyInPath: false }, documents: [...DOCUMENTS, ...KEYED] },
  { props: { access: LICENSED, isKeyInPath: true }, documents: [...DOCUMENTS, ...KEYED] },
];

/** What is wrong with any document that anybody reads, and how many there are. */
async function readAll(): Promise<{ documents: number; complaints: string[][] }> {
  const read = READERS.flatMap(({ props, documents }) =>
    documents.map(async (path) => {
      const response = await callWire(new Request(ORIGIN + path), props.access, props.isKeyInPath);
      expect([path, response.status]).toEqual([path, 200]);
      return complaintsOf(await response.text()).map((complaint) => [path, complaint]);
    }),
  );
  const complaints = await Promise.all(read);
  return { documents: complaints.length, complaints: complaints.flat() };
}

const VALID = { documents: 3 * DOCUMENTS.length + 2 * KEYED.length, complaints: [] };

/** A story of each kind, with an image that may not be passed on, and marks wherever the border lets them through. */
async function everyKind(): Promise<void> {
  await freshWire();
  const { open } = MASTHEAD.licences;
  await publishMasthead({
    ...MASTHEAD,
    publication: {
      ...MASTHEAD.publication,
      name: "R&D Foundation",
      topics: { ...MASTHEAD.publication.topics, trade: "Q&A <3" },
    },
    licences: {
      ...MASTHEAD.licences,
      open: { ...open, commercial: { resyndication: "deny" }, grant: { territories: ["US", "CA"] } },
    },
  });
  const sha256 = await upload(png(1600, 900, "photo"));
  const about = { alt: "Alt", caption: "1 < 2 & R&1", credit: "C & D", owner: "O & P", licence: "open" };
  const marks = { headline: "Q&1: 1 <3 & 2 > 0", summary: "R&2 & 1 < 2", authors: ["ann", "bob"] };
  await fill("world", 60);
  await publish("full", {
    ...marks,
    images: [{ sha256, ...about }],
    body: `<p>Text.</p><p><img src="/images/${sha256}"></p>`,
  });
  await publish("summary", { ...marks, licence: "eligible" });
  await publish("link", {
    licence: "reserved",
    authors: [],
    holder: "Partner & Co.",
    canonical: "https://partner.example/story?a=1&b=2",
  });
  await publish("ends", { expires: "2027-01-01T00:00:00Z" });
  pass(60);
}

describe("the W3C's validator has nothing to complain of", () => {
  test("in any channel, archive page, list of what was withdrawn, or licensed feed, whatever happens to the stories", async () => {
    await everyKind();
    expect(await readAll()).toEqual(VALID);
    await act("full", "correct", { kind: "correction", note: "It was 1 < 2 & not 2 < 1." });
    expect(await readAll()).toEqual(VALID);
    await act("full", "kill", { reason: "Sourcing: R&3 & 1 < 2." });
    await act("summary", "kill", { reason: "Wrong." });
    expect(await readAll()).toEqual(VALID);
    await act("ends", "withhold", { reason: "A doubt." });
    expect(await readAll()).toEqual(VALID);
    pass(60);
    await act("full", "restore", { reason: "It was right." });
    expect(await readAll()).toEqual(VALID);
  });
});

describe("our checks find what the validator finds", () => {
  const item = (inside: string) =>
    `<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"><channel><title>T</title><link>https://a.example/</link><description>D</description><language>en</language><atom:link rel="self" href="https://a.example/f"/><item><title>T</title><guid>https://a.example/1</guid><description>D</description>\n${inside}</item></channel></rss>`;
  const media = (inside: string) =>
    item(`<media:content url="https://a.example/i.png" type="image/png" fileSize="1">${inside}</media:content>`);

  test.each([
    ["a valid item", item(""), []],
    [
      "media:license",
      media('<media:license href="https://a.example/l">L</media:license>'),
      ["undefined: media:content/media:license", "unexpected attribute: media:license/@href"],
    ],
    [
      "media:status",
      item('<media:status state="deleted"/>'),
      ["undefined: item/media:status", "unexpected attribute: media:status/@state"],
    ],
    [
      "media:restriction of sharing",
      media('<media:restriction relationship="deny" type="sharing"/>'),
      ["type of media:restriction: sharing"],
    ],
    [
      "a foreign element in media:content",
      media('<x:licence xmlns:x="https://a.example/ns#" href="l">L</x:licence>'),
      [],
    ],
    [
      "cc for another namespace",
      item('<cc:x xmlns:cc="http://creativecommons.org/ns#"/>'),
      ["prefix cc for http://creativecommons.org/ns#"],
    ],
    ["marks in CDATA", item("<category><![CDATA[R&1]]></category>"), ["marks in category: R&1"]],
    ["numbered marks", item("<category>R&#x26;1</category>"), []],
    [
      "HTML in a caption",
      media("<media:description>&lt;b>x&lt;/b></media:description>"),
      ["HTML in media:description: <b>x</b>"],
    ],
    ["HTML in a caption that says so", media('<media:description type="html">&lt;b>x&lt;/b></media:description>'), []],
    [
      "an entry without text",
      '<feed xmlns="http://www.w3.org/2005/Atom"><id>https://a.example/f</id><title>T</title><updated>2026-01-01T00:00:00Z</updated><author><name>A</name></author><entry><id>https://a.example/1</id><title>T</title><updated>2026-01-01T00:00:00Z</updated></entry></feed>',
      ["missing: text of an entry"],
    ],
    [
      "an outline without a title",
      '<opml version="2.0"><head/><body><outline text="T" type="rss" xmlUrl="https://a.example/f"/></body></opml>',
      ["missing: outline/@title"],
    ],
    [
      "a relative address in an outline",
      '<opml version="2.0"><head/><body><outline text="T" title="T" type="rss" xmlUrl="feeds/f"/></body></opml>',
      ["address: feeds/f"],
    ],
  ])("%s", (_, xml, expected) => expect(complaintsOf(xml)).toEqual(expected));
});
