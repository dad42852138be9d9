import { describe, expect, test } from "vitest";
import { SourceFailed } from "../../../../src/model/source/failure.ts";
import { decodeText } from "../../../../src/sources/cms/decode.ts";
import { isTeaser } from "../../../../src/sources/cms/feed/full-text.ts";
import { idOf, readItems } from "../../../../src/sources/cms/feed/posts.ts";
import { readFeed } from "../../../../src/sources/cms/feed/read-feed.ts";
import { deletedEntries } from "../../../../src/sources/cms/feed/removals.ts";
import { readTime } from "../../../../src/sources/cms/feed/times.ts";

test.each([
  ["Sat, 30 May 2026 08:00:00 GMT", "2026-05-30T08:00:00Z"],
  ["30 May 26 08:00 EST", "2026-05-30T13:00:00Z"],
  ["Sat, 30 May 2026 08:00:00 CEST", "2026-05-30T06:00:00Z"],
  ["Sat, 30 May 2026 08:00:00 +0530", "2026-05-30T02:30:00Z"],
  ["Sat, 30 May 2026 08:00:00", "2026-05-30T08:00:00Z"],
  ["2026-05-30T08:00:00.123+02:00", "2026-05-30T06:00:00Z"],
  ["2026-05-30T08:00:00", "2026-05-30T08:00:00Z"],
  ["2026-05-30 08:00:00", "2026-05-30T08:00:00Z"],
  ["2026-05-30", "2026-05-30T00:00:00Z"],
  ...["yesterday", "", "Sam, 30 Mai 2026 08:00:00 GMT", "1748592000", "2026-13-40", "Foo 1"].map((text) => [
    text,
    undefined,
  ]),
  ...["Thu, 01 Jan 1970 00:00:00 GMT", "0000-00-00T00:00:00Z", "2999-01-01T00:00:00Z"].map((text) => [text, undefined]),
])("%s is the time %s", (text, time) => expect(readTime(text)).toBe(time));

test.each([
  ["<p>It opens on […]</p>", true],
  ['<p>It opens.</p><a href="/x">Continue reading “It opens”</a>', true],
  ["<p>Der Hafen öffnet.</p><p>Weiterlesen →</p>", true],
  ["<p>It opens on Monday.</p>", false],
  [`<p>${"It opens on Monday. ".repeat(100)}</p><p>Read more about it in our archive</p>`, false],
])("%s is a teaser: %s", (html, is) => expect(isTeaser(html)).toBe(is));

describe("what a text is encoded in", () => {
  const bytes = (...numbers: number[]) => Uint8Array.from(numbers);
  test.each([
    ["UTF-8, whatever it says", bytes(0xc3, 0xa9), "text/xml; charset=iso-8859-1", "é"],
    ["Latin-1, as it says", bytes(0xe9), "text/xml; charset=iso-8859-1", "é"],
    ["UTF-16, by its mark", bytes(0xff, 0xfe, 0xe9, 0), null, "é"],
    [
      "ISO-2022-JP, which is valid UTF-8",
      bytes(0x1b, 0x24, 0x42, 0x24, 0x22, 0x1b, 0x28, 0x42),
      "text/xml; charset=iso-2022-jp",
      "あ",
    ],
    ["nothing known", bytes(0xe9), "text/xml; charset=x-unknown", "\uFFFD"],
  ])("%s", (_, given, type, text) => expect(decodeText(given, type)).toBe(text));
});

test("tombstones are elements of their namespace, not words of a text", () => {
  const at = 'xmlns:t="http://purl.org/atompub/tombstones/1.0"';
  const real = `<t:deleted-entry when="2026-05-30T00:00:00Z" ref="a&amp;b"/>`;
  expect(deletedEntries(`<feed ${at}>${real}</feed>`)).toEqual([{ guid: "a&b", when: Date.UTC(2026, 4, 30) }]);
  for (const none of [`<!--${real}-->`, `<content><![CDATA[${real}]]></content>`, real.replaceAll("t:", "x:")])
    expect(deletedEntries(`<feed ${at}>${none}</feed>`)).toEqual([]);
});

test("a feed of a CMS that we know is cleaned as that CMS's; its boilerplate, base and people are read", async () => {
  const text = `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://paper.example/news/" xml:lang="de_AT"><title>Paper</title><generator uri="https://wordpress.org/">WordPress</generator><author><name>Paper</name></author><link rel="next" href="?paged=2"/><entry><id>1</id><title type="html">R&amp;amp;D &amp;lt;b&amp;gt;</title><link href="one"/><updated>2026-05-30T00:00:00Z</updated><author><name>By Ana Ruiz</name></author><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Text &amp; more.</p></div></content></entry><entry><id>2</id><title>Two</title><link href="two"/><updated>2026-05-30T00:00:00Z</updated><content>One.\n\nTwo &lt; three.</content></entry></feed>`;
  const document = readFeed({ text, address: "https://paper.example/feed" }, 0);
  expect(document).toMatchObject({ cms: "wordpress", next: "https://paper.example/news/?paged=2" });
  const { fit } = await readItems(document);
  expect(fit.map(({ post }) => post)).toMatchObject([
    {
      ...{ id: await idOf("1"), url: "https://paper.example/news/one", title: "R&D <b>", language: "de-AT" },
      ...{ cms: "wordpress", html: "<p>Text &amp; more.</p>", authors: [{ name: "Ana Ruiz" }] },
    },
    { html: "<p>One.</p><p>Two &lt; three.</p>", authors: [] },
  ]);
});

test.each([
  ["comments that end nowhere", "<!--"],
  ["tombstones that end nowhere", "<at:deleted-entry "],
  ["document types that end nowhere", "<!DOCTYPE "],
  ["items that end nowhere", "<item>"],
  ["quotes that end nowhere", '<at:deleted-entry ref="'],
])("%s cost no more than their length", (_, part) => {
  const text = `<rss xmlns:at="http://purl.org/atompub/tombstones/1.0">${part.repeat(50_000)}</rss>`;
  expect(deletedEntries(text)).toEqual([]);
  expect(() => readFeed({ text, address: "https://paper.example/feed" }, 0)).toThrow(SourceFailed);
});
