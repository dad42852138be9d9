import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { cleanHtml } from "../../../../src/sources/html/clean-html.ts";
import { ROOT } from "../../../support/paths.ts";

const ORIGIN = "http://localhost:8787";
const IMAGE = "a".repeat(64);
const caseOf = (name: string) =>
  readFileSync(join(ROOT, "test/fixtures/cases", `${name}.html`), "utf8").replaceAll("{IMG}", IMAGE);

const clean = (name: string, base = `${ORIGIN}/articles/story`) =>
  cleanHtml(caseOf(name), { origin: ORIGIN, base, images: new Map([[IMAGE, {}]]) });
const body = (name: string, base?: string) => {
  const cleaned = clean(name, base);
  return cleaned.ok ? cleaned.body.map((piece) => (typeof piece === "string" ? piece : "[image]")).join("") : "";
};
const list = (name: string) =>
  clean(name).warnings.map(({ action, element, reason, text }) =>
    [action, element, reason, text].filter(Boolean).join(" "),
  );

describe("inputs that went wrong once", () => {
  test.each([
    ["01-div-paragraphs", "<p>First paragraph ends here.</p><p>Second paragraph starts.</p><p>Third.</p>"],
    [
      "05-video-audio-fallback",
      '<p>a</p><figure><p><a href="https://cdn.example.org/arrest.mp4">Video (cdn.example.org)</a></p><figcaption>Police video of the arrest</figcaption></figure><p><a href="https://cdn.example.org/call.mp3">Audio (cdn.example.org)</a></p><p>b</p>',
    ],
    [
      "07-datawrapper-noscript",
      '<p>Chart:</p><p><a href="https://datawrapper.dwcdn.net/AbCdE/">Chart: Rents rose in every ward (datawrapper.dwcdn.net)</a></p><p>After</p>',
    ],
    [
      "09-lazy-iframe",
      '<p>See:</p><p><a href="https://www.youtube.com/embed/abc">Council meeting (youtube.com)</a></p><p><a href="https://player.vimeo.com/video/1">Video (player.vimeo.com)</a></p><p>After.</p>',
    ],
    [
      "11-iframe-title",
      '<p>Chart:</p><p><a href="https://datawrapper.dwcdn.net/AbCdE/3/">Rents rose in every ward (datawrapper.dwcdn.net)</a></p><p>After</p>',
    ],
    ["12-figcaption-lost", "<p>a</p>[image]<p>b</p>"],
    ["14-empty-body", ""],
    ["16-hidden-text", "<p>Public.</p><p>End.</p>"],
    [
      "18-uppercase-scheme",
      '<p><a href="https://example.org/report">report</a> <a href="mailto:tips@example.org">tips</a></p>',
    ],
    ["20-curly-quote-href", '<p><a href="https://example.org/a">link</a></p>'],
    [
      "21-footnotes-html",
      '<p>Claim.<sup id="cw-fnref:1"><a href="#cw-fn:1">1</a></sup></p><ol><li id="cw-fn:1"><p>Source. <a href="#cw-fnref:1">↩</a></p></li></ol>',
    ],
    ["24-strike", "<p>The fee is <s>$50</s> $40.</p>"],
    ["26-gdocs-all-bold", "<p>Plain <strong>bold</strong></p><p>Second</p>"],
    [
      "27-plain-text-body",
      "<p>First paragraph.</p><p>Second with <strong>bold</strong>.</p><h2>Head</h2><p>Third.</p>",
    ],
    ["28-br-paragraphs", "<p>One.</p><p>Two.</p><p>End.</p>"],
    ["31-ruby", "<p><ruby>虐待<rt>ぎゃくたい</rt></ruby>の事件</p>"],
    ["51-rtl-dir-lost", '<p dir="rtl">نص أول.</p><p dir="rtl">نص ثانٍ (ABC) 123.</p><p dir="rtl">ثالث</p>'],
    ["52-emoji-image", "<p>Hi 🙂 there</p>"],
    [
      "54-oembed-url",
      '<p><a href="https://www.youtube.com/watch?v=abcdefghijk">https://www.youtube.com/watch?v=abcdefghijk</a></p><p>After.</p>',
    ],
  ])("%s", (name, expected) => expect(body(name).trim()).toBe(expected));

  test("a relative link leads to the page that the text is from; without one, a page that isn't here is a mistake", () => {
    expect(body("23-canonical-base", "https://www.example.org/2026/05/story/").trim()).toBe(
      '<p><a href="https://www.example.org/tag/city">tag</a> <a href="https://www.example.org/2026/05/other/">other</a></p><p><a href="https://www.example.org/embed/map.html">example.org</a></p>',
    );
    expect(clean("23-canonical-base")).toMatchObject({
      ok: false,
      mistakes: [{ field: "body", value: '"/tag/city"', problem: "links to a page that the wire doesn't have" }],
    });
  });

  test("code that stands for pictures is a mistake; of a CMS that leaves such code behind, a warning is enough", () => {
    expect(clean("29-shortcodes-html")).toMatchObject({
      ok: false,
      mistakes: [
        { field: "body", value: String.raw`"[caption id=\"a12\" width=\"600\"]"` },
        { field: "body", value: String.raw`"[gallery ids=\"1,2\"]"` },
      ],
    });
    const known = cleanHtml(caseOf("29-shortcodes-html"), { origin: ORIGIN, cms: "wordpress" });
    expect(known.ok && known.body.join("").trim()).toBe(
      '<p>Before.</p><p>The bridge. (Photo by A. B.)</p><p><a href="https://www.youtube.com/watch?v=abc">https://www.youtube.com/watch?v=abc</a></p><p>He said "it [sic] works".</p>',
    );
  });

  test("a caption goes to its picture", () => {
    const cleaned = clean("12-figcaption-lost");
    expect(cleaned.ok && [...cleaned.captions]).toEqual([[IMAGE, "The bridge at dawn. (Photo: A. B.)"]]);
  });
});

describe("what was done is in the list", () => {
  test.each([
    ["16-hidden-text", ["removed p hidden Legal: do not name the source yet.", "removed p hidden old draft"]],
    ["14-empty-body", ["removed script code"]],
    ["20-curly-quote-href", ["replaced a mended link link"]],
    ["01-div-paragraphs", []],
    ["52-emoji-image", ["replaced img emoji"]],
    [
      "29-shortcodes-html",
      [
        'removed shortcode shortcode [caption id="a12" width="600"]',
        "removed shortcode shortcode [/caption]",
        "removed shortcode shortcode [embed]",
        "removed shortcode shortcode [/embed]",
        'removed shortcode shortcode [gallery ids="1,2"]',
      ],
    ],
  ])("%s", (name, expected) => expect(list(name)).toEqual(expected));

  test("with its place in the source", () => {
    const { warnings } = cleanHtml("<p>One.</p>\n<p>Two. <b hidden>No.</b></p>\n\n<svg><text>Axis</text></svg>", {
      origin: ORIGIN,
    });
    expect(warnings.map(({ line, column }) => [line, column])).toEqual([
      [2, 9],
      [4, 1],
    ]);
  });
});
