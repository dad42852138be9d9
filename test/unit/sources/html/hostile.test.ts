import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CMS_NAMES, type Cms } from "../../../../src/model/article/cms.ts";
import { cleanHtml } from "../../../../src/sources/html/clean-html.ts";
import { elementsIn } from "../../../support/elements.ts";
import { ATTACKS } from "../../../support/hostile-html.ts";
import { activeMarkup } from "../../../support/markup.ts";

/** The elements and attributes that may be published. */
const TAGS = new Set(
  (
    "p h2 h3 h4 h5 h6 blockquote pre hr br figure figcaption ul ol li dl dt dd table caption thead tbody tfoot tr th td " +
    "a em strong b i u s del ins sub sup small mark q cite dfn code kbd samp var abbr time bdi bdo span ruby rt rp"
  ).split(" "),
);
const ATTRIBUTES = new Set("href title start reversed colspan rowspan scope datetime lang dir id".split(" "));

const ACTIONS = [
  ...[
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    " javascript:alert(1)",
    "java\nscript:alert(1)",
    "java&Tab;script:alert(1)",
  ],
  ...[
    "&#106;avascript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "//evil.example/x",
    "“javascript:alert(1)”",
  ],
  ...[
    "https://user:secret@x.example/",
    "blob:x",
    "file:///etc/passwd",
    "about:blank",
    "javascript&colon;alert(1)",
    "\u0001javascript:alert(1)",
  ],
  ...["feed:javascript:alert(1)", "view-source:x", "jar:x", "https://google.com/url?q=javascript:alert(1)"],
];

/** Active elements, with a place for the action. */
const WAYS: ((action: string) => string)[] = [
  (action) => `<a href="${action}">x</a>`,
  (action) => `<iframe src="${action}" title="t"></iframe>`,
  (action) => `<iframe srcdoc="<script>alert(1)</script>" data-src="${action}"></iframe>`,
  (action) => `<object data="${action}"><a href="${action}">x</a></object>`,
  (action) => `<embed src="${action}">`,
  (action) => `<video src="${action}" poster="${action}" onerror=alert(1)><source src="${action}"></video>`,
  (action) => `<form action="${action}"><button formaction="${action}">x</button></form>`,
  (action) => `<svg><a xlink:href="${action}"><text>x</text></a><script>alert(1)</script></svg>`,
  (action) => `<math><maction actiontype="statusline" xlink:href="${action}">x</maction></math>`,
  (action) => `<div class="fb-post" data-href="${action}">x</div>`,
  (action) => `<blockquote class="instagram-media" data-instgrm-permalink="${action}"></blockquote>`,
  (action) => `<a class="kg-bookmark-container" href="${action}"><div class="kg-bookmark-title">x</div></a>`,
  (action) =>
    `<noscript><a href="${action}">x</a><img src="${action}" alt="&quot;><script>alert(1)</script>"></noscript>`,
  (action) => `[embed]${action}[/embed] [video src="${action}"]`,
  (action) =>
    `{{<iframe src="${action}">}} {{< figure src="${action}" >}} {% raw %}<script>alert(1)</script>{% endraw %}`,
  (action) => `<amp-iframe src="${action}"></amp-iframe><amp-facebook data-href="${action}"></amp-facebook>`,
  (action) => `<p style="background:url(${action});width:expression(alert(1))" onclick="${action}">x</p>`,
  (action) =>
    `<base href="${action}"><link rel=stylesheet href="${action}"><meta http-equiv=refresh content="0;url=${action}">`,
  (action) => `<p id="x" name="${action}"><a href="#x" title='"onmouseover="alert(1)'>x</a></p>`,
  (action) => `<time datetime='"><script>alert(1)</script>'>x</time><abbr title="</abbr><script>">${action}</abbr>`,
];

