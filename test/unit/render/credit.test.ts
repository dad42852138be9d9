import fc from "fast-check";
import type { Element, Nodes } from "hast";
import rehypeParse from "rehype-parse";
import { unified } from "unified";
import { visit } from "unist-util-visit";
import { describe, expect, test } from "vitest";
import type { Attribution } from "../../../src/model/licence/clauses/attribution.ts";
import { type Case, credit, LOGO, LOGO_URL, ORIGIN } from "../../support/credit.ts";
import { anyLicence, anyLine } from "../../support/licences.ts";
import { activeMarkup } from "../../support/markup.ts";
import { examples } from "../../support/properties.ts";

const parsed = (html: string) => unified().use(rehypeParse, { fragment: true }).parse(html);

/** Converts HTML to the layout of the plain text: a line per paragraph, URLs in brackets. */
function saidIn(node: Nodes): string {
  if (node.type === "text") return node.value;
  if (!("children" in node)) return "";
  const inside = node.children.map(saidIn).join(node.type === "root" ? "\n" : "");
  if (node.type === "element" && node.tagName === "a") return `${inside} (${String(node.properties.href)})`;
  if (node.type === "element" && node.tagName === "img") return `Logo: ${String(node.properties.src)}`;
  return inside;
}
const words = (text: string): string => text.split(/\s+/u).filter(Boolean).join(" ");
const sameWords = ({ html, text }: { html: string; text: string }) =>
  expect(words(saidIn(parsed(html.replace("<p>The harbour is open.</p>", ""))))).toBe(words(text));

const BOILERPLATE = "Paid by readers.";
/** A story whose credit contains everything that a credit can. */
const FULL: Case = {
  attribution: { logo: "must", boilerplate: "must", boilerplateText: BOILERPLATE },
  article: { partners: ["Harbour Daily", "Port Radio"] },
  logo: LOGO,
};
const FULL_TEXT = [
  "By Ann Author and Bob Byline, Test Foundation and Guest Paper.",
  `First published by Test Foundation (${ORIGIN}/articles/harbour) on May 1, 2026.`,
  "Reported with Harbour Daily and Port Radio.",
  BOILERPLATE,
  `Published under the Open Licence (${ORIGIN}/licences/open).`,
  `Logo: ${LOGO_URL}`,
];

