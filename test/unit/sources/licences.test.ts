import { describe, expect, test } from "vitest";
import { mastheadMistakes } from "../../../src/model/masthead.ts";
import { mistakeSentence } from "../../../src/model/mistake.ts";
import { fileSentence } from "../../../src/sources/content-folder/file-mistake.ts";
import { readContent } from "../../../src/sources/content-folder/read-content.ts";
import { png } from "../../support/png.ts";

const PUBLICATION = `name: Test Foundation
description: For tests.
homePage: https://www.example.org/
language: en-US
timeZone: America/New_York
contacts:
  tips: tips@example.org
  licensing: licensing@example.org
licence: house
sectionLicences:
  culture: cc
sections:
  asia: Asia
  culture: Culture
topics: {}
`;
const HOUSE = `---
name: House Licence
publicText: full
statement: Take it.
contact: licensing@example.org
grant:
  republish: allow
---
## Terms
`;
const CC = `---
name: CC BY 4.0
url: https://creativecommons.org/licenses/by/4.0/
publicText: full
statement: Share it.
contact: licensing@example.org
---
## Terms
`;
const CC_ND = CC.replaceAll("BY", "BY-ND").replace("/by/", "/by-nd/");
const STORY = `---
headline: Harbour reopens
summary: It reopened.
section: asia
published: 2026-05-01T09:00:00+09:00
images:
  - file: photo.png
    alt: The harbour
    credit: A. Photographer
    owner: Test Foundation
    licence: house
---
The harbour is open.
`;
/** Returns a story without a photo; the added lines start at line 6. */
const story = (...lines: string[]): string =>
  STORY.replace(/images:\n(?: .*\n)+/, lines.map((line) => `${line}\n`).join(""));

const GOOD: Record<string, string | Uint8Array> = {
  "publication.yaml": PUBLICATION,
  "licences/house.md": HOUSE,
  "licences/cc.md": CC,
  "licences/cc-nd.md": CC_ND,
  "articles/harbour.md": STORY,
  "images/photo.png": png(1200, 800, "x"),
};

const read = (changes: Record<string, string>) =>
  readContent(
    new Map(
      Object.entries({ ...GOOD, ...changes }).map(([path, data]) => [
        path,
        typeof data === "string" ? new TextEncoder().encode(data) : data,
      ]),
    ),
  );
const mistakes = async (changes: Record<string, string>) => (await read(changes)).mistakes.map(fileSentence).sort();

test("the folder that all of this changes has no mistake in it", async () => {
  expect(await mistakes({})).toEqual([]);
  expect(await mistakes({ "articles/plain.md": story() })).toEqual([]);
});

test.each(["2027-02-30T09:00:00Z", '"2027-02-29T09:00:00+09:00"', "2027-06-31T09:00:00Z", "2027-06-30T24:00:00Z"])(
  "no file may name a time that the calendar doesn't have: %s",
  async (time) => {
    const found = await mistakes({
      "licences/house.md": HOUSE.replace("contact:", `effective: { from: ${time} }\ncontact:`),
      "articles/harbour.md": story(`expires: ${time}`, `embargo: ${time}`).replace("2026-05-01T09:00:00+09:00", time),
    });
    expect(found.map((sentence) => /^(\S+:\d+: \S+: is not allowed)/.exec(sentence)?.[1])).toEqual([
      "articles/harbour.md:5: published: is not allowed",
      "articles/harbour.md:6: expires: is not allowed",
      "articles/harbour.md:7: embargo: is not allowed",
      "licences/house.md:5: effective.from: is not allowed",
    ]);
  },
);

const BAD = `---
name: Bad Licence
publicText: everything
statement: ""
contact: nobody
language: no language
url: https://example.org/terms
effective:
  from: 2026-03-01T00:00:00Z
  to: 2026-02-01T00:00:00Z
grant:
  excerpt: deny
  excerptWords: 250
  republishIn: [web]
  republish: deny
eligibility:
  who: anyone
  local: must
attribution:
  logo: must
  byline: maybe
  boilerplate: must
  bylineTemplate: "By {author}"
search:
  duty: must
integrity: { extent: whole,
  shortening: allow }
commercial: { resyndication: deny,
  resale: allow }
machineUse:
  ai: deny
  aiTrain: allow
time:
  remains: link
  removeAfterDays: 0
measurement:
  beacon: must
corrections:
  acknowledge: must
  apply: "no"
  takeDown: "no"
exceptions:
  notOurs: Obituaries
ads: none
---
![A photo](../images/photo.png)
`;

