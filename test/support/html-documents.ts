import fc from "fast-check";
import { CMS_NAMES, type Cms } from "../../src/model/article/cms.ts";

/** An image that documents may show. */
export const KNOWN = "a".repeat(64);

const WORDS =
  "city council voted Monday to close the bridge after storm damage 1,200 people said $40 東京 서울 عام".split(" ");
const word = fc.constantFrom(...WORDS);
const words = fc.array(word, { minLength: 1, maxLength: 4 }).map((each) => each.join(" "));

const ATTRIBUTES = [
  ...[
    "",
    "",
    "",
    ' class="x"',
    ' dir="rtl"',
    ' lang="ko"',
    ' id="n1"',
    ' style="color:red"',
    ' style="font-weight:bold"',
  ],
  ...[' style="text-decoration:line-through"', ' style="display:block"', ' aria-hidden="true"', " onclick=x()"],
  ...[" hidden", ' style="display: none"', ' style="visibility:hidden"'],
];
const attributes = fc.constantFrom(...ATTRIBUTES);

const FORMATS =
  "b i em strong span a code sup sub q font big u s strike del ins tt acronym small label x-term button mark".split(
    " ",
  );
const HREFS = [
  "",
  ' href="https://example.org/a"',
  ' href="#n1"',
  ' href="javascript:x"',
  ' href="“https://example.org/b”"',
];

const IMAGE = `<img src="/images/${KNOWN}.png" alt="x">`;
const ATOMS = [
  ...["<br>", "<br><br>", "<wbr>", "<!-- a remark -->", "<script>var x = 1</script>", "<style>p{}</style>", IMAGE],
  '<img class="emoji" alt="🙂" src="https://s.w.org/1f642.svg">',
  '<img src="https://count.example/x" width="1" height="1">',
  "<svg><text>axis label</text></svg>",
  "<select><option>one</option><option>two</option></select>",
  "<textarea>your words</textarea><input value=x>",
  '<iframe src="https://video.example/1" title="Council meeting"></iframe>',
  '<iframe data-src="https://www.youtube.com/embed/abc"></iframe>',
  "<video src=https://cdn.example/v.mp4>no player here</video>",
  "<audio><source src=https://cdn.example/a.mp3>nor here</audio>",
  '<object data="https://cdn.example/o.swf">a fallback</object>',
  "<template>later</template>",
];
const CODES = ['[playlist ids="1,2"]', "[plugin id=4]", "{% raw %}", "{{< ref x >}}", "[sic]"];

const text = fc.oneof(
  { weight: 8, arbitrary: words },
  { weight: 1, arbitrary: fc.constantFrom(" ", "\n", "&nbsp;", "&amp;", "\n\n") },
  { weight: 1, arbitrary: fc.tuple(words, fc.constantFrom(...CODES), words).map((each) => each.join(" ")) },
);

const BLOCKS = (
  "p p p p div div section article aside header footer h1 h2 h4 blockquote center address details summary x-card " +
  "form fieldset pre main amp-accordion figure"
).split(" ");

const WHOLE = [
  "<hr>",
  `<figure>${IMAGE}<figcaption>The bridge <em>at dawn</em></figcaption></figure>`,
  `<figure><figcaption>Before it</figcaption>${IMAGE}</figure>`,
  "<figure><iframe src=https://chart.example/1></iframe><figcaption>Rents in every ward</figcaption></figure>",
  `<figure>${IMAGE}${IMAGE}<figcaption>Two views</figcaption></figure>`,
  '<div><script src="https://datawrapper.dwcdn.net/AbCdE/embed.js"></script><noscript><img src="https://d.example/f.png" alt="Rents rose"></noscript></div>',
  '<noscript><a href="https://poll.example/1">Take our poll</a> or not</noscript>',
  '<blockquote class="twitter-tweet"><p>words</p>&mdash; <a href="https://x.com/a/status/1">A</a></blockquote>',
  '<div class="fb-post" data-href="https://www.facebook.com/a/posts/1"></div>',
  '<amp-youtube data-videoid="abc12"></amp-youtube>',
  '<figure class="kg-card kg-bookmark-card"><a class="kg-bookmark-container" href="https://paper.example/s"><div class="kg-bookmark-content"><div class="kg-bookmark-title">A story</div><div class="kg-bookmark-description">about it</div></div><div class="kg-bookmark-thumbnail"><img src="https://paper.example/t.png"></div></a></figure>',
  '<div class="kg-card kg-callout-card"><div class="kg-callout-emoji">💡</div><div class="kg-callout-text">Mind this</div></div>',
  "<p>https://www.youtube.com/watch?v=abcdefghijk</p>",
  "<p>Claim.<sup id=r1><a href=#n1>1</a></sup></p>",
  "<p><ruby>虐待<rp>(</rp><rt>ぎゃくたい</rt><rp>)</rp></ruby></p>",
  "<p>[embed]https://www.youtube.com/watch?v=abcdefghijk[/embed]</p>",
];

