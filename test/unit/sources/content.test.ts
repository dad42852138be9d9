import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fileSentence } from "../../../src/sources/content-folder/file-mistake.ts";
import { readContent } from "../../../src/sources/content-folder/read-content.ts";
import { cleanHtml } from "../../../src/sources/html/clean-html.ts";
import { forbidden, hostile, hostileHtml } from "../../support/hostile.ts";
import { activeMarkup } from "../../support/markup.ts";
import { png } from "../../support/png.ts";
import { examples } from "../../support/properties.ts";

const PUBLICATION = `name: Test Foundation
description: For tests.
homePage: https://www.example.org/
language: en-US
timeZone: America/New_York
contacts:
  tips: tips@example.org
  licensing: licensing@example.org
licence: open
sections:
  asia: Asia
topics:
  trade: Trade
`;
const LICENCE = `---
name: Open
publicText: full
statement: Take it.
attribution: { byline: must, affiliation: must, logo: "no", link: must, licenceLine: must }
assets: { images: marked }
machineUse: { search: allow, aiInput: deny, aiTrain: deny }
contact: licensing@example.org
---
## Terms
`;
const STORY = `---
headline: Harbour reopens
summary: It reopened.
authors: [ann]
section: asia
published: 2026-05-01T09:00:00+09:00
images:
  - file: photo.png
    alt: The harbour
    credit: A. Photographer
    owner: Test Foundation
    licence: open
---
The **harbour** is open, see [the other story](harbour.md).

![The harbour](../images/photo.png)
`;
const GOOD: Record<string, string | Uint8Array> = {
  "publication.yaml": PUBLICATION,
  "authors/ann.yaml": "name: Ann Author\n",
  "licences/open.md": LICENCE,
  "articles/harbour.md": STORY,
  "images/photo.png": png(1200, 800, "x"),
};

const read = (changes: Record<string, string | Uint8Array | undefined> = {}) => {
  const entries = Object.entries({ ...GOOD, ...changes }).filter(
    (entry): entry is [string, string | Uint8Array] => entry[1] !== undefined,
  );
  return readContent(
    new Map(entries.map(([path, data]) => [path, typeof data === "string" ? new TextEncoder().encode(data) : data])),
  );
};
const mistakes = async (changes: Parameters<typeof read>[0]) => (await read(changes)).mistakes.map(fileSentence);

test("a mistake in one file isn't held against those that name it", async () => {
  expect(
    await mistakes({
      "authors/ann.yaml": "name: 7\n",
      "licences/open.md": LICENCE.replace("images: marked", "images: 7"),
    }),
  ).toEqual([
    "authors/ann.yaml:1: name: is of the wrong kind (7); allowed: text",
    "licences/open.md:6: assets.images: is not one of the allowed values (7); allowed: none, own, marked",
  ]);
});

describe("a good folder", () => {
  test("may have a README.md that tells people what belongs where", async () => {
    expect(await mistakes({ "README.md": "# What is here" })).toEqual([]);
  });

  test("becomes a masthead, articles with rendered HTML, and images by hash", async () => {
    const content = await read();
    expect(content.mistakes).toEqual([]);
    const [hash = ""] = [...content.images.keys()];
    expect(content.articles).toMatchObject([
      {
        id: "harbour",
        headline: "Harbour reopens",
        status: "usable",
        topics: [],
        images: [{ sha256: hash, alt: "The harbour" }],
      },
    ]);
    expect(content.articles[0]?.body).toContain(`<img src="/images/${hash}" alt="The harbour">`);
    expect(content.articles[0]?.body).toContain('<a href="/articles/harbour">the other story</a>');
    expect(content.masthead?.licences.open?.text).toBe("<h2>Terms</h2>");
  });

  test("Windows line ends and a byte order mark are fine", async () => {
    expect(
      await mistakes({
        "articles/harbour.md": `\uFEFF${STORY.replaceAll("\n", "\r\n")}`,
        "publication.yaml": `\uFEFF${PUBLICATION}`,
      }),
    ).toEqual([]);
  });
});