describe("a licence with many mistakes", () => {
  test("has each of them reported, on its line", async () => {
    const { mistakes: found } = await read({ "licences/bad.md": BAD });
    expect(new Set(found.map(({ file }) => file))).toEqual(new Set(["licences/bad.md"]));
    const places = found.map((mistake): [number, string] => [mistake.line, mistakeSentence(mistake)]);
    const expected: [number, string][] = [
      // Mistakes of single fields.
      [3, 'publicText: is not one of the allowed values ("everything"); allowed: full, summary, link'],
      [4, 'statement: is empty (""); allowed: text of 1 to 1000 characters'],
      [5, 'contact: is not allowed ("nobody"); allowed: an email address'],
      [6, 'language: is not allowed ("no language"); allowed: a language code, such as en-US'],
      [21, 'attribution.byline: is not one of the allowed values ("maybe"); allowed: must, should, no'],
      [23, 'attribution.bylineTemplate: is not allowed ("By {author}"); allowed: a line whose only placeholders are'],
      [35, "time.removeAfterDays: is not allowed (0); allowed: a whole number from 1 to 36500"],
      [43, 'exceptions.notOurs: has the wrong type ("Obituaries"); allowed: a list'],
      [44, "ads: isn't a known field; allowed: one of name, url, "],
      // Contradictions, in groups that can be read.
      [7, 'url: isn\'t the address of a Creative Commons license ("https://example.org/terms")'],
      [10, "effective.to: is not after effective.from"],
      [13, "grant.excerptWords: limits an excerpt, but grant.excerpt is deny (250)"],
      [14, 'grant.republishIn: says where, but grant.republish is deny (["web"])'],
      [17, 'eligibility.who: contradicts the other eligibility conditions ("anyone")'],
      [24, "search.of: contradicts search.duty"],
      [27, 'integrity.shortening: contradicts integrity.extent: whole ("allow")'],
      [28, "commercial.resyndication: forbids passing the story on, but commercial.resale allows selling it"],
      [29, 'commercial.resale: allows selling the story, but grant.republish is deny ("allow")'],
      [31, "machineUse.ai: covers every AI use"],
      [36, "measurement.beaconUrl: is missing"],
      [39, `corrections.acknowledge: asks for confirmation of something that isn't required ("must")`],
      // And what no license may contain: an image in its terms.
      [46, "body: is an image with no rights information"],
    ];
    const byLine = ([one]: [number, string], [other]: [number, string]) => one - other;
    expect(places.sort(byLine)).toEqual(
      expected.sort(byLine).map(([line, start]) => [line, expect.stringContaining(start)]),
    );
  });

  test("is kept back, and so are its mistakes from the files that name it", async () => {
    const content = await read({
      "licences/bad.md": BAD,
      "publication.yaml": PUBLICATION.replace("licence: house", "licence: bad"),
      "articles/plain.md": story("licence: bad", "expires: 2026-07-01T00:00:00Z"),
    });
    expect(new Set(content.mistakes.map(({ file }) => file))).toEqual(new Set(["licences/bad.md"]));
    expect(Object.keys(content.masthead?.licences ?? {}).sort()).toEqual(["cc", "cc-nd", "house"]);
  });

  test("that only contradicts itself is refused again wherever it is sent", async () => {
    const contradicts = HOUSE.replace("republish: allow", "republish: deny\n  republishIn: [web]");
    const { mistakes: found, masthead } = await read({ "licences/house.md": contradicts });
    expect(found.map(fileSentence)).toEqual([
      'licences/house.md:8: grant.republishIn: says where, but grant.republish is deny (["web"]); allowed: only with grant.republish: allow or ask',
    ]);
    if (masthead === undefined) throw new Error("no masthead");
    expect(mastheadMistakes(masthead).map(({ field }) => field)).toEqual(["licences.house.grant.republishIn"]);
  });

  test.each([
    ["a clause of Creative Commons that was changed", "contact:", "grant: { translate: deny }\ncontact:", 6],
    ["an end of Creative Commons", "contact:", 'effective: { to: "2027-01-01T00:00:00Z" }\ncontact:', 6],
    ["Creative Commons by its name alone", "url: https://creativecommons.org/licenses/by/4.0/\n", "", 2],
    ["an address that is no deed", "/by/4.0/", "/by/9.0/", 3],
    ["a permission spelt as yes", "contact:", "grant:\n  republish: yes\ncontact:", 7],
    ["a duty spelt as a bare no", "contact:", "attribution:\n  logo: no please\ncontact:", 7],
    ["the same place twice", "contact:", "grant:\n  republishIn: [web, web]\ncontact:", 7],
    ["a country that is none", "contact:", "eligibility:\n  regions: [US,\n    ZZ]\ncontact:", 8],
    ["a group that is a list", "contact:", "grant: []\ncontact:", 6],
    ["a group that is empty", "contact:", "grant:\ncontact:", 6],
    ["a field of another group", "contact:", "grant:\n  paywall: allow\ncontact:", 7],
    ["a clause that is left empty", "contact:", "grant:\n  republish:\ncontact:", 7],
  ])("with %s is refused on its line", async (_, from, to, line) => {
    const found = await mistakes({ "licences/cc.md": CC.replace(from, to) });
    expect(found).toEqual([expect.stringMatching(new RegExp(`^licences/cc\\.md:${line}: \\S`))]);
  });
});

