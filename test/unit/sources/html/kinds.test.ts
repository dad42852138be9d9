import { describe, expect, test } from "vitest";
import { cleanHtml } from "../../../../src/sources/html/clean-html.ts";
import { KNOWN } from "../../../support/html-documents.ts";

// Kinds of markup that newsroom software writes, in many variants: each row went wrong once, or could.

const OTHER = "b".repeat(64);
const IMG = `<img src="/images/${KNOWN}.jpg">`;

const clean = (html: string, cms?: "wordpress" | "ghost" | "drupal") =>
  cleanHtml(html, {
    ...{ origin: "http://w.example", base: "https://paper.example/s", cms },
    images: new Map([KNOWN, OTHER].map((hash) => [hash, {}])),
  });

/** Returns what is published, with the first letter of each image; or the mistakes. */
function published(html: string, cms?: "wordpress" | "ghost" | "drupal"): string {
  const cleaned = clean(html, cms);
  if (!cleaned.ok) return cleaned.mistakes.map(({ problem, value }) => `${problem} ${value}`).join();
  const pieces = cleaned.body.map((piece) => (typeof piece === "string" ? piece : `[${piece.image[0]}]`));
  const captions = [...cleaned.captions].map(([image, caption]) => `{${image[0]}: ${caption}}`);
  return [...pieces, ...captions].join("");
}

const told = (html: string) =>
  clean(html).warnings.map(({ action, element, reason }) => `${action} ${element}: ${reason}`);

const link = (address: string, name: string) => `<p><a href="${address}">${name}</a></p>`;
const video = (id: string, name = "Video") => link(`https://www.youtube.com/watch?v=${id}`, `${name} (youtube.com)`);

describe("what was hidden stays hidden, however that is written", () => {
  test.each([
    ..."opacity:0|opacity: .0|font-size:0|font-size:0px;line-height:0|text-indent:-9999px|content-visibility:hidden".split(
      "|",
    ),
    ..."position:absolute;left:-9999px|position:absolute;clip:rect(0,0,0,0)|position:absolute;clip:rect(1px 1px 1px 1px)".split(
      "|",
    ),
    ..."height:0;overflow:hidden|max-height:0;overflow:hidden|clip-path:inset(50%)|transform:scale(0)|mso-hide:all".split(
      "|",
    ),
    ..."display:none ! important|DISPLAY : none|dis\\70lay:none|display:/**/none|visibility:collapse|color:red;;display:none;".split(
      "|",
    ),
  ])("%s", (style) => {
    const html = `<p>Open.</p><p style="${style}">The source is Ann.</p>`;
    expect([published(html), told(html)]).toEqual(["<p>Open.</p>", ["removed p: hidden"]]);
  });

  test.each([
    // A box that keeps a video's aspect ratio; text that gets its size in a nested element.
    ['<div style="height:0;padding-bottom:56%;overflow:hidden">Shown.</div>', "<p>Shown.</p>"],
    ['<div style="font-size:0"><span style="font-size:12px">Shown.</span></div>', "<p>Shown.</p>"],
    ['<p style="position:absolute;left:-2px">Shown.</p>', "<p>Shown.</p>"],
    ['<p aria-hidden="true">Shown.</p><details><summary>Q</summary>A</details>', "<p>Shown.</p><p>Q</p><p>A</p>"],
  ])("and what is shown stays: %s", (html, expected) => expect(published(html)).toBe(expected));

  test.each([
    [
      'Text<a class=msocomanchor href="#_msocom_1">[A1]</a><div style="mso-element:comment-list"><p>Legal: wait.</p></div>',
      "<p>Text</p>",
    ],
    [
      '<p>Text<sup><a href="#cmnt1" id="cmnt_ref1">[a]</a></sup></p><div style="border:1px"><p><a href="#cmnt_ref1" id="cmnt1">[a]</a>Legal: wait.</p></div>',
      "<p>Text</p>",
    ],
  ])("remarks of word processors: %s", (html, expected) => expect(published(html)).toBe(expected));

  test.each([
    "https://www.facebook.com/tr?id=1",
    "//pixel.wp.com/g.gif?v=1",
    "https://sb.scorecardresearch.com/p?c1=2",
  ])("what only counts readers: %s", (src) => expect(published(`<p>x</p><img src="${src}">`)).toBe("<p>x</p>"));
});

