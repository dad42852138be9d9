import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ArticleInput } from "../../../src/model/article/article.ts";
import { decodeEntities } from "../../../src/model/html-entities.ts";
import { mistakeSentence, mistakesOf } from "../../../src/model/mistake.ts";
import { decodeUtf8, line, plainLine, title } from "../../../src/model/text.ts";
import { hostile } from "../../support/hostile.ts";

const said = (schema: ReturnType<typeof line>, text: string) => {
  const { error } = schema.safeParse(text);
  return error === undefined ? [] : mistakesOf(error, text).map(mistakeSentence);
};

describe("legitimate text is taken as it is", () => {
  test.each([
    ["AT&T, Q&A and R&D; S&P; & more &c."],
    ["I <3 the city"],
    ["Why a < b and b > a"],
    ["5 <= 6 <- here"],
    ["Item #5; &# and &#; and &;"],
    ["It’s “bold” … naïve – São Tomé"],
    ["\u{1F469}\u200D\u{1F469}\u200D\u{1F467} wins, \u{1F3F3}\uFE0F\u200D\u{1F308} too"],
    ["\u{1F9D1}\u{1F3FD}\u200D\u{1F680} lands"],
    ["\u{1F3F4}\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F} votes"],
    ["نامه\u200Cها"],
    ["می\u200Cخواهم به خانه بروم"],
    ["سال ۱۳۹۹ ه\u200D.ش"],
    ["क्\u200Dष और क्\u200Cष"],
    ["ശ്രീ ന്\u200D"],
    ["ភាសា\u200Bខ្មែរ"],
    ['בית הספר "אורט" נפתח מחדש'],
    ["שפת C++\u200F חדשה"],
    ["ارتفاع الأسعار 5%\u200F"],
    ["葛\u{E0100}飾区"],
    ["Donau\u00ADdampf\u00ADschiff"],
  ])("%j", (text) => expect(title(300).parse(text)).toBe(text));
});

describe("a plain line refuses HTML, and offers the words", () => {
  test.each([
    ["Mayor&#8217;s plan &amp; the city", "entities", "Mayor’s plan & the city"],
    ["It&#8217;s <b>bold</b>&hellip;", "tags and entities", "It’s bold…"],
    ["Mayor&#x2019;s", "entities", "Mayor’s"],
    ["Mayor&#146;s", "entities", "Mayor’s"],
    ["Mayor&#8217s", "entities", "Mayor’s"],
    ["Tom &amp;amp; Ann", "entities", "Tom & Ann"],
    ["A&nbsp;B", "entities", "A B"],
    ["The <em class='x'>city</em>", "tags", "The city"],
    ["The city<br/>", "tags", "The city"],
    ["A <!-- note --> B", "tags", "A B"],
    ["A <o:p></o:p>B", "tags", "A B"],
    ["&lt;b&gt;A&lt;/b&gt;", "entities", "A"],
    ["if a<b then", "tags", "if a< b then"],
  ])("%j", (text, kind, offered) => {
    expect(said(plainLine(300), text)).toEqual([
      `has HTML ${kind} in plain text (${JSON.stringify(text)}); allowed: plain text: ${JSON.stringify(offered)}`,
    ]);
    expect(title(300).parse(offered)).toBe(offered);
  });

  test("the same in every plain field of an article, and in none of its HTML", () => {
    const story = {
      headline: "&amp;",
      summary: "<i>a</i>",
      section: "s",
      published: "2026-05-01T09:00:00Z",
      body: "<p>&amp;</p>",
    };
    const rights = {
      sha256: "0".repeat(64),
      alt: "&eacute;",
      caption: "<b>c</b>",
      credit: "A&amp;B",
      owner: "&copy; C",
      licence: "none",
    };
    const input = { ...story, holder: "&amp;", partners: ["A &amp; B"], images: [rights] };
    const corrections = [{ at: "2026-05-01T09:00:00Z", note: "It&#8217;s" }];
    const { error } = ArticleInput.safeParse({ ...input, corrections });
    expect(
      error &&
        mistakesOf(error, input)
          .map(({ field }) => field)
          .sort(),
    ).toEqual(
      ["headline", "summary", "holder", "partners[0]", "corrections[0].note"]
        .concat(["alt", "caption", "credit", "owner"].map((field) => `images[0].${field}`))
        .sort(),
    );
  });

  test("whatever is offered would be taken, or nothing is offered", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const { error } = plainLine(2000).safeParse(text);
        const [, offered] = /^plain text: (".*")$/s.exec(error?.issues.at(-1)?.message ?? "") ?? [];
        if (offered !== undefined) expect(plainLine(2000).safeParse(JSON.parse(offered)).success).toBe(true);
      }),
    );
  });
});

describe("a line has something to see, a headline nothing hidden", () => {
  test.each([["\u200B\u200B"], ["\u00AD"], ["\u3164"], ["\u2800"], ["\u0301"], ["\uFEFF \u2060"]])(
    "%j is empty",
    (text) => {
      expect(said(line(300), text)).toEqual([expect.stringContaining("has no visible characters")]);
      expect(said(title(300), text)).toHaveLength(1);
    },
  );

  test.each([
    ["A\u200BB", "U+200B"],
    ["A\u202Eright", "U+202E"],
    ["\u2066A\u2069", "U+2066"],
    ["A\uFEFFB", "U+FEFF"],
    ["A\u200FB", "U+200F"],
    ["A\u200DB", "U+200D"],
    ["A\u200CB", "U+200C"],
    ["A\u{E0041}", "U+E0041"],
    ["בית\u202E", "U+202E"],
    ["בית\u2067ספר", "U+2067"],
    ["A\u2060B", "U+2060"],
  ])("%j hides something", (text, name) => {
    expect(said(title(300), text)).toEqual([
      expect.stringMatching(new RegExp(`^has an invisible character, ${name.replace("+", "\\+")} `)),
    ]);
  });

  test.each([["Caf\uFFFD"], ["Mayor\u0092s"]])("%j was garbled in conversion", (text) => {
    expect(said(line(300), text)).toEqual([expect.stringContaining("the text, retyped and saved as UTF-8")]);
  });

  test("an empty line is one mistake", () => {
    expect(said(title(300), "")).toEqual(['is empty (""); allowed: text of 1 to 300 characters']);
    expect(said(title(300), "\u0007")).toHaveLength(1);
  });
});

test("entities are decoded once, unknown ones stay", () => {
  expect(decodeEntities("&lt;&amp;lt; &Eacute;&frac12;&euro; &apos; &nope; &#0;&#xD800; &AMP")).toBe(
    "<&lt; É½€ ' &nope; &#0; &AMP",
  );
});

test("bytes that aren't UTF-8 are none", () => {
  expect(decodeUtf8(new TextEncoder().encode('{"body":"Café"}'))).toBe('{"body":"Café"}');
  expect(decodeUtf8(new Uint8Array([0x43, 0x61, 0x66, 0xe9]))).toBeUndefined();
  expect(decodeUtf8(new Uint8Array([0xed, 0xa0, 0x80]))).toBeUndefined();
  expect(decodeUtf8(new Uint8Array([0xef, 0xbb, 0xbf, 0x61]))).toBe("a");
});