describe("the credit", () => {
  test("says everything that the clauses ask for, a line each, and so does the HTML", () => {
    const said = credit(FULL);
    expect(said.text.split("\n")).toEqual(FULL_TEXT);
    expect(said.block).toBe(
      "<hr><p>By Ann Author and Bob Byline, Test Foundation and Guest Paper. " +
        `First published by <a href="${ORIGIN}/articles/harbour">Test Foundation</a> on May 1, 2026. ` +
        `Reported with Harbour Daily and Port Radio. ${BOILERPLATE} ` +
        `Published under the <a rel="license" href="${ORIGIN}/licences/open">Open Licence</a>.</p>` +
        `<p><img src="${LOGO_URL}" alt="Our logo" width="96" height="24"></p>`,
    );
    expect(said.html).toBe(`<p>The harbour is open.</p>${said.block}`);
    sameWords(said);
  });

  test.each<[clause: keyof Attribution, shown: string]>([
    ["byline", "Ann Author"],
    ["affiliation", "Guest Paper"],
    ["firstPublished", "First published"],
    ["link", "/articles/harbour"],
    ["logo", LOGO_URL],
    ["licenceLine", "Open Licence"],
    ["boilerplate", BOILERPLATE],
    ["partners", "Harbour Daily"],
  ])("shows what attribution.%s asks for, whether must or should, and not what it waives", (clause, shown) => {
    for (const duty of ["must", "should", "no"] as const) {
      const said = credit({ ...FULL, attribution: { ...FULL.attribution, [clause]: duty } });
      expect([duty, said.text.includes(shown)]).toEqual([duty, duty !== "no"]);
      expect([duty, said.block.includes(shown)]).toEqual([duty, duty !== "no"]);
      sameWords(said);
    }
  });

  const NOTHING: Case["attribution"] = {
    byline: "no",
    affiliation: "no",
    firstPublished: "no",
    link: "no",
    licenceLine: "no",
    partners: "no",
  };

  test("is nothing where a licence says nothing", () => {
    expect(credit({ ...FULL, silent: true, attribution: {} })).toMatchObject({ block: "", text: "" });
  });

  test.each<[string, Case]>([
    ["nothing is asked for", { attribution: NOTHING, logo: LOGO }],
    ["the story excludes itself", { ...FULL, article: { exclude: true } }],
    ["the licence has ended", { ...FULL, ended: true }],
  ])("is nothing where %s", (_, given) => {
    expect(credit(given)).toMatchObject({ block: "", text: "" });
  });

  const first = (given: Case) => credit(given).text.split("\n")[0];

  test.each<[string, Case, string]>([
    [
      "is written as its template has it",
      { attribution: { bylineTemplate: "{affiliations}: {names}" } },
      "Test Foundation and Guest Paper: Ann Author and Bob Byline.",
    ],
    [
      "names each house once",
      { authors: { ann: { name: "Ann" }, bob: { name: "Bob" } } },
      "By Ann and Bob, Test Foundation.",
    ],
    [
      "is the name alone where that is all that is asked for",
      { attribution: { affiliation: "no" } },
      "By Ann Author and Bob Byline.",
    ],
    ["is the holder where nobody signed", { article: { authors: [], holder: "Port Radio" } }, "By Port Radio."],
    [
      "takes no name for a placeholder",
      { article: { authors: ["ann"] }, authors: { ann: { name: "{affiliations} $& $1" } } },
      "By {affiliations} $& $1, Test Foundation.",
    ],
  ])("has a byline that %s", (_, given, expected) => expect(first(given)).toBe(expected));

  const origin = (attribution: Case["attribution"], article: Case["article"] = {}) =>
    first({ attribution: { ...NOTHING, firstPublished: "must", link: "must", ...attribution }, article });

  test.each<[string, string | undefined, string]>([
    [
      "as its template has it",
      origin({ firstPublishedTemplate: "{date}: {holder}, {holder}!" }),
      `May 1, 2026: Test Foundation (${ORIGIN}/articles/harbour), Test Foundation!`,
    ],
    [
      "with the link on all of it where it names no holder",
      origin({ firstPublished: "should", firstPublishedTemplate: "Seen on {date}" }),
      `Seen on May 1, 2026 (${ORIGIN}/articles/harbour).`,
    ],
    [
      "with a link to the home page",
      origin({ linkTo: "home" }),
      "First published by Test Foundation (https://www.example.org/) on May 1, 2026.",
    ],
    [
      "with a link to the home page beside it where it names no holder",
      origin({ linkTo: "home", firstPublished: "should", firstPublishedTemplate: "Seen on {date}" }),
      "Seen on May 1, 2026. More from Test Foundation (https://www.example.org/).",
    ],
    [
      "by the link to the home page alone",
      origin({ linkTo: "home", firstPublished: "no" }),
      "More from Test Foundation (https://www.example.org/).",
    ],
    [
      "with a link to a partner's story, whose home page isn't ours",
      origin({ linkTo: "home" }, { canonical: "https://port.example/1", holder: "Port Radio" }),
      "First published by Port Radio (https://port.example/1) on May 1, 2026.",
    ],
    [
      "with a link to the article where either will do",
      origin({ linkTo: "either" }),
      `First published by Test Foundation (${ORIGIN}/articles/harbour) on May 1, 2026.`,
    ],
    [
      "with a link to where it first ran",
      origin({}, { canonical: "https://port.example/1?a=1&b=2", holder: "Port Radio" }),
      "First published by Port Radio (https://port.example/1?a=1&b=2) on May 1, 2026.",
    ],
    ["without a link", origin({ link: "no" }), "First published by Test Foundation on May 1, 2026."],
    ["by the link alone", origin({ firstPublished: "no" }), `The original article (${ORIGIN}/articles/harbour).`],
    [
      "with a holder that looks like a placeholder",
      origin({ link: "no" }, { holder: "{date} {holder} $&" }),
      "First published by {date} {holder} $& on May 1, 2026.",
    ],
  ])("says where the story first ran: %s", (_, said, expected) => expect(said).toBe(expected));

  test("has that line at the top where the licence says so, in a paragraph of its own, and only there", () => {
    const { html, block, text } = credit({ ...FULL, attribution: { ...FULL.attribution, position: "top" } });
    expect(html.startsWith(`<p>First published by <a href="${ORIGIN}/articles/harbour">`)).toBe(true);
    expect(html.indexOf("First published")).toBeLessThan(html.indexOf("The harbour is open."));
    expect(block).not.toContain("First published");
    expect(text.split("\n")[0]).toContain("First published");
    expect(html.split("First published")).toHaveLength(2);
    expect(first({ attribution: { position: "top", firstPublished: "no" } })).toMatch(/^By /);
  });

  test("names a Creative Commons licence by its deed", () => {
    const deed = "https://creativecommons.org/licenses/by-nd/4.0/";
    expect(credit({ url: deed, licence: "CC BY-ND 4.0", silent: true }).text.split("\n")).toEqual([
      "By Ann Author and Bob Byline.",
      `The original article (${ORIGIN}/articles/harbour).`,
      "© 2026 Test Foundation.",
      `Published under CC BY-ND 4.0 (${deed}).`,
    ]);
  });

  test.each([
    ["Free Republication License", "under the Free"],
    ["Terms", "under the Terms"],
    ["Reuse Agreement", "under the Reuse"],
    ["The Reuse Terms", "under The Reuse"],
    ["Our License", "under Our"],
    ["All Rights Reserved", "under All"],
    ["Creative Commons Attribution 4.0 International", "under Creative"],
    ["Licensed for Schools", "under Licensed"],
  ])("puts the article before a license's name where English does: %s", (licence, said) => {
    expect(credit({ licence }).text).toContain(`Published ${said}`);
  });

  test("has no line for a logo or partners that aren't there", () => {
    const said = credit({ attribution: { logo: "should", partners: "must" } });
    expect(`${said.text}${said.block}`).not.toMatch(/logo|img|Reported/i);
  });

  const lines = (given: Case) => credit(given).text.split("\n");

  test("has one stop behind a name that brings its own", () => {
    expect(
      lines({
        attribution: { copyright: "must" },
        licence: "Terms of Acme Inc.",
        authors: { ann: { name: "Ann" }, bob: { name: "Sam Davis Jr.", affiliation: "Acme Inc." } },
        article: { authors: ["bob"], holder: "Partner Inc.", partners: ["Ann", "Foo Ltd."] },
      }),
    ).toEqual([
      "By Sam Davis Jr., Acme Inc.",
      `First published by Partner Inc. (${ORIGIN}/articles/harbour) on May 1, 2026.`,
      "Reported with Ann and Foo Ltd.",
      "© 2026 Partner Inc.",
      `Published under the Terms of Acme Inc. (${ORIGIN}/licences/open)`,
    ]);
  });

  test.each<[string, Case, string]>([
    [
      "a name alone",
      { attribution: { affiliation: "no" }, authors: { ann: { name: "Ann Jr." } }, article: { authors: ["ann"] } },
      "By Ann Jr.",
    ],
    ["a holder alone", { article: { authors: [], holder: "Port Inc." } }, "By Port Inc."],
    [
      "a template's last name",
      {
        attribution: { bylineTemplate: "{affiliations}: {names}." },
        authors: { ann: { name: "Ann Jr." }, bob: { name: "Bo Jr." } },
      },
      "Test Foundation: Ann Jr. and Bo Jr.",
    ],
    [
      "a name amid a template",
      {
        attribution: { bylineTemplate: "By {names}. For {affiliations}..." },
        article: { authors: ["ann"] },
        authors: { ann: { name: "Ann Jr.", affiliation: "Acme Inc." } },
      },
      "By Ann Jr. For Acme Inc....",
    ],
  ])("nor a second one behind %s", (_, given, expected) => expect(first(given)).toBe(expected));

  test.each<[string, Case["attribution"], string]>([
    ["at its end", { firstPublishedTemplate: "Read on {date} at {holder}." }, "Read on May 1, 2026 at Port Inc."],
    ["within", { firstPublishedTemplate: "By {holder}. On {date}" }, "By Port Inc. On May 1, 2026."],
    [
      "of its home page",
      { firstPublishedTemplate: "Seen on {date}: {holder}", linkTo: "home" },
      "Seen on May 1, 2026: Port Inc.",
    ],
  ])("nor behind a holder's name %s", (_, attribution, expected) => {
    const said = origin({ link: "no", ...attribution }, { holder: "Port Inc." });
    expect(said).toBe(expected);
  });

  test("nor behind the home page's", () => {
    const attribution = { ...NOTHING, link: "must", linkTo: "home" } as const;
    expect(first({ attribution, publication: "Acme Inc." })).toBe("More from Acme Inc. (https://www.example.org/)");
  });

  test.each([
    "?",
    "!",
    "؟",
    "۔",
    "।",
    "。",
    "？",
    "…",
    "።",
    "。」",
    "。』",
    "。）",
    ".”",
    "!“",
    ".»",
    "!«",
    ".’",
    '."',
    ".)",
    "؟\u200f",
    ":",
  ])("adds no stop to words that end with %s", (end) =>
    expect(first({ attribution: { bylineTemplate: `{names}, {affiliations}${end}` } })).toMatch(
      new RegExp(`Paper${end.replace(/[?.)]/g, "\\$&")}$`),
    ),
  );

  test.each(["Read more:", "Paid by readers", "«خبر؟»", "Funded by Acme Inc.."])(
    "leaves the fixed note %s as it is written",
    (text) => {
      const said = credit({ attribution: { boilerplate: "must", boilerplateText: text } });
      expect(said.text.split("\n")).toContain(text);
      sameWords(said);
    },
  );

  test("begins a paragraph behind a note that doesn't end as a sentence", () => {
    const { block } = credit({ attribution: { boilerplate: "must", boilerplateText: "Paid by readers" } });
    expect(block).toContain(" Paid by readers</p><p>Published under ");
  });

  // Regression tests.
  test("says whom the authors write for where only that is asked for", () =>
    expect(first({ attribution: { byline: "no" }, article: { authors: ["bob"] } })).toContain("Guest Paper"));
  test("shows a very wide logo, too", () =>
    expect(credit({ ...FULL, logo: { ...LOGO, width: 1200, height: 5 } }).block).not.toContain('height="0"'));
});