/** Ways to break out of the surrounding markup. */
const FRAMES: ((inner: string) => string)[] = [
  (inner) => inner,
  (inner) => `<table><tr><td>${inner}</table>`,
  (inner) => `<table>${inner}</table>`,
  (inner) => `<svg><foreignObject>${inner}</foreignObject></svg>`,
  (inner) => `<svg></p><style><a title="</style>${inner}">`,
  (inner) => `<math><mtext><table><mglyph><style><!--</style>${inner}-->`,
  (inner) => `<template>${inner}</template>`,
  (inner) => `<noscript><p title="</noscript>${inner}">`,
  (inner) => `<textarea></textarea>${inner}</textarea>`,
  (inner) => `<select><option>${inner}</select>`,
  (inner) => `<!--><!--->${inner}<!-- --!>${inner}`,
  (inner) => `<xmp>${inner}</xmp><plaintext>${inner}`,
  (inner) => `<title>${inner}</title>${inner}`,
  (inner) => `<pre>\n\n${inner}</pre><listing>${inner}</listing>`,
  (inner) => `<b><i><a href=x>${inner}<p></b></i>${inner}</a>`,
  (inner) => `<![CDATA[${inner}]]><?php ${inner} ?>`,
  (inner) => `<html><body onload=alert(1)>${inner}</body></html>`,
  (inner) => `<figure>${inner}<figcaption>${inner}</figcaption></figure>`,
  (inner) => `<a href="https://x.example"><table><tr><td><a href="https://y.example">${inner}`,
];

const documents = FRAMES.flatMap((around, frame) =>
  WAYS.flatMap((way, at) =>
    ACTIONS.filter((_, action) => (action + at + frame) % 4 === 0).map((action) => around(way(action))),
  ),
);

const published = (html: string, cms?: Cms): string => {
  const cleaned = cleanHtml(html, { origin: "http://localhost:8787", base: "https://paper.example/s", cms });
  return cleaned.ok ? cleaned.body.filter((piece) => typeof piece === "string").join("") : "";
};

/** Any CMS that a text may claim as its source. */
const SOURCES = [undefined, ...CMS_NAMES];

/** Returns the elements and attributes in HTML that may not be published. */
const unlisted = (html: string): string[] =>
  elementsIn(html).flatMap(({ tagName, attrs }) => [
    ...(TAGS.has(tagName) ? [] : [`<${tagName}>`]),
    ...attrs
      .filter(
        ({ name, value }) =>
          !ATTRIBUTES.has(name) || (name === "href" && !/^(?:https?:\/\/(?!user:)|mailto:|tel:|#cw-)/.test(value)),
      )
      .map(({ name, value }) => `${name}="${value}"`),
  ]);

test("there are many hostile documents, and most of them leave something to look at", () => {
  expect(documents.length).toBeGreaterThan(1500);
  expect(documents.filter((html) => published(html) !== "").length).toBeGreaterThan(documents.length / 3);
});

test("nothing that acts and nothing that isn't listed leaves", () => {
  documents.forEach((html, at) => {
    const clean = published(html, SOURCES[at % SOURCES.length]);
    expect([html, ...activeMarkup(clean), ...unlisted(clean)]).toEqual([html]);
  });
}, 60_000);

describe("attacks that are known by name", () => {
  test.each(Object.entries(ATTACKS))("%s", (_, html) => {
    for (const cms of SOURCES) {
      const clean = published(html, cms);
      expect([...activeMarkup(clean), ...unlisted(clean)]).toEqual([]);
      // Cleaned HTML stays as it is: another parser finds nothing else in it.
      expect(published(clean, cms)).toBe(clean);
    }
  });

  test("most of them leave something to look at", () => {
    const texts = Object.values(ATTACKS);
    expect(texts.filter((html) => published(html) !== "").length).toBeGreaterThan(texts.length / 2);
  });
});

test("nor of several hostile pieces together, cut anywhere", () => {
  const pieces = fc
    .array(fc.constantFrom(...documents, ...Object.values(ATTACKS)), { minLength: 2, maxLength: 4 })
    .map((each) => each.join(""));
  fc.assert(
    fc.property(pieces, fc.nat(400), fc.constantFrom(...SOURCES), (html, cut, cms) => {
      const clean = published(html.slice(cut % html.length), cms);
      expect([...activeMarkup(clean), ...unlisted(clean)]).toEqual([]);
    }),
    { numRuns: 400 },
  );
}, 60_000);