type Arbitrary = fc.Arbitrary<string>;
const many = (of: Arbitrary, maxLength = 4) => fc.array(of, { maxLength }).map((each) => each.join(""));

const { document } = fc.letrec<{ inline: string; flow: string; document: string }>((tie) => ({
  inline: fc.oneof(
    { maxDepth: 4 },
    { weight: 6, arbitrary: text },
    { weight: 2, arbitrary: fc.constantFrom(...ATOMS) },
    {
      weight: 3,
      arbitrary: fc
        .tuple(fc.constantFrom(...FORMATS), attributes, fc.constantFrom(...HREFS), many(tie("inline")))
        .map(([tag, extra, href, inner]) => `<${tag}${tag === "a" ? href : ""}${extra}>${inner}</${tag}>`),
    },
  ),
  flow: fc.oneof(
    { maxDepth: 4 },
    { weight: 4, arbitrary: many(tie("inline")).map((inner) => `<p>${inner}</p>`) },
    { weight: 2, arbitrary: tie("inline") },
    { weight: 2, arbitrary: fc.constantFrom(...WHOLE) },
    {
      weight: 4,
      arbitrary: fc
        .tuple(fc.constantFrom(...BLOCKS), attributes, many(fc.oneof(tie("flow"), tie("inline"))))
        .map(([tag, extra, inner]) => `<${tag}${extra}>${inner}</${tag}>`),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(fc.constantFrom("ul", "ol"), fc.array(many(fc.oneof(tie("inline"), tie("flow")), 3), { maxLength: 3 }))
        .map(([tag, items]) => `<${tag}>\n${items.map((item) => `<li>${item}</li>`).join("\n")}\n</${tag}>`),
    },
    {
      weight: 1,
      arbitrary: fc
        .array(fc.array(many(fc.oneof(tie("inline"), tie("flow")), 2), { minLength: 1, maxLength: 3 }), {
          maxLength: 3,
        })
        .map(
          (rows) =>
            `<table>${rows.map((row) => `<tr>${row.map((cell) => `<td>${cell}</td>`).join("")}</tr>`).join("")}</table>`,
        ),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(many(tie("inline"), 2), many(tie("flow"), 2))
        .map(([term, meaning]) => `<dl><dt>${term}</dt><dd>${meaning}</dd></dl>`),
    },
  ),
  document: fc
    .tuple(fc.array(tie("flow"), { minLength: 1, maxLength: 5 }), fc.constantFrom("", "", "", "\n"), fc.nat(40))
    .map(([blocks, between, hole]) => withHole(blocks.join(between), hole)),
}));

/** Removes one end tag from some documents, as happens in practice; but none of a code element, which is a different mistake. */
function withHole(html: string, hole: number): string {
  let at = 0;
  return html.replace(/<\/(?!script|style|textarea|iframe)\w+>/g, (tag) => {
    at += 1;
    return at === hole ? "" : tag;
  });
}

/** Returns the CMS that a file of the corpus imitates, by its name. */
export const cmsOf = (file: string): Cms | undefined => CMS_NAMES.find((name) => file.startsWith(name));

/** HTML as newsroom software writes it, of every kind that cleaning treats differently. */
export const htmlDocument = document;
