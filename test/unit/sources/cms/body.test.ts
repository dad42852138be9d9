import { describe, expect, test } from "vitest";
import { readBody, withImages, withoutCorrections } from "../../../../src/sources/cms/body.ts";

const URL_ = "https://paper.example/ferry/";
const OWN = "https://paper.example/a.png";
const HASH = "a".repeat(64);
const cut = (html: string) => withImages(html, URL_, (url) => (url === OWN ? HASH : undefined));

describe("pictures of a text", () => {
  test.each([
    [
      '<figure><img src="/a.png" alt="A &quot;b&quot;"><figcaption>Own</figcaption></figure>',
      `<figure><img src="/images/${HASH}" alt="A &quot;b&quot;"><figcaption>Own</figcaption></figure>`,
    ],
    ['<p>x</p><figure><img src="b.png"><figcaption>Reuters</figcaption></figure>', "<p>x</p>"],
    [
      '<figure class="wp-block-gallery"><figure><img src="b.png"></figure><figcaption>Both</figcaption></figure><p>x</p>',
      "<p>x</p>",
    ],
    ['<div class="wp-caption"><img src="b.png"><p class="wp-caption-text">Reuters</p></div><p>x</p>', "<p>x</p>"],
    [
      "<figure><blockquote>Said</blockquote><img src='b.png'></figure>",
      "<figure><blockquote>Said</blockquote></figure>",
    ],
    ['<p>a <img alt="x > y" src="b.png"> b</p>', "<p>a  b</p>"],
    ["<figure><table><tr><td>1</td></tr></table></figure>", "<figure><table><tr><td>1</td></tr></table></figure>"],
  ])("%s", (html, expected) => expect(cut(html)).toBe(expected));

  test("are found with their words", () => {
    const html =
      '<figure><img data-src="/a.png" src="data:image/gif;base64,R0" alt="A"><figcaption>Own <b>words</b></figcaption></figure>';
    expect(readBody(html, URL_, []).images).toMatchObject([{ url: OWN, alt: "A", caption: "Own words" }]);
  });
});

test("a paragraph that a rule knows is a correction, and leaves the text", () => {
  const rules = [{ begins: "Correction:", kind: "correction" as const }];
  const html = "<p>Text.</p><p><em>CORRECTION:</em> It was <b>two</b>.</p><p>Corrections: none.</p>";
  expect(readBody(html, URL_, rules).corrections).toEqual([{ kind: "correction", note: "It was two." }]);
  expect(withoutCorrections(html, rules)).toBe("<p>Text.</p><p>Corrections: none.</p>");
});
