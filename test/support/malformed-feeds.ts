import { SOURCES } from "../../src/model/policy.ts";
import type { FAILURES } from "../../src/model/source/failure.ts";
import { FakeFeed } from "./fake-feed.ts";

/** A malformed feed, with the code of its failure, or the outcome of its items if it is read. */
export type MalformedFeed = [
  name: string,
  outcome: keyof typeof FAILURES | { taken?: number; refused?: string },
  body: string | Uint8Array<ArrayBuffer>,
  headers?: Record<string, string>,
];

/** Numbers the stories, so that no feed repeats a story of another. */
let made = 0;
const story = () => {
  made += 1;
  const name = `new-${made}`;
  return { title: `New ${made}`, link: `https://paper.example/${name}`, guid: name, html: "<p>New text.</p>" };
};

/** Returns a good feed of one new story, with something replaced. */
function broken(format: "rss" | "atom" | "json", from: string | RegExp, to: string, over: object = {}): string {
  const site = new FakeFeed(format);
  site.write({ ...story(), published: "2026-05-31T00:00:00Z", ...over });
  const good = site.render();
  const bad = good.replace(from, to);
  if (bad === good && from !== "") throw new Error(`${from} isn't in it`);
  return bad;
}
const rss = (from: string | RegExp, to: string, over: object = {}) => broken("rss", from, to, over);
const atom = (from: string | RegExp, to: string, over: object = {}) => broken("atom", from, to, over);
const json = (from: string | RegExp, to: string, over: object = {}) => broken("json", from, to, over);

