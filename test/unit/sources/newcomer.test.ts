import { describe, expect, test } from "vitest";
import { LICENCE, mistakes, PUBLICATION, STORY } from "../../support/content-folder.ts";

/** Returns the story with one line replaced. */
const story = (line: string, instead: string) => ({ "articles/a.md": STORY.replace(line, () => instead) });
const headline = (instead: string) => story("headline: Harbour reopens", instead);
const publication = (line: string, instead: string) => ({
  "publication.yaml": PUBLICATION.replace(line, () => instead),
});
const PUBLISHED = "published: 2026-05-01T09:00:00+09:00";
const latin1 = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0));

/** What a newcomer writes, and the single message that results: file, line, field, problem, fix. */
const TABLE: [Parameters<typeof mistakes>[0], string][] = [
  // Text that YAML interprets differently.
  [
    headline("headline: Storm hits: thousands without power"),
    'articles/a.md:2: headline: has a colon in text without quotes; allowed: quotes around the text: "Storm hits: thousands without power"',
  ],
  [
    headline("headline: Council votes #5 plan down"),
    'articles/a.md:2: headline: is cut off at its #, which starts a comment; allowed: quotes around the text: "Council votes #5 plan down"; or the comment on its own line',
  ],
  [
    headline("headline: #MeToo marches on"),
    'articles/a.md:2: headline: is cut off at its #, which starts a comment; allowed: quotes around the text: "#MeToo marches on"; or the comment on its own line',
  ],
  [
    story("alt: The harbour", "alt: Pier #3, rebuilt"),
    'articles/a.md:9: images[0].alt: is cut off at its #, which starts a comment; allowed: quotes around the text: "Pier #3, rebuilt"; or the comment on its own line',
  ],
  [
    story("summary: It reopened.", "summary: The first line\n  and pier #3 in the second\n  and the third"),
    "articles/a.md:4: is cut off at its #, which starts a comment; allowed: quotes around the whole text",
  ],
  [
    headline('headline: "No" says mayor'),
    "articles/a.md:2: headline: continues after its closing quote; allowed: quotes around the text: '\"No\" says mayor'",
  ],
  [
    headline("headline: 'Tis the season"),
    "articles/a.md:2: headline: opens a quote that isn't closed; allowed: quotes around the text: \"'Tis the season\"",
  ],
  [
    headline("headline: *Breaking* news"),
    'articles/a.md:2: headline: starts with *, which has a special meaning in YAML; allowed: quotes around the text: "*Breaking* news"',
  ],
  [
    headline("headline: *Breaking*"),
    'articles/a.md:2: headline: starts with *, which has a special meaning in YAML; allowed: quotes around the text: "*Breaking*"',
  ],
  [
    headline("headline: [Video] Mayor speaks"),
    'articles/a.md:2: headline: starts with [, which YAML reads as the start of a list or fields; allowed: quotes around the text: "[Video] Mayor speaks"',
  ],
  [
    headline("headline: @mayor resigns"),
    'articles/a.md:2: headline: starts with @, which has a special meaning in YAML; allowed: quotes around the text: "@mayor resigns"',
  ],
  [
    headline("headline: 1984"),
    'articles/a.md:2: headline: has the wrong type (1984); allowed: text, in quotes: "1984"',
  ],
  [
    headline("headline:"),
    "articles/a.md:2: headline: is empty; allowed: a value; if you don't need the line, leave it out",
  ],
  [
    headline('headline: "C:\\docs leak"'),
    "articles/a.md:2: headline: has a backslash between double quotes; allowed: quotes around the text: '\"C:\\docs leak\"'",
  ],
  // The syntax of a file.
  [
    headline("headline:Storm hits"),
    "articles/a.md:2: headline: has no space after its colon; allowed: headline: Storm hits",
  ],
  [
    headline("headline: Storm\nhits the coast"),
    "articles/a.md:3: doesn't start with a field; allowed: a field name, a colon and a value, such as section: news; or two spaces first, to continue the text above",
  ],
  [headline("headline: A\nheadline: B"), "articles/a.md:3: headline: appears twice; allowed: each field only once"],
  [headline("\theadline: A"), "articles/a.md:2: begins with a tab; allowed: spaces"],
  [
    headline("headline: A\n  language: en"),
    "articles/a.md:3: language: isn't indented like the fields around it; allowed: the same indentation as those fields",
  ],
  [
    story("    alt: The harbour", "   alt: The harbour"),
    "articles/a.md:9: alt: isn't indented like the fields around it; allowed: the same indentation as those fields",
  ],
  [
    story("authors: [ann]", "authors: [ann"),
    'articles/a.md:4: authors: opens a bracket that isn\'t closed; allowed: a bracket at its end; or quotes around the text: "[ann"',
  ],
  [
    story("---\nheadline", "—-\nheadline"),
    "articles/a.md:1: has no fields at the top; allowed: a --- line, the fields, another --- line and then the text",
  ],
  [
    story("licence: open\n---", "licence: open\n"),
    "articles/a.md:1: has no --- line after its fields; allowed: a --- line, the fields, another --- line and then the text",
  ],
  [
    { "articles/a.md": latin1(STORY.replace("The **harbour**", "Café **harbour**")) },
    "articles/a.md:14: isn't valid UTF-8; allowed: a file saved as UTF-8",
  ],
  // Names of fields, ids and files.
  [headline("title: Harbour reopens"), "articles/a.md:2: title: isn't a known field; did you mean headline?"],
  [headline("Headline: Harbour reopens"), "articles/a.md:2: Headline: isn't a known field; did you mean headline?"],
  [
    story("section: asia", "section: asia\nlicense: open"),
    "articles/a.md:6: license: isn't a known field; did you mean licence?",
  ],
  [
    story("section: asia", "section: asia\ntags: [trade]"),
    "articles/a.md:6: tags: isn't a known field; did you mean topics?",
  ],
  [story("section: asia", "category: asia"), "articles/a.md:5: category: isn't a known field; did you mean section?"],
  [story("authors: [ann]", "author: [ann]"), "articles/a.md:4: author: isn't a known field; did you mean authors?"],
  [
    story(PUBLISHED, PUBLISHED.replace("published", "date")),
    "articles/a.md:6: date: isn't a known field; did you mean published?",
  ],
  [
    story("section: asia", "section: Asia"),
    'articles/a.md:5: section: isn\'t a valid id ("Asia"); did you mean asia? Allowed: lowercase letters and digits, joined by hyphens or dots',
  ],
  [
    story("section: asia", "section: aisa"),
    'articles/a.md:5: section: is not a known section ("aisa"); did you mean asia? Allowed: asia',
  ],
  [
    story("section: asia", "section: asia\ntopics: [trad]"),
    'articles/a.md:6: topics[0]: is not a known topic ("trad"); did you mean trade? Allowed: trade',
  ],
  [
    story("authors: [ann]", "authors: [anne]"),
    'articles/a.md:4: authors[0]: is not a known author ("anne"); did you mean ann? Allowed: ann',
  ],
  [
    story("    licence: open", "    licence: opne"),
    'articles/a.md:12: images[0].licence: is not a known license ("opne"); did you mean open? Allowed: open, none',
  ],
  [
    story("section: asia", "section: asia\nstatus: cancelled"),
    'articles/a.md:6: status: is not one of the allowed values ("cancelled"); did you mean canceled? Allowed: usable, withheld, canceled',
  ],
  [
    story("authors: [ann]", "authors: ann"),
    'articles/a.md:4: authors: has the wrong type ("ann"); allowed: a list, in brackets: [ann]',
  ],
  [
    story("file: photo.png", "file: Photo.PNG"),
    'articles/a.md:8: images[0].file: isn\'t in the images folder ("Photo.PNG"); did you mean photo.png? Allowed: photo.png',
  ],
  [
    story("(harbour.md)", "(harbor.md)"),
    'articles/a.md:14: body: links to a story that isn\'t in this folder ("harbor.md"); did you mean harbour.md? Allowed: a file in the articles folder',
  ],
  [
    { "articles/a.markdown": STORY },
    "articles/a.markdown:1: doesn't belong in this folder; did you mean articles/a.md? Allowed: publication.yaml, sources.yaml, authors/*.yaml, licences/*.md, articles/*.md, images/*",
  ],
  [
    { "licenses/mine.md": LICENCE },
    "licenses/mine.md:1: doesn't belong in this folder; did you mean licences/mine.md? Allowed: publication.yaml, sources.yaml, authors/*.yaml, licences/*.md, articles/*.md, images/*",
  ],
  [
    { "publication.yaml": undefined, "publication.yml": PUBLICATION },
    "publication.yml:1: doesn't belong in this folder; did you mean publication.yaml? Allowed: publication.yaml, sources.yaml, authors/*.yaml, licences/*.md, articles/*.md, images/*",
  ],
  [
    { "articles/My Story.md": STORY },
    'articles/My Story.md:1: id: can\'t be an id ("My Story"); did you mean my-story? Allowed: a file name made up of lowercase letters and digits, joined by hyphens or dots',
  ],
  // Values.
  [
    story(PUBLISHED, "published: 2026-05-01"),
    'articles/a.md:6: published: is not allowed ("2026-05-01"); allowed: a date and time with its time zone, such as 2019-01-05T07:26:00+09:00',
  ],
  [
    headline("headline: Mayor&#8217;s plan &amp; the city"),
    'articles/a.md:2: headline: has HTML entities in plain text ("Mayor&#8217;s plan &amp; the city"); allowed: plain text: "Mayor’s plan & the city"',
  ],
  [
    story("section: asia", 'section: asia\ncorrections: [{ at: "2027-11-24T10:00:00Z", note: x }]'),
    'articles/a.md:6: corrections[0].at: is in the future ("2027-11-24T10:00:00Z"); allowed: the time when the story was corrected',
  ],
  [
    story("section: asia", 'section: asia\ncorrections: [{ at: "2026-04-24T10:00:00Z", note: x }]'),
    'articles/a.md:6: corrections[0].at: is before published ("2026-04-24T10:00:00Z"); allowed: a time at or after published',
  ],
  // The publication and its authors.
  [
    publication("licence: open", "license: open"),
    "publication.yaml:9: license: isn't a known field; did you mean licence?",
  ],
  [publication("timeZone", "timezone"), "publication.yaml:5: timezone: isn't a known field; did you mean timeZone?"],
  [
    publication("America/New_York", "New York"),
    'publication.yaml:5: timeZone: is not allowed ("New York"); did you mean America/New_York? Allowed: an IANA time zone, such as America/New_York',
  ],
  [
    publication("en-US", "English"),
    'publication.yaml:4: language: is not allowed ("English"); allowed: a language code, such as en-US',
  ],
  [
    publication("asia: Asia", "asia: Asia\n  South Asia: South Asia"),
    "publication.yaml:12: sections.South Asia: can't be an id; did you mean south-asia? Allowed: lowercase letters and digits, joined by hyphens or dots",
  ],
  [{ "authors/ann.yaml": "nmae: Ann\n" }, "authors/ann.yaml:1: nmae: isn't a known field; did you mean name?"],
  [
    { "authors/ann.yaml": "Ann Author\n" },
    'authors/ann.yaml:1: has the wrong type ("Ann Author"); allowed: one field per line: a name, a colon and a value',
  ],
];

