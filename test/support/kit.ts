import fc from "fast-check";
import { parseFragment, type DefaultTreeAdapterTypes as Tree } from "parse5";
import type { Body, Version } from "../../src/model/article/article.ts";
import { completeLicence, type LicenceInput } from "../../src/model/licence/licence.ts";
import { itemOf } from "../../src/render/feed/item-of.ts";
import { isFull } from "../../src/render/kit/formats.ts";
import type { FullItem } from "../../src/render/kit/story.ts";
import type { Site } from "../../src/render/site.ts";
import { cleanHtml } from "../../src/sources/html/clean-html.ts";

// Stories for the republish kit: every kind of block and inline element that the wire publishes, nested, with the characters that
// would end something in some format.

/** Characters with a meaning in HTML, XML, Markdown, WordPress comments or Word; harmless once escaped. */
const SIGNS = [
  ...[
    "&lt;b&gt;",
    "&amp;amp;",
    "]]&gt;",
    "*",
    "**",
    "_",
    "`",
    "#",
    "1.",
    "-",
    "+",
    "&gt;",
    "|",
    "~~",
    "\\",
    "--",
    "[x](y)",
  ],
  ...["--&gt;", "&lt;!-- wp:x --&gt;", "“ä”", "🗞️", "עברית", '"', "'", "!", "$", "{", "12)", "---", "==="],
];

const sign = fc.constantFrom(...SIGNS);
/** Words between spaces, so that each remains a separate word. `@` becomes a unique number. */
const words = fc.tuple(fc.option(sign), fc.option(sign)).map(([before, after]) => `${before ?? ""} @ ${after ?? ""} `);

const ADDRESSES = [
  "https://a.example/",
  "https://a.example/x_(y)?a=1&amp;b=%22#c",
  "mailto:tips@a.example",
  "https://a.example/a*b_c",
];
const MARKS = [
  ...["em", "strong", "b", "i", "u", "s", "del", "ins", "sub", "sup", "small", "mark", "q", "cite", "dfn", "code"],
  ...["kbd", "samp", "var", "abbr", "time", "bdi", "span"],
];

const lineOf = (depth: number): fc.Arbitrary<string> =>
  depth === 0
    ? words
    : fc
        .array(
          fc.oneof(
            { weight: 3, arbitrary: words },
            fc.constant(" <br> "),
            fc
              .tuple(fc.constantFrom(...MARKS), lineOf(depth - 1))
              .map(([mark, inner]) => ` <${mark}>${inner}</${mark}> `),
            fc.tuple(fc.constantFrom(...ADDRESSES), words).map(([href, inner]) => ` <a href="${href}">${inner}</a> `),
          ),
          { minLength: 1, maxLength: 3 },
        )
        .map((parts) => parts.join(""));
const anyLine = lineOf(2);

const listOf = (name: string, items: readonly string[]): string =>
  `<${name}>${items.map((item) => `<li>${item}</li>`).join("")}</${name}>`;
const rowOf = (cells: readonly string[], cell: string): string =>
  `<tr>${cells.map((each) => `<${cell}>${each}</${cell}>`).join("")}</tr>`;

const blockOf = (depth: number): fc.Arbitrary<string> => {
  const plain = fc.oneof(
    anyLine.map((line) => `<p>${line}</p>`),
    anyLine.map((line) => `<p lang="fr">${line}</p>`),
    anyLine.map((line) => `<h2>${line}</h2>`),
    anyLine.map((line) => `<h4>${line}</h4>`),
    fc.constant("<hr>"),
    words.map((text) => `<pre>${text}\n    @ ${text}</pre>`),
  );
  if (depth === 0) return plain;
  const inner = fc.array(blockOf(depth - 1), { minLength: 1, maxLength: 3 }).map((blocks) => blocks.join(""));
  const content = fc.oneof(
    anyLine,
    inner,
    fc.tuple(anyLine, inner).map(([line, blocks]) => line + blocks),
  );
  const some = fc.array(content, { minLength: 1, maxLength: 3 });
  return fc.oneof(
    { weight: 3, arbitrary: plain },
    some.map((items) => listOf("ul", items)),
    some.map((items) => listOf("ol", items)),
    some.map((items) => listOf("ol", items).replace("<ol>", '<ol start="7">')),
    inner.map((blocks) => `<blockquote>${blocks}</blockquote>`),
    fc.tuple(anyLine, content).map(([term, meaning]) => `<dl><dt>${term}</dt><dd>${meaning}</dd></dl>`),
    fc
      .tuple(some, some)
      .map(([head, cells]) => `<table><thead>${rowOf(head, "th")}</thead><tbody>${rowOf(cells, "td")}</tbody></table>`),
    fc
      .tuple(anyLine, some)
      .map(
        ([caption, cells]) => `<table><caption>${caption}</caption>${rowOf(cells, "td")}${rowOf(cells, "td")}</table>`,
      ),
    content.map((cell) => `<table><tr><td colspan="2">${cell}</td></tr><tr><td>@</td><td>@</td></tr></table>`),
    fc.tuple(content, anyLine).map(([text, caption]) => `<figure>${text}<figcaption>${caption}</figcaption></figure>`),
  );
};