describe("images of emoji become their characters", () => {
  test.each([
    ['<img class="emoji" alt="🙂" src="https://s.w.org/images/core/emoji/14.0.0/svg/1f642.svg">', "🙂"],
    ['<img src="https://s.w.org/images/core/emoji/72x72/1f1fa-1f1f8.png">', "🇺🇸"],
    ['<img class="wp-smiley" alt=";-)" src="/wp-includes/images/smilies/icon_wink.gif">', ";-)"],
    ['<img src="https://abs.twimg.com/emoji/v2/svg/1f525.svg" alt="Fire">', "🔥"],
    ['<img src="https://twemoji.maxcdn.com/v/latest/svg/2764.svg">', "❤"],
    ['<img src="/modules/smileys/packs/x/smile.gif" alt="Smile" class="smiley-content">', "Smile"],
    ['<img src="https://fonts.gstatic.com/s/e/notoemoji/15.0/1f44d/72.png">', "👍"],
    ['<img data-emoji="👍" src="y">', "👍"],
    ['<img alt="👨‍👩‍👧🇰🇷1️⃣" src="x.png">', "👨‍👩‍👧🇰🇷1️⃣"],
  ])("%s", (html, expected) => expect(published(`<p>Hi ${html}</p>`)).toBe(`<p>Hi ${expected}</p>`));

  test.each(["star.gif", "/photos/emoji-day.jpg", "https://x.example/emoji/crowd-in-seoul.jpg"])(
    "and a picture stays one: %s",
    (src) => expect(published(`<img src="${src}" alt="A star">`)).toContain("no rights information"),
  );
});

describe("media and embeds become links", () => {
  test.each([
    ['<iframe data-lazyload="https://a.example/1"></iframe>', link("https://a.example/1", "a.example")],
    [
      '<iframe data-original="https://a.example/1" src="about:blank"></iframe>',
      link("https://a.example/1", "a.example"),
    ],
    [
      '<iframe src="/media/oembed?url=https%3A//youtu.be/abc&amp;hash=x" title="T"></iframe>',
      link("https://youtu.be/abc", "T (youtu.be)"),
    ],
    ['<lite-youtube videoid="abcdefghijk" title="Play"></lite-youtube>', video("abcdefghijk", "Play")],
    ['<div class="youtube-player" data-id="abcdefghijk"></div>', video("abcdefghijk")],
    [
      '<figure class="media"><oembed url="https://vimeo.com/1"></oembed></figure>',
      link("https://vimeo.com/1", "Video (vimeo.com)"),
    ],
    [
      '<div data-oembed-url="https://vimeo.com/1"><iframe src="https://player.vimeo.com/1"></iframe></div>',
      link("https://player.vimeo.com/1", "Video (player.vimeo.com)"),
    ],
    ['<div data-pym-src="https://apps.example.org/g/"></div>', link("https://apps.example.org/g/", "apps.example.org")],
    [
      '<div class="fb-post" data-href="/a/posts/1"></div>',
      link("https://www.facebook.com/a/posts/1", "Post (facebook.com)"),
    ],
    [
      '<blockquote class="twitter-tweet"><a href="https://x.com/a/status/1"></a></blockquote>',
      '<blockquote><a href="https://x.com/a/status/1">Post (x.com)</a></blockquote>',
    ],
    [
      '<blockquote class="tiktok-embed" cite="https://www.tiktok.com/@a/video/1"><p><a href="https://www.tiktok.com/@a">@a</a></p></blockquote>',
      `<blockquote><p><a href="https://www.tiktok.com/@a">@a</a></p></blockquote>${link("https://www.tiktok.com/@a/video/1", "Video (tiktok.com)")}`,
    ],
    [
      '<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/p/A/?x=1"><a href="https://www.instagram.com/p/A/">A post</a></blockquote>',
      '<blockquote><a href="https://www.instagram.com/p/A/">A post</a></blockquote>',
    ],
    [
      '<map><area href="https://x.example/ward" alt="Ward 5"></map>',
      link("https://x.example/ward", "Ward 5 (x.example)"),
    ],
    [
      '<video-js data-account="1" data-video-id="2"></video-js>',
      link("https://players.brightcove.net/1/default_default/index.html?videoId=2", "Video (players.brightcove.net)"),
    ],
  ])("%s", (html, expected) => expect(published(html)).toBe(expected));
});