describe("one mistake of a newcomer is one message, with its place and its cure", () => {
  test.each(TABLE)("%#", async (changes, expected) => {
    expect(await mistakes(changes)).toEqual([expected]);
  });

  test("in a file with two of them, there are two", async () => {
    const two = STORY.replace("headline: Harbour", "headline: Harbour: it").replace("summary: It", "summary: Why: it");
    expect(await mistakes({ "articles/a.md": two })).toEqual([
      expect.stringMatching(/^articles\/a\.md:2: headline: has a colon/),
      expect.stringMatching(/^articles\/a\.md:3: summary: has a colon/),
    ]);
  });
});

describe("what is no mistake", () => {
  test.each([
    [story("section: asia", "section: asia # was: world")],
    [story(PUBLISHED, `${PUBLISHED} # to be checked`)],
    [story("section: asia", "# a comment: of its own\nsection: asia")],
    [story("authors: [ann]", "authors: [ann] # and nobody else")],
    [headline("headline: C# and F#: two languages".replace(": two", " – two"))],
    [headline('headline: "Storm hits: #5 of the year" # checked')],
    [headline("headline: >-\n  Storm hits: pier #5\n  is gone")],
    [headline("headline: 10:30 train is late")],
    [headline("headline: “No,” says the mayor")],
    [headline("headline: Q&A – AT&T <3 a < b")],
    [{ "README.md": "# How we write\n" }],
  ])("%#: %j", async (changes) => {
    expect(await mistakes(changes)).toEqual([]);
  });
});

