import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { cleanHtml } from "../../../../src/sources/html/clean-html.ts";
import { examples } from "../../../support/properties.ts";

const ORIGIN = "http://localhost:8787";
const HASH = "a".repeat(64);
const clean = (html: string) =>
  cleanHtml(html, { origin: ORIGIN, base: `${ORIGIN}/articles/story`, images: new Map([[HASH, {}]]) });
const pieces = (html: string) => {
  const result = clean(html);
  return result.ok ? result.body : result.mistakes.map(({ problem }) => problem);
};

describe("cleaning keeps simple tags", () => {
  test.each([
    ["<p>One <em>two</em></p>", ["<p>One <em>two</em></p>"]],
    ["<h1>Head</h1>", ["<h2>Head</h2>"]],
    ['<p><a href="/feeds" title="t">x</a></p>', ['<p><a href="http://localhost:8787/feeds" title="t">x</a></p>']],
    ['<p><a href="other">x</a></p>', ['<p><a href="http://localhost:8787/articles/other">x</a></p>']],
    [
      '<table><thead><tr><th scope="col">a</th></tr></thead><tbody><tr><td colspan="2">b</td></tr></tbody></table>',
      ['<table><thead><tr><th scope="col">a</th></tr></thead><tbody><tr><td colspan="2">b</td></tr></tbody></table>'],
    ],
    ['<p lang="ko" dir="ltr">말</p>', ['<p lang="ko" dir="ltr">말</p>']],
    ['<iframe src="https://video.example/1"></iframe>', ['<p><a href="https://video.example/1">video.example</a></p>']],
    ["", []],
    ["<pre>\n\n x</pre>", ["<pre>\n\n x</pre>"]],
  ])("%s", (html, expected) => expect(pieces(html)).toEqual(expected));

  test("images become pieces of their own, figures with them, and nothing is left of their wrapping", () => {
    const img = `<img src="/images/${HASH}.png" alt="x" onerror="alert(1)">`;
    expect(pieces(`<p>a</p><figure>${img}<figcaption>Agency caption</figcaption></figure><p>b</p>`)).toEqual([
      "<p>a</p>",
      { image: HASH },
      "<p>b</p>",
    ]);
    expect(pieces(`<p><a href="https://x.example">${img}</a></p>`)).toEqual([{ image: HASH }]);
    expect(pieces(`<p>before ${img} after</p>`)).toEqual(["<p>before  after</p>", { image: HASH }]);
    expect(pieces(img)).toEqual([{ image: HASH }]);
    expect(pieces(`<blockquote><p>q</p><figure>${img}</figure></blockquote>`)).toEqual([
      "<blockquote><p>q</p></blockquote>",
      { image: HASH },
    ]);
  });
});

describe("cleaning takes out", () => {
  test.each([
    ["<p>a<script>alert(1)</script>b</p>", "<p>ab</p>"],
    ['<p onclick="x()" style="color:red" class="y" id="z">a</p>', "<p>a</p>"],
    ['<p><a href="javascript:alert(1)">a</a></p>', "<p>a</p>"],
    ['<p><a href="&#106;avascript:alert(1)">a</a></p>', "<p>a</p>"],
    ['<p><a href="data:text/html,x">a</a></p>', "<p>a</p>"],
    ['<p><a href="https://user:password@x.example/">a</a></p>', "<p>a</p>"],
    [`<p><a href="/images/${HASH}.png">a</a></p>`, "<p>a</p>"],
    [`<p><a href="http://localhost:8787/%69mages/${HASH}.png">a</a></p>`, "<p>a</p>"],
    ["<svg><script>x</script></svg><p>a</p>", "<p>a</p>"],
    ["<p>a\u0000b\u0008c\uFFFEd</p>", "<p>abcd</p>"],
    ["<p>a\uD800b</p>", "<p>ab</p>"],
    ["<!-- secret --><p>a</p>", "<p>a</p>"],
    ["<form action=x><input name=y><p>a</p></form>", "<p>a</p>"],
    ['<iframe src="javascript:alert(1)"></iframe>', ""],
  ])("%s", (html, expected) => expect(pieces(html).join("")).toBe(expected));
});