const latin1 = (text: string): Uint8Array<ArrayBuffer> => Uint8Array.from(text, (letter) => letter.charCodeAt(0));
const utf16 = (text: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from([
    0xff,
    0xfe,
    ...[...text].flatMap((letter) => [letter.charCodeAt(0) & 255, letter.charCodeAt(0) >> 8]),
  ]);

/** Adds a good story next to the bad one. */
function withGood(bad: string): string {
  const { guid, link, title } = story();
  const good = `<item><title>${title}</title><link>${link}</link><guid isPermaLink="false">${guid}</guid><pubDate>Sat, 30 May 2026 00:00:00 GMT</pubDate><content:encoded>&lt;p&gt;Good text.&lt;/p&gt;</content:encoded></item>`;
  return bad.replace("</channel>", `${good}</channel>`);
}

const HTML = { "Content-Type": "text/html" };

const BOMB = `<!DOCTYPE rss [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;">]><rss`;

/** Whole documents that are refused; nothing in them is used. */
const REFUSED: MalformedFeed[] = [
  ["nothing", "malformed-feed", ""],
  ["white space", "malformed-feed", "\n \n"],
  ["cut off in a text", "malformed-feed", rss(/text\.[\s\S]*/, "te")],
  ["cut off between items", "malformed-feed", rss("</channel></rss>", "")],
  ["cut off in JSON", "malformed-feed", json(/"tags".*/, "")],
  [
    "an element that another closes",
    "malformed-feed",
    rss("</title><link>https://paper.example/new", "</titel><link>x"),
  ],
  ["an item that isn't closed", "malformed-feed", withGood(rss("</item>", ""))],
  ["entities that multiply", "malformed-feed", rss("<rss", BOMB)],
  [
    "an entity that reads a file",
    "malformed-feed",
    rss("<rss", '<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd">]><rss'),
  ],
  ["JSON whose items are no list", "malformed-feed", json(/"items":.*$/, '"items":{"a":1}}')],
  ["JSON of something else", "not-a-feed", '{"message":"Too many requests"}'],
  ["a page", "not-a-feed", "<!doctype html><html><head><title>Paper</title></head><body>Hello</body></html>", HTML],
  ["a page of another kind", "not-a-feed", "<p>Error establishing a database connection</p>", HTML],
  ["a test for browsers", "challenge", "<!doctype html><html><head><title>Just a moment...</title>", HTML],
  ["a form to sign in", "login-wall", '<!doctype html><html><form><input type="password"></form>', HTML],
  ["plain text", "not-a-feed", "Hello"],
  ["another kind of XML", "not-a-feed", '<?xml version="1.0"?><opml version="2.0"><body/></opml>'],
  ["more than is read", "too-large", " ".repeat(SOURCES.answerBytes + 1)],
  ["no items where there were some", "empty", rss(/<item>.*<\/item>/, "")],
  ["no items in JSON", "empty", json(/"items":.*$/, '"items":[]}')],
  [
    "another site",
    "other-site",
    rss(/<link>https:\/\/paper.example\/<\/link>/, "<link>https://casino.example/</link>"),
  ],
  ["summaries alone", "no-full-text", rss("", "", { html: undefined, summary: "It opens on Monday." })],
  [
    "texts that go on elsewhere",
    "no-full-text",
    rss("", "", { html: "<p>It opens</p><p><a href='/x'>Read more</a></p>" }),
  ],
  ["texts that are cut", "no-full-text", json("", "", { html: "<p>It opens on […]</p>" })],
  [
    "texts that are elsewhere",
    "no-full-text",
    atom(/<content type="html">.*<\/content>/, '<content type="text/html" src="https://paper.example/new"/>'),
  ],
];

/** Documents that are read anyway: an unreadable item is reported on its own, and the others are taken. */
const READ: MalformedFeed[] = [
  [
    "a date that is none",
    { taken: 1, refused: "It has no readable date." },
    withGood(rss(/<pubDate>[^<]*/, "<pubDate>yesterday")),
  ],
  ["no date", { taken: 1, refused: "It has no readable date." }, withGood(rss("", "", { published: undefined }))],
  [
    "the date that software writes without one",
    { taken: 1, refused: "It has no readable date." },
    withGood(rss(/<pubDate>[^<]*/, "<pubDate>Thu, 01 Jan 1970 00:00:00 GMT")),
  ],
  [
    "a date in the far future",
    { taken: 1, refused: "Its date is in the future." },
    withGood(rss("", "", { published: "2031-01-01T00:00:00Z" })),
  ],
  [
    "a date of a zone that RFC 822 doesn't have",
    { taken: 1 },
    rss(/<pubDate>[^<]*/, "<pubDate>Sat, 30 May 2026 08:00:00 CEST"),
  ],
  ["no address", { taken: 1, refused: "It has no link of its own." }, withGood(rss("", "", { link: undefined }))],
  [
    "an address that isn't one of the web",
    { taken: 1, refused: "It has no link of its own." },
    withGood(rss("", "", { link: "javascript:alert(1)" })),
  ],
  ["a relative address", { taken: 1 }, rss("", "", { link: "/2026/new" })],
  ["no guid", { taken: 1 }, rss("", "", { guid: undefined })],
  ["no title", { taken: 1, refused: "It has no title." }, withGood(rss("", "", { title: "" }))],
  [
    "one item in summary",
    { taken: 1, refused: "The feed has only a summary of it." },
    withGood(rss("", "", { html: undefined, summary: "Soon." })),
  ],
  [
    "Latin-1 that its header tells",
    { taken: 1 },
    latin1(rss("New text", "Caf\u00e9").replace("UTF-8", "x")),
    { "Content-Type": "text/xml; charset=iso-8859-1" },
  ],
  [
    "Latin-1 that its declaration tells",
    { taken: 1 },
    latin1(rss("New text", "Caf\u00e9").replace("UTF-8", "ISO-8859-1")),
  ],
  ["UTF-8 that says it is Latin-1", { taken: 1 }, rss("New text", "Café").replace("UTF-8", "ISO-8859-1")],
  ["UTF-16", { taken: 1 }, utf16(rss("New text", "Café").replace("UTF-8", "UTF-16"))],
  [
    "Latin-1 that says it is UTF-8",
    { taken: 1, refused: "Some of its characters can't be read." },
    latin1(withGood(rss("New text", "Caf\u00e9"))),
  ],
  ["warnings of PHP before it", { taken: 1 }, `<br />\n<b>Warning</b>: x in <b>y</b><br />\n${rss("", "")}`],
  ["a mark and blank lines before it", { taken: 1 }, `\uFEFF\n\n${rss("", "")}`],
  ["a bare ampersand, and entities of HTML", { taken: 1 }, rss("<title>New", "<title>AT&T&nbsp;&mdash; New")],
  [
    "a prefix that is declared nowhere",
    { taken: 1 },
    rss(/content:encoded/g, "c:encoded").replace("xmlns:content", "xmlns:c"),
  ],
  [
    "a document type without entities",
    { taken: 1 },
    rss(
      "<rss",
      '<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss',
    ),
  ],
  [
    "JSON without a version, of wrong types",
    { taken: 1, refused: "It has no title." },
    json('"version":"https://jsonfeed.org/version/1.1",', "").replace(
      '"items":[',
      '"items":[null,5,{"id":7,"url":"https://paper.example/7","title":"","content_html":"<p>x</p>"},',
    ),
  ],
  [
    "JSON whose tags and authors are no lists",
    { taken: 1 },
    json(/"authors":.*$/, '"authors":"Ana Ruiz","tags":"News"}]}'),
  ],
  ["Atom that says only when it was changed", { taken: 1 }, atom(/<published>[^<]*<\/published>/, "")],
  ["a language that is none", { taken: 1 }, rss("en-US", "English")],
  ["control characters", { taken: 1 }, rss("New text", "New\u000b\u0001 text")],
];

export const MALFORMED: MalformedFeed[] = [...REFUSED, ...READ];