/** Any body as a newsroom might send it, with each word once: `w1`, `w2`, … */
export const anySentBody: fc.Arbitrary<string> = fc.array(blockOf(2), { minLength: 1, maxLength: 5 }).map((blocks) => {
  let count = 0;
  return [...blocks, "<p>@</p>"].join("").replace(/@/g, () => `w${++count}`);
});

/** Returns the numbered words of a text, in order, where each stands apart. */
export const numbered = (text: string): string[] => text.match(/(?<![\p{L}\d])w\d+(?![\p{L}\d])/gu) ?? [];

/** Returns the words of HTML as a reader sees them, with a space where a block begins or ends. */
export function htmlWords(html: string): string {
  const LINE = new Set([...MARKS, "a"]);
  const within = (nodes: readonly Tree.ChildNode[]): string =>
    nodes
      .map((node) => {
        if ("value" in node) return node.value;
        if (!("tagName" in node)) return "";
        return LINE.has(node.tagName) ? within(node.childNodes) : ` ${within(node.childNodes)} `;
      })
      .join("");
  return within(parseFragment(html).childNodes);
}

/** Cleans a sent body as every body is cleaned on its way in. */
export function cleaned(html: string): Body {
  const result = cleanHtml(html, { origin: SITE_ORIGIN });
  if (!result.ok) throw new Error(JSON.stringify(result.mistakes));
  return result.body;
}

const SITE_ORIGIN = "https://wire.example.org";

const IMAGE = {
  sha256: "a".repeat(64),
  extension: "jpg",
  width: 1200,
  height: 800,
  bytes: 4000,
  alt: 'The “harbour” & <its> "pier"',
  caption: "The pier at noon, 5 < 6 & so on.",
  credit: "A. Photographer / Agency",
  owner: "Test Foundation",
  licence: "mine",
} as const;

/** A story that fills every part of a kit: byline, images that may be passed on and one that may not, a correction. */
export const KIT_STORY: Version = {
  id: "harbour--pier",
  headline: "Harbour & pier <reopen> -- at last",
  summary: "It reopened & nobody -- <nobody> -- came.",
  authors: ["ann"],
  section: "asia",
  topics: ["trade"],
  published: "2026-05-01T09:00:00+09:00",
  status: "usable",
  licence: "mine",
  partners: ["The Harbour Post"],
  corrections: [
    { at: "2026-05-02T09:00:00+09:00", kind: "clarification", note: "The pier, not the quay & <its> end." },
  ],
  images: [
    IMAGE,
    { ...IMAGE, sha256: "b".repeat(64), caption: "At night", owner: "Saltmarsh Society", licence: "none" },
  ],
  version: 3,
  released: "2026-05-01T00:00:00Z",
  publishedAt: "2026-05-01T00:00:00Z",
  modifiedAt: "2026-05-02T00:00:00Z",
};

const OPEN = {
  eligibility: { who: "anyone" },
  assets: { images: "marked" },
  attribution: { logo: "must", boilerplate: "must", boilerplateText: "We are a <small> & free newsroom." },
} as const;

/** A wire with one license, under which anybody may republish everything. */
export const kitSite = (clauses: Partial<LicenceInput> = {}): Site => ({
  origin: SITE_ORIGIN,
  masthead: {
    publication: {
      name: "Test Foundation",
      description: "For tests.",
      homePage: "https://www.example.org/",
      language: "en-US",
      timeZone: "America/New_York",
      contacts: { tips: "tips@example.org", licensing: "licensing@example.org" },
      licence: "mine",
      sections: { asia: "Asia" },
      topics: { trade: "Trade" },
      logo: { ...IMAGE, sha256: "c".repeat(64), alt: "Test Foundation" },
    },
    authors: { ann: { name: "Ann Author" } },
    licences: {
      mine: {
        ...completeLicence({
          name: "My Licence",
          statement: "Take it.",
          contact: "licensing@example.org",
          publicText: "full",
          ...OPEN,
          ...clauses,
        }),
        text: "Take it.",
        version: 2,
        hash: "0",
        since: "2026-01-01T00:00:00Z",
      },
    },
  },
  access: { kind: "public" },
});

/** Returns the story with a body, as the public sees it. */
export function kitItem(body: Body, site: Site = kitSite()): FullItem {
  const item = itemOf({ ...KIT_STORY, body }, site);
  if (item === undefined || !isFull(item)) throw new Error("The story isn't open.");
  return item;
}