describe("a story without a text", () => {
  const body = (text: string, status = "") => ({
    "articles/a.md": `---\nheadline: A\nsummary: B\nsection: asia\n${PUBLISHED}\n${status}---\n${text}`,
  });

  test.each([
    [""],
    ["<p>&nbsp;</p>\n\n<p><br></p>"],
    ["<script>chart()</script><p>&nbsp;</p><p><br></p>"],
    ["\u200B\n"],
  ])("%j is a mistake", async (text) => {
    expect(await mistakes(body(text))).toEqual([
      "articles/a.md:7: body: has no text and no picture; allowed: the story's text; or status: withheld until there is one",
    ]);
    expect(await mistakes(body(text, "status: withheld\n"))).toEqual([]);
  });

  test("a picture alone is one", async () => {
    expect(await mistakes(story("The **harbour** is open, see [the other story](harbour.md).\n", ""))).toEqual([]);
  });
});

test("tildes of a range stay, two strike", async () => {
  const text =
    "Tickets cost 5~7 dollars, and the queue took 10~20 minutes. ~~No.~~\n\n3~5일, 오전 10~12시 사이. H~2~O.\n";
  const { renderMarkdown } = await import("../../../src/sources/content-folder/markdown.ts");
  expect(renderMarkdown(text, undefined, new Set()).html).toBe(
    "<p>Tickets cost 5~7 dollars, and the queue took 10~20 minutes. <del>No.</del></p>\n<p>3~5일, 오전 10~12시 사이. H~2~O.</p>",
  );
});