describe("pictures and captions", () => {
  test.each([
    [
      `<figure><noscript>${IMG}</noscript><img data-src="/images/${KNOWN}.jpg" src="data:x"><figcaption>C</figcaption></figure>`,
      "[a]{a: C}",
    ],
    [`<img srcset="/images/${KNOWN}.jpg 1x, x 2x"><img data-srcset="/images/${OTHER}.jpg 1x">`, "[a][b]"],
    [
      `<img src="/images/${KNOWN}.jpg" data-caption="A &lt;em&gt;quay&lt;/em&gt; &amp;amp; a ship">`,
      "[a]{a: A quay & a ship}",
    ],
    [`[caption caption="Old"]${IMG}[/caption]`, "[a]{a: Old}"],
    ['<drupal-media data-entity-uuid="x" data-caption="A quay"></drupal-media>', "<p>A quay</p>"],
  ])("%s", (html, expected) => expect(published(html)).toBe(expected));
});

describe("code of other systems is never printed", () => {
  test.each([
    ["[youtube https://youtu.be/abc]", link("https://youtu.be/abc", "Video (youtu.be)")],
    ["[vimeo 12345]", link("https://vimeo.com/12345", "Video (vimeo.com)")],
    ["[tweet 123456]", link("https://x.com/i/status/123456", "Post (x.com)")],
    ["[instagram url=https://www.instagram.com/p/x/]", link("https://www.instagram.com/p/x/", "Post (instagram.com)")],
    ["<p>a [nextpage] b {{ site.name }} c</p>", "<p>a  b  c</p>"],
    [
      "<p>[sic] [1] [see https://x.example] [photo credit: A=B]</p>",
      "<p>[sic] [1] [see https://x.example] [photo credit: A=B]</p>",
    ],
  ])("%s", (html, expected) => expect(published(html)).toBe(expected));

  test.each([
    ['[gallery ids="1"]', '[gallery ids=\\"1\\"]'],
    ['[caption id="a"] Words[/caption]', '[caption id=\\"a\\"]'],
    ['<p>[[{"fid":"1","attributes":{"x":[1]}}]]</p>', '[[{\\"fid\\":\\"1\\",\\"attributes\\":{\\"x\\":[1]}}]]'],
  ])("where it stands for pictures, it is a mistake: %s", (html, value) =>
    expect(published(html)).toBe(`is another system's code for pictures that aren't on the wire "${value}"`),
  );
});

describe("links are mended, and told", () => {
  test.each([
    ["http:/x.example/a", "http://x.example/a"],
    ["https:x.example", "https://x.example/"],
    ["https//x.example/a", "https://x.example/a"],
    ["http://https://x.example/", "https://x.example/"],
    ["nytimes.com/2026/x", "https://nytimes.com/2026/x"],
    ["%22https://x.example/%22", "https://x.example/"],
  ])("%s", (href, expected) => {
    const html = `<p><a href="${href}">x</a></p>`;
    expect([published(html), told(html)]).toEqual([link(expected, "x"), ["replaced a: mended link"]]);
  });

  test("a file's name isn't a host, and a link to what isn't published in the end is told", () => {
    expect(published('<p><a href="page.html">x</a></p>')).toBe(link("https://paper.example/page.html", "x"));
    const html = `<p><a href="#f">x</a> <a href="mailto:">y</a></p><figure id="f">${IMG}</figure>`;
    expect([published(html), told(html)]).toEqual(["<p>x y</p>[a]", Array(2).fill("unwrapped a: no target")]);
  });
});

test.each([
  ['<p>a</p><p><a href="“https://x.example”>b</a></p><p>c</p>', '"<a href=\\"“https://x.example”>b</a></p><p>c</p>"'],
  ["<p>a</p><!-- note <p>b</p>", '"<!-- note <p>b</p>"'],
  ["<p>a <b", '"<b"'],
])("a text that breaks off in a tag or a comment is refused: %s", (html, value) =>
  expect(published(html)).toBe(`ends in a tag, a comment or code that isn't closed ${value}`),
);

test("blank lines part the words of a box, and only lay out what has tags", () => {
  expect(published("<div>One\n\nTwo</div><div>\n\nBy <b>x</b>\n\n</div>")).toBe(
    "<p>One</p><p>Two</p><p>By <b>x</b></p>",
  );
});

test("what was done has its place in the source", () => {
  const { warnings } = clean("<p>One.</p>\n<p>Two. <b hidden>No.</b></p>\n\n<svg><text>Axis</text></svg>");
  expect(warnings.map(({ line, column }) => [line, column])).toEqual([
    [2, 9],
    [4, 1],
  ]);
});