/** The elements and attributes that WordPress leaves in an author's HTML and SimplePie in a feed's. */
const KEPT: Record<string, string[]> = { p: [], hr: [], a: ["href", "rel"], img: ["src", "alt", "width", "height"] };

const anyCase: fc.Arbitrary<Case> = fc
  .record({
    drawn: anyLicence,
    names: fc.array(anyLine(200), { maxLength: 3 }),
    house: fc.option(anyLine(200), { nil: undefined }),
    partners: fc.array(anyLine(200), { maxLength: 3 }),
    publication: anyLine(200),
    holder: fc.option(anyLine(300), { nil: undefined }),
    logo: fc.option(anyLine(300), { nil: undefined }),
  })
  .map(({ drawn, names, house, partners, publication, holder, logo }) => ({
    attribution: { ...drawn.attribution },
    licence: drawn.name,
    ...(drawn.url ? { url: drawn.url } : {}),
    authors: Object.fromEntries(
      names.map((name, at) => [`a${at}`, { name, ...(house ? { affiliation: house } : {}) }]),
    ),
    publication,
    article: { authors: names.map((_, at) => `a${at}`), partners, ...(holder ? { holder } : {}) },
    logo: logo === undefined ? undefined : { ...LOGO, alt: logo },
  }));

describe("whatever names and templates hold, the credit", () => {
  test("has only elements and attributes that importers leave alone, and nothing that acts", () => {
    fc.assert(
      fc.property(anyCase, (given) => {
        const { html } = credit(given);
        const elements: Element[] = [];
        visit(parsed(html), (node) => {
          expect(["root", "text", "element"]).toContain(node.type);
          if (node.type === "element") elements.push(node);
        });
        for (const { tagName, properties } of elements)
          expect(KEPT[tagName]).toEqual(expect.arrayContaining(Object.keys(properties)));
        expect(activeMarkup(html)).toEqual([]);
      }),
      { numRuns: examples(200) },
    );
  });

  test("says the same in HTML and in plain text", () => {
    fc.assert(
      fc.property(anyCase, (given) => {
        sameWords(credit(given));
      }),
      { numRuns: examples(200) },
    );
  });
});
