import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fileSentence } from "../../../src/sources/content-folder/file-mistake.ts";
import { cleanHtml } from "../../../src/sources/html/clean-html.ts";
import { LICENCE, mistakes, PUBLICATION, read, STORY } from "../../support/content-folder.ts";
import { forbidden, hostile, hostileHtml } from "../../support/hostile.ts";
import { activeMarkup } from "../../support/markup.ts";
import { examples } from "../../support/properties.ts";

test("a mistake in one file isn't held against those that name it", async () => {
  expect(
    await mistakes({
      "authors/ann.yaml": "name: 7\n",
      "licences/open.md": LICENCE.replace("images: marked", "images: 7"),
    }),
  ).toEqual([
    'authors/ann.yaml:1: name: has the wrong type (7); allowed: text, in quotes: "7"',
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

  test("names an author's picture by its hash, and sends it", async () => {
    const face = "name: Ann Author\npicture:\n  file: FILE\n  alt: Ann at her desk\n  credit: Bob\n";
    const content = await read({ "authors/ann.yaml": face.replace("FILE", "photo.png") });
    expect(content.mistakes).toEqual([]);
    const [sha256 = ""] = [...content.images.keys()];
    expect(content.masthead?.authors.ann).toEqual({
      name: "Ann Author",
      picture: { sha256, alt: "Ann at her desk", credit: "Bob" },
    });
    expect(await mistakes({ "authors/ann.yaml": face.replace("FILE", "nobody.png") })).toEqual([
      expect.stringContaining('authors/ann.yaml:3: picture.file: isn\'t in the images folder ("nobody.png")'),
    ]);
  });

  test("marks what is retired, beside what is sent of it; a sample is marked, too", async () => {
    const content = await read({
      "publication.yaml": PUBLICATION.replace("asia: Asia", "asia: { name: Asia, retired: true }\n  world: World"),
      "authors/ann.yaml": "name: Ann Author\nretired: true\n",
      "licences/old.md": LICENCE.replace("name: Open", "name: Old\nretired: true"),
      "articles/harbour.md": STORY.replace("section: asia", "section: asia\nsample: true"),
    });
    expect(content.mistakes).toEqual([]);
    expect(content.articles).toMatchObject([{ section: "asia", sample: true }]);
    expect(content.masthead).toMatchObject({
      publication: { sections: { asia: "Asia", world: "World" }, topics: { trade: "Trade" } },
      authors: { ann: { name: "Ann Author" } },
      retired: { sections: ["asia"], authors: ["ann"], licences: ["old"] },
    });
    expect(content.masthead?.authors.ann).not.toHaveProperty("retired");
    expect(content.masthead?.licences.old).not.toHaveProperty("retired");
    expect((await read()).masthead).not.toHaveProperty("retired");
    const places = ["retired.sections[0]", "retired.authors[0]", "retired.licences[0]"].map((field) =>
      content.place(undefined, field),
    );
    expect(places).toEqual([
      { file: "publication.yaml", line: 11 },
      { file: "authors/ann.yaml", line: 2 },
      { file: "licences/old.md", line: 3 },
    ]);
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
  test.each([
    [
      "asia: { name: Asia, retired: yes }",
      'sections.asia.retired: is not one of the allowed values ("yes"); allowed: true',
    ],
    ["asia: { nam: Asia }", "sections.asia.nam: isn't a known field; did you mean name?"],
    ["asia: { retired: true }", "sections.asia.name: is missing; allowed: text"],
    ["asia: [Asia]", "sections.asia: has the wrong type (["],
    ['asia: ""', 'sections.asia: is empty (""); allowed: text of 1 to'],
  ])("of a section, %s", async (line, told) => {
    const [first = ""] = await mistakes({ "publication.yaml": PUBLICATION.replace("asia: Asia", line) });
    expect(first).toContain(`publication.yaml:11: ${told}`);
  });

  test("a retired licence that the publication or a section that goes on names", async () => {
    expect(
      await mistakes({
        "publication.yaml": `${PUBLICATION.replace("asia: Asia", "asia: Asia\n  past: { name: Past, retired: true }")}sectionLicences: { asia: open, past: open }\n`,
        "licences/open.md": LICENCE.replace("name: Open", "name: Open\nretired: true"),
        "licences/other.md": LICENCE.replace("name: Open", "name: Other"),
      }),
    ).toEqual([
      'publication.yaml:9: licence: is a retired license ("open"); allowed: another license (other); or this one, without `retired`',
      'publication.yaml:15: sectionLicences.asia: is a retired license ("open"); allowed: another license (other); or this one, without `retired`',
    ]);
  });

  test("are all reported, each with file, line, field, and what is allowed", async () => {
    const bad = STORY.replace("headline: Harbour reopens", "headlin: Harbour")
      .replace("summary: It reopened.", "# No summary yet.")
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
        'articles/second.md:12: images[0].licence: is not a known license ("free"); allowed: open, none',
        'articles/harbour.md:5: section: is not a known section ("nowhere"); allowed: asia',
        'articles/harbour.md:12: images[0].licence: is not a known license ("free"); allowed: open, none',
        'publication.yaml:9: licence: is not a known license ("closed"); allowed: open',
        'publication.yaml:7: contacts.tips: is not allowed ("tips@"); allowed: an email address',
        "articles/harbour.md:2: summary: is missing; allowed: text",
        'articles/harbour.md:6: published: is not allowed ("May 1st"); allowed: a date and time with its time zone, such as 2019-01-05T07:26:00+09:00',
        // It isn't also reported missing.
        "articles/harbour.md:2: headlin: isn't a known field; did you mean headline?",
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
      'articles/harbour.md:12: images[0].licence: is not a known license ("free"); allowed: open, none',
      'articles/harbour.md:19: body: is an image with no rights information ("../images/other.png"); allowed: the images listed in the front matter: photo.png',
    ]);
  });

  test.each([
    [
      { "publication.yaml": undefined },
      "publication.yaml:1: is missing; allowed: a file with the publication's settings",
    ],
    [
      { "articles/Bad Name.md": STORY },
      'articles/Bad Name.md:1: id: can\'t be an id ("Bad Name"); did you mean bad-name? Allowed: a file name made up of lowercase letters and digits, joined by hyphens or dots',
    ],
    [
      { "articles/none.md": "No front matter" },
      "articles/none.md:1: has no fields at the top; allowed: a --- line, the fields, another --- line and then the text",
    ],
    [
      { "articles/a.md": "---\nheadline: [open\n---\n" },
      'articles/a.md:2: headline: opens a bracket that isn\'t closed; allowed: a bracket at its end; or quotes around the text: "[open"',
    ],
    [
      { "articles/a.md": STORY.replace("headline: Harbour reopens", "headline: One\nheadline: Two") },
      "articles/a.md:3: headline: appears twice; allowed: each field only once",
    ],
    [
      { "articles/a.md": STORY.replace("headline: Harbour reopens", 'headline: "Bell \\u0007"') },
      'articles/a.md:2: headline: is not allowed ("Bell \\u0007"); allowed: text without control characters; retype it',
    ],
    [
      { "articles/a.md": STORY.replace("headline: Harbour reopens", "headline: true") },
      'articles/a.md:2: headline: has the wrong type (true); allowed: text, in quotes: "true"',
    ],
    [
      { "images/photo.png": undefined },
      'articles/harbour.md:8: images[0].file: isn\'t in the images folder ("photo.png"); allowed: a file in the images folder',
    ],
    [
      { "images/other.svg": "<svg/>" },
      "images/other.svg:1: isn't an image type that the wire supports; allowed: JPEG, PNG, WebP, GIF or AVIF",
    ],
    [
      { "notes.txt": "x" },
      "notes.txt:1: doesn't belong in this folder; allowed: publication.yaml, sources.yaml, authors/*.yaml, licences/*.md, articles/*.md, images/*",
    ],
    [
      { "notes/README.md": "x" },
      "notes/README.md:1: doesn't belong in this folder; allowed: publication.yaml, sources.yaml, authors/*.yaml, licences/*.md, articles/*.md, images/*",
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
      "articles/a.md:2: reason: is missing; allowed: a public reason for the kill",
    ],
    [
      {
        "articles/a.md": `---\na: &a [x,x,x,x,x,x,x,x,x]\nb: &b [*a,*a,*a,*a,*a,*a,*a,*a,*a]\nc: [*b,*b,*b,*b,*b,*b,*b,*b,*b]\n---\n`,
      },
      /^articles\/a\.md:1: isn't valid YAML; allowed: Excessive alias count/,
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
      // The Worker cleans what the CLI renders: nothing active remains.
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