describe("mistakes", () => {
  test("are all reported, each with file, line, field, and what is allowed", async () => {
    const bad = STORY.replace("headline: Harbour reopens", "headlin: Harbour")
      .replace("section: asia", "section: nowhere")
      .replace("2026-05-01T09:00:00+09:00", "May 1st")
      .replace("licence: open", "licence: free");
    const found = await mistakes({
      "articles/harbour.md": bad,
      "articles/second.md": STORY.replace("section: asia", "section: nowhere").replace(
        "licence: open",
        "licence: free",
      ),
      "publication.yaml": PUBLICATION.replace("licence: open", "licence: closed").replace("tips@example.org", "tips@"),
    });
    expect(found).toHaveLength(9);
    expect(found).toEqual(
      expect.arrayContaining([
        'articles/second.md:5: section: is not a known section ("nowhere"); allowed: asia',
        'articles/second.md:12: images[0].licence: is not a known licence ("free"); allowed: open, none',
        'articles/harbour.md:5: section: is not a known section ("nowhere"); allowed: asia',
        'articles/harbour.md:12: images[0].licence: is not a known licence ("free"); allowed: open, none',
        'publication.yaml:9: licence: is not a known licence ("closed"); allowed: open',
        'publication.yaml:7: contacts.tips: is not allowed ("tips@"); allowed: an e-mail address',
        "articles/harbour.md:2: headline: is missing; allowed: text",
        'articles/harbour.md:6: published: is not allowed ("May 1st"); allowed: a date and time with its zone, as 2019-01-05T07:26:00+09:00',
        expect.stringMatching(
          /^articles\/harbour\.md:2: headlin: is not a field here; allowed: one of headline, summary, /,
        ),
      ]),
    );
  });

  test("that only show together with other files have lines, too", async () => {
    const story = STORY.replace("section: asia", "section: nowhere")
      .replace("licence: open", "licence: free")
      .replace("[ann]", "[ann, zoe]");
    expect(await mistakes({ "articles/harbour.md": `${story}\n\n![Other](../images/other.png)\n` })).toEqual([
      'articles/harbour.md:5: section: is not a known section ("nowhere"); allowed: asia',
      'articles/harbour.md:4: authors[1]: is not a known author ("zoe"); allowed: ann',
      'articles/harbour.md:12: images[0].licence: is not a known licence ("free"); allowed: open, none',
      'articles/harbour.md:19: body: is an image without rights data ("../images/other.png"); allowed: the images that the front matter names: photo.png',
    ]);
  });

  test.each([
    [
      { "publication.yaml": undefined },
      "publication.yaml:1: is missing; allowed: a file with the publication's settings",
    ],
    [
      { "articles/Bad Name.md": STORY },
      'articles/Bad Name.md:1: id: can\'t be an id ("Bad Name"); allowed: a file name of lower-case letters and digits, joined by hyphens or dots',
    ],
    [
      { "articles/none.md": "No front matter" },
      "articles/none.md:1: has no front matter; allowed: YAML between two lines of ---, first in the file",
    ],
    [{ "articles/a.md": "---\nheadline: [open\n---\n" }, /^articles\/a\.md:\d: is not valid YAML/],
    [
      { "articles/a.md": STORY.replace("headline: Harbour reopens", "headline: One\nheadline: Two") },
      /^articles\/a\.md:3: is not valid YAML.*unique/,
    ],
    [
      { "articles/a.md": STORY.replace("headline: Harbour reopens", 'headline: "Bell \\u0007"') },
      'articles/a.md:2: headline: is not allowed ("Bell \\u0007"); allowed: text without control characters or lone surrogates',
    ],
    [
      { "articles/a.md": STORY.replace("headline: Harbour reopens", "headline: true") },
      "articles/a.md:2: headline: is of the wrong kind (true); allowed: text",
    ],
    [
      { "images/photo.png": undefined },
      'articles/harbour.md:8: images[0].file: is not in content/images ("photo.png"); allowed: a file in content/images',
    ],
    [
      { "images/other.svg": "<svg/>" },
      "images/other.svg:1: is no image that the wire carries; allowed: JPEG, PNG, WebP, GIF or AVIF",
    ],
    [
      { "notes.txt": "x" },
      "notes.txt:1: belongs nowhere; allowed: publication.yaml, authors/*.yaml, licences/*.md, articles/*.md, images/*",
    ],
    [
      { "notes/README.md": "x" },
      "notes/README.md:1: belongs nowhere; allowed: publication.yaml, authors/*.yaml, licences/*.md, articles/*.md, images/*",
    ],
    [
      { "licences/none.md": LICENCE },
      "licences/none.md:1: id: can't be none; allowed: another name: none marks images that aren't licensed",
    ],
    [
      { "licences/open.md": LICENCE.replace("publicText: full", "publicText: all") },
      'licences/open.md:3: publicText: is not one of the allowed values ("all"); allowed: full, summary, link',
    ],
    [
      { "articles/a.md": STORY.replace("authors: [ann]", "status: canceled") },
      "articles/a.md:2: reason: is missing; allowed: why a canceled article was killed, for the public",
    ],
    [
      {
        "articles/a.md": `---\na: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b,*b,*b,*b]\n---\n`,
      },
      /^articles\/a\.md:1: is not valid YAML; allowed: Excessive alias count/,
    ],
  ])("%#: %j", async (changes, expected) => {
    const found = await mistakes(changes);
    expect(
      found.some((each) => (typeof expected === "string" ? each === expected : expected.test(each))),
      found.join("\n"),
    ).toBe(true);
  });
});

test("whatever stands in front matter and Markdown, reading ends with articles or with mistakes that have a place", async () => {
  const text = fc.oneof(hostile, forbidden);
  const yaml = fc.oneof(
    text.map((each) => `headline: ${JSON.stringify(each)}`),
    text.map((each) => `headline: ${each}`),
    text,
  );
  await fc.assert(
    fc.asyncProperty(yaml, fc.oneof(hostileHtml, text), async (line, body) => {
      const content = await read({
        "articles/harbour.md": `${STORY.replace("headline: Harbour reopens", () => line)}\n${body}`,
      });
      for (const mistake of content.mistakes) expect(fileSentence(mistake)).toMatch(/^articles\/harbour\.md:\d+: ./);
      if (content.mistakes.length > 0) return;
      expect(content.articles).toHaveLength(1);
      // What the CLI renders, the Worker cleans: nothing that acts is left.
      const [article] = content.articles;
      const cleaned = cleanHtml(article?.body ?? "", {
        origin: "http://localhost:8787",
        images: new Map([...content.images.keys()].map((hash) => [hash, {}])),
      });
      const html = cleaned.ok ? cleaned.body.filter((piece) => typeof piece === "string").join("") : "";
      expect(activeMarkup(html)).toEqual([]);
    }),
    { numRuns: examples(150) },
  );
}, 60_000);