describe("an article can only narrow its licence", () => {
  const ADDS = /adds a condition to the Creative Commons license/;

  test.each([
    ["expires", "expires: 2026-07-01T00:00:00Z"],
    ["translate", "translate: deny"],
  ])("and a Creative Commons licence not at all: %s", async (field, line) => {
    for (const [changes, id] of [
      [{ "articles/a.md": story(line, "licence: cc") }, "cc"],
      [{ "articles/a.md": story(line).replace("asia", "culture") }, "cc"],
      [
        { "articles/a.md": story(line), "publication.yaml": PUBLICATION.replace("licence: house", "licence: cc") },
        "cc",
      ],
    ] as const) {
      const found = await mistakes(changes);
      expect(found).toEqual([expect.stringMatching(new RegExp(`^articles/a\\.md:6: ${field}: ${ADDS.source} ${id} `))]);
    }
    // Its own license takes precedence over its section's.
    expect(await mistakes({ "articles/a.md": story(line, "licence: house").replace("asia", "culture") })).toEqual([]);
  });

  test("saying of a licence without derivatives what it says itself adds nothing", async () => {
    expect(await mistakes({ "articles/a.md": story("licence: cc-nd", "translate: deny") })).toEqual([]);
    expect(await mistakes({ "articles/a.md": story("licence: cc-nd", "expires: 2026-07-01T00:00:00Z") })).toEqual([
      expect.stringMatching(/^articles\/a\.md:7: expires: adds a condition .* cc-nd /),
    ]);
  });

  test("a story that isn't ours can be left out of any licence", async () => {
    expect(await mistakes({ "articles/a.md": story("licence: cc", "exclude: true") })).toEqual([]);
  });

  test.each([
    ["exclude: false", "exclude: is not one of the allowed values (false); allowed: true"],
    ['exclude: "true"', 'exclude: is not one of the allowed values ("true"); allowed: true'],
    ["translate: allow", 'translate: is not one of the allowed values ("allow"); allowed: deny'],
    ["translate: ask", 'translate: is not one of the allowed values ("ask"); allowed: deny'],
    ["grant: { republish: allow }", "grant: isn't a known field"],
    ["publicText: full", "publicText: isn't a known field"],
    ["machineUse: { ai: allow }", "machineUse: isn't a known field"],
  ])("and never loosen it: %s", async (line, problem) => {
    expect(await mistakes({ "articles/a.md": story(line) })).toEqual([
      expect.stringContaining(`articles/a.md:6: ${problem}`),
    ]);
  });
});

describe("licences of sections", () => {
  test.each([
    ["  nowhere: house", "sectionLicences.nowhere: is not a known section; allowed: asia, culture"],
    ["  asia: free", 'sectionLicences.asia: is not a known license ("free"); allowed: cc, cc-nd, house'],
    ["  asia: none", 'sectionLicences.asia: is not a known license ("none"); allowed: cc, cc-nd, house'],
    ["  constructor: house", "sectionLicences.constructor: is not a known section; allowed: asia, culture"],
    ["  asia: constructor", 'sectionLicences.asia: is not a known license ("constructor")'],
  ])("lead somewhere: %s", async (line, problem) => {
    const changed = PUBLICATION.replace("  culture: cc\n", `  culture: cc\n${line}\n`);
    expect(await mistakes({ "publication.yaml": changed })).toEqual([
      expect.stringContaining(`publication.yaml:12: ${problem}`),
    ]);
  });
});

describe("no image without its rights", () => {
  test.each(["alt", "credit", "owner", "licence"])("%s has to be said", async (field) => {
    const without = STORY.replace(new RegExp(`    ${field}: .*\n`), "");
    expect(await mistakes({ "articles/harbour.md": without })).toEqual([
      expect.stringMatching(new RegExp(`^articles/harbour\\.md:7: images\\[0\\]\\.${field}: is missing`)),
    ]);
    const empty = STORY.replace(new RegExp(`(    ${field}): .*\n`), '$1: " "\n');
    const line = STORY.split("\n").findIndex((each) => each.startsWith(`    ${field}:`)) + 1;
    expect(await mistakes({ "articles/harbour.md": empty })).toEqual([
      expect.stringMatching(new RegExp(`^articles/harbour\\.md:${line}: images\\[0\\]\\.${field}: is empty`)),
    ]);
  });

  test("an image that names a licence which isn't there is refused on its line, one that names none isn't", async () => {
    expect(await mistakes({ "articles/harbour.md": STORY.replace("licence: house", "licence: free") })).toEqual([
      'articles/harbour.md:11: images[0].licence: is not a known license ("free"); allowed: cc, cc-nd, house, none',
    ]);
    expect(await mistakes({ "articles/harbour.md": STORY.replace("licence: house", "licence: none") })).toEqual([]);
  });
});