describe("cleaning refuses", () => {
  test.each([
    '<img src="https://elsewhere.example/x.png">',
    `<img src="/images/${"b".repeat(64)}.png">`,
    `<img src="https://elsewhere.example/images/${HASH}.png">`,
    '<img src="data:image/png;base64,AAAA">',
    "<p><img></p>",
    '<figure><img src="x.png"></figure>',
  ])("an image without rights data: %s", (html) =>
    expect(pieces(html)).toEqual(["has an image with no rights information"]),
  );

  test("nesting that would exhaust the stack, without falling over", () => {
    const result = clean("<div><blockquote>".repeat(50_000));
    expect(result.ok || result.mistakes).toMatchObject([{ problem: "is nested too deeply" }]);
  });
});

describe("hostile HTML is refused or done with in time", () => {
  const unclosed = (tag: (at: number) => string) =>
    `<p>${Array.from({ length: 1000 }, (_, at) => tag(at)).join("")}</p>${"<p>x</p>".repeat(1000)}`;

  test.each([
    ["formatting left open", unclosed((at) => `<b title=${at}>`)],
    ["with a bracket in a value", unclosed((at) => `<b title="<${at}">`)],
    ["with a slash for a space", unclosed((at) => `<b/title=${at}>`)],
    ["without attributes", `<p>${"<b><i><u><s><em><code>".repeat(3)}${"<p>x".repeat(50_000)}`],
  ])("%s", (_, html) =>
    expect(clean(html)).toMatchObject({ ok: false, mistakes: [{ problem: "is nested too deeply" }] }),
  );

  test("figures in figures, and images without end, are walked once", () => {
    expect(pieces(`${"<figure>".repeat(300)}x${"<br>".repeat(10_000)}`)).toHaveLength(1);
    expect(pieces(`<p>${`<img src="/images/${HASH}">`.repeat(20_000)}</p>`)).toHaveLength(20_000);
  });

  test("honest formatting keeps what it says", () => {
    expect(pieces('<p><i lang="fr">mot</i> <b title="5 > 3">bold</b></p>')).toEqual([
      '<p><i lang="fr">mot</i> <b>bold</b></p>',
    ]);
    expect(pieces(`<b>${"<p>pasted</p>".repeat(2000)}</b>`).join("")).toContain("pasted");
  });
});

test("whatever comes in, what comes out is simple, and cleaning it again changes nothing", () => {
  const tag = fc.constantFrom(
    "p",
    "b",
    "script",
    "a",
    "img",
    "svg",
    "table",
    "td",
    "style",
    "iframe",
    "template",
    "math",
    "select",
    "li",
    "figure",
  );
  const attribute = fc.constantFrom(
    "",
    ' href="javascript:x"',
    ' onload="x"',
    ' src="//x.example/a"',
    ' style="x"',
    ' href="//y"',
    ' srcset="x"',
  );
  const part = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.constantFrom("]]>", "&lt;script&gt;", "<!--", "-->", "<![CDATA[", "&amp;amp;"),
    fc.tuple(tag, attribute).map(([name, extra]) => `<${name}${extra}>`),
    tag.map((name) => `</${name}>`),
  );
  fc.assert(
    fc.property(fc.array(part, { maxLength: 20 }), (parts) => {
      const result = clean(parts.join(""));
      if (!result.ok) return;
      const html = result.body.filter((piece): piece is string => typeof piece === "string").join("");
      expect(html).not.toMatch(
        /<(script|style|svg|iframe|form|object|math|template|img|select)\b|\son\w+=|<[^>]*javascript:/i,
      );
      const again = clean(html);
      expect(again.ok && again.body.join("")).toBe(html);
    }),
    { numRuns: examples(300) },
  );
}, 60_000);
