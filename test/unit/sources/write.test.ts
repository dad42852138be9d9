import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { IdentifiedArticle } from "../../../src/model/article/article.ts";
import { articleFields } from "../../../src/model/article/article.ts";
import { sha256Hex } from "../../../src/model/hash.ts";
import { completeLicence } from "../../../src/model/licence/licence.ts";
import { licenceMistakes } from "../../../src/model/licence/mistakes.ts";
import { morePermissions } from "../../../src/model/licence/more-permissions.ts";
import { fileSentence } from "../../../src/sources/content-folder/file-mistake.ts";
import { readContent } from "../../../src/sources/content-folder/read-content.ts";
import { StoredMasthead, writeMasthead } from "../../../src/sources/content-folder/write-masthead.ts";
import { imageFile, type StoredStory, writeStory } from "../../../src/sources/content-folder/write-story.ts";
import { cleanHtml } from "../../../src/sources/html/clean-html.ts";
import type { KnownImage } from "../../../src/sources/html/state.ts";
import before from "../../fixtures/licence-texts-of-before.json";
import { htmlDocument, KNOWN } from "../../support/html-documents.ts";
import { anyCcLicence, anyGoodLicence } from "../../support/licences.ts";
import { png } from "../../support/png.ts";
import { examples } from "../../support/properties.ts";

const ORIGIN = "https://wire.example.org";
const LICENCE = {
  name: "Open",
  statement: "Yes.",
  contact: "a@example.org",
  publicText: "full" as const,
  text: "<p>T.</p>",
};
const kept = { version: 3, since: "2026-01-01T00:00:00Z", hash: "0".repeat(64) };
const masthead: StoredMasthead = {
  publication: {
    ...{
      name: "Test: “Foundation” # 1",
      description: "D.",
      homePage: "https://www.example.org/",
      timeZone: "Asia/Seoul",
    },
    ...{ language: "en-US", licence: "open", contacts: { tips: "a@example.org", licensing: "a@example.org" } },
    ...{ sections: { asia: "Asia", old: "No" }, topics: { trade: "1.5" } },
  },
  authors: { ann: { name: "Ann: Author", address: "ann-author" }, bo: { name: "null" } },
  licences: { open: { ...completeLicence(LICENCE), ...kept } },
  retired: { sections: ["old"], authors: ["bo"] },
};
const bytes = png(2, 2, "x");
const files = async (written: readonly { path: string; text: string }[]) => {
  const named = written.map(({ path, text }) => [path, new TextEncoder().encode(text)] as const);
  return new Map([...named, [`images/${imageFile({ sha256: await sha256Hex(bytes), extension: "png" })}`, bytes]]);
};
const settings = writeMasthead(masthead, { origin: ORIGIN, names: new Map([["ann", ["ann-author"]]]) });

const odd = fc.oneof(
  fc.constantFrom(
    "yes",
    "null",
    "1.5",
    "2019-01-05",
    "- a",
    "a: b",
    "a # b",
    "'a\" b'",
    "{a}",
    "[a]",
    "---",
    "*a",
    "&a",
    "!a",
    "a:",
    "%a",
    "@a",
    "`a`",
    "~",
    "속보: 東京 & 서울",
    "naïve — “quoted”",
    "\\n",
  ),
  fc.string({ unit: "grapheme", minLength: 1, maxLength: 40 }),
);
/** Generates a field's text as a wire stores it. */
const taken = (field: "headline" | "summary" | "reason") =>
  odd.map((text) => articleFields[field].safeParse(text).data ?? "Plain text");
const time = fc.date({ min: new Date("2001-01-01"), max: new Date("2025-01-01"), noInvalidDate: true });
const inZone = time.map((date) => `${date.toISOString().slice(0, 19)}+09:00`);
const instantOf = time.map((date) => `${date.toISOString().slice(0, 19)}Z`);

const options = (id: string, images: ReadonlyMap<string, KnownImage>) => ({
  ...{ origin: ORIGIN, base: `${ORIGIN}/articles/${id}`, prefix: `cw-${id}-`, images },
});

/** Returns a story as a wire stores it after cleaning. */
async function stored(parts: {
  html: string;
  headline: string;
  summary: string;
  reason: string;
  published: string;
  modified: string;
  status: "usable" | "canceled";
}) {
  const sha256 = await sha256Hex(bytes);
  const image = { sha256, extension: "png", alt: parts.summary, credit: parts.headline, owner: "O", licence: "none" };
  const cleaned = cleanHtml(parts.html.replaceAll(KNOWN, sha256), options("a", new Map([[sha256, {}]])));
  if (!cleaned.ok) return undefined;
  const caption = cleaned.captions.get(sha256);
  const said = {
    headline: parts.headline,
    summary: parts.summary,
    authors: ["ann"],
    topics: ["trade"],
    published: parts.published,
  };
  const content = {
    ...{ id: "a", address: "b.c", section: "old", status: parts.status, licence: "open", ...said },
    ...(parts.status === "canceled" ? { reason: parts.reason } : {}),
    images: [caption === undefined ? image : { ...image, caption }],
  };
  const story: StoredStory = {
    ...{ content, body: cleaned.body, version: 7, releaseAt: parts.modified, released: parts.modified },
    ...{ modified: parts.modified, killed: parts.status === "canceled" ? parts.modified : null, shown: null },
    ...{ sent: { status: "usable", licence: null, expires: null, corrections: [] }, names: ["b.c", "d"] },
    decided: parts.status === "canceled" ? { status: "canceled", reason: parts.reason } : {},
  };
  return story;
}

const parts = fc.record({
  ...{ html: htmlDocument, headline: taken("headline"), summary: taken("summary"), reason: taken("reason") },
  ...{ published: inZone, modified: instantOf, status: fc.constantFrom("usable" as const, "canceled" as const) },
});

/** Returns what a wire would store of a story in a folder. */
function keptOf({ body, id, was, licence, exported, ...input }: IdentifiedArticle) {
  const cleaned = cleanHtml(
    body,
    options(
      was?.[0] ?? id,
      new Map(input.images.map(({ sha256, caption }) => [sha256, caption === undefined ? {} : { caption }])),
    ),
  );
  return { body: cleaned.ok ? cleaned.body : cleaned.mistakes, id, was, licence, exported, input };
}

describe("what an export writes of a story", () => {
  test("is read as the same story, with the same text, whatever is in it", async () => {
    await fc.assert(
      fc.asyncProperty(parts, async (each) => {
        const story = await stored(each);
        if (story === undefined) return;
        const written = writeStory(story, { origin: ORIGIN, publication: masthead.publication });
        const content = await readContent(await files([...settings, written]), Date.parse("2026-06-01"), ORIGIN);
        expect(content.mistakes.filter(({ field }) => field !== "body").map(fileSentence)).toEqual([]);
        const [article] = content.articles;
        if (article === undefined) throw new Error("no article");
        const read = keptOf(article);
        expect([written.isExact, read.body]).toEqual([true, story.body]);
        expect(read).toMatchObject({ id: "b.c", was: ["a", "d"], licence: undefined });
        const { id: _, address: _a, licence: _l, images, ...said } = story.content;
        expect(read.input).toEqual({ ...said, images: images.map(({ extension: _e, ...image }) => image) });
        expect(read.exported).toMatchObject({ version: 7, modified: each.modified, released: each.modified });
        expect(read.exported?.decided).toEqual(each.status === "usable" ? undefined : story.decided);
      }),
      { numRuns: examples(600) },
    );
  }, 120_000);

  test("is Markdown where that says the same, and HTML else; addresses of the wire are without its origin", async () => {
    const of = async (html: string, canonical?: string) => {
      const story = await stored({
        html,
        headline: "H",
        summary: "S.",
        reason: "R.",
        published: "2020-01-01T00:00:00Z",
        modified: "2020-01-01T00:00:00Z",
        status: "usable",
      });
      if (story === undefined) throw new Error("not clean");
      const content = { ...story.content, ...(canonical ? { canonical } : {}) };
      const { path, text } = writeStory({ ...story, content }, { origin: ORIGIN, publication: masthead.publication });
      return [path, text.split("---\n").at(-1)];
    };
    const link = `<a href="${ORIGIN}/articles/x">x</a>`;
    expect(await of(`<p>One, 2*3, ${link}.</p>\n<ul>\n<li>a</li>\n</ul>`)).toEqual([
      "articles/b.c.md",
      "\nOne, 2\\*3, [x](</articles/x>).\n\n- a\n",
    ]);
    expect(await of(`<p>One.</p><p>${link}</p>`)).toEqual([
      "articles/b.c.html",
      '<p>One.</p><p><a data-wire href="/articles/x">x</a></p>',
    ]);
    expect((await of(`<p>${link}</p>`, "https://paper.example/s"))[0]).toBe("articles/b.c.html");
  });
});

describe("what an export writes of a masthead", () => {
  test("is read as the same, with what is retired and the numbers of texts", async () => {
    const content = await readContent(await files(settings));
    expect(content.mistakes.map(fileSentence)).toEqual([]);
    expect(content.masthead).toMatchObject({
      publication: masthead.publication,
      authors: { "ann-author": { name: "Ann: Author", was: ["ann"] }, bo: { name: "null" } },
      retired: { sections: ["old"], authors: ["bo"] },
      licences: { open: { exported: { version: 3, since: kept.since } } },
    });
  });

  test("an author's picture is named by its file, and comes back", async () => {
    const picture = { sha256: await sha256Hex(bytes), extension: "png", alt: "Bo", credit: "Ann" };
    const all = { ...masthead, authors: { ...masthead.authors, bo: { name: "null", picture } } };
    const content = await readContent(await files(writeMasthead(all, { origin: ORIGIN, names: new Map() })));
    expect(content.mistakes.map(fileSentence)).toEqual([]);
    const { extension: _, ...sent } = picture;
    expect(content.masthead?.authors.bo).toEqual({ name: "null", picture: sent });
    expect([...content.images.keys()]).toEqual([sent.sha256]);
  });

  test("any licence means the same, said as shortly as can be", async () => {
    await fc.assert(
      fc.asyncProperty(fc.oneof(anyGoodLicence, anyCcLicence), async (licence) => {
        if (licenceMistakes(licence, false).length > 0) return;
        const all = { ...masthead, licences: { open: { ...completeLicence(licence), text: "<p>T.</p>", ...kept } } };
        const written = writeMasthead(all, { origin: ORIGIN, names: new Map() });
        expect(written.map(({ isExact }) => isExact)).not.toContain(false);
        const { masthead: read, mistakes } = await readContent(await files(written));
        expect(mistakes.map(fileSentence)).toEqual([]);
        const { exported: _, ...open } = read?.licences.open ?? { ...LICENCE, exported: undefined };
        expect(completeLicence(open)).toEqual({ ...completeLicence(licence), text: "<p>T.</p>" });
      }),
      { numRuns: examples(300) },
    );
  }, 60_000);
});

/** The fields that the wire wrote into each Creative Commons text while silence had a meaning; `kind` is as in a deed's URL. */
const ccOfBefore = (kind: string) => ({
  ...ofBefore("cc-by-nd-4.0"),
  url: `https://creativecommons.org/${kind}/`,
  name: "CC",
  statement: "Share it, as its licence says.",
  ...(kind.startsWith("publicdomain") ? { attribution: { byline: "no", link: "no", linkTo: "article" } } : {}),
  integrity: {
    edits: kind.includes("-nd") ? "none" : "any",
    headline: kind.includes("-nd") ? "deny" : "allow",
    shortening: "allow",
    ...{ extent: "part", additionalReporting: /licenses.*-nd|publicdomain/.test(kind) ? "no" : "must" },
  },
  grant: { ...ofBefore("cc-by-nd-4.0").grant, translate: kind.includes("-nd") ? "deny" : "allow" },
  commercial: kind.includes("-nc")
    ? { adsOnPage: "ask", adsAgainst: "ask", paywall: "ask", resale: "deny", resyndication: "allow" }
    : { adsOnPage: "allow", adsAgainst: "allow", paywall: "allow", resale: "allow", resyndication: "allow" },
});
const ofBefore = (id: string): Record<string, object> => {
  const found = TEXTS.find((text) => text.id === id);
  if (found === undefined) throw new Error(`no text of ${id}`);
  return found.licence;
};
const TEXTS: { id: string; licence: Record<string, object> }[] = JSON.parse(JSON.stringify(before));

describe("what an export writes of a licence from before silence was absence", () => {
  const exportOf = async (licence: object) => {
    const all = StoredMasthead.parse({ ...masthead, licences: { open: { ...licence, text: "<p>T.</p>", ...kept } } });
    const written = writeMasthead(
      {
        ...all,
        publication: { ...all.publication, logo: { sha256: await sha256Hex(bytes), extension: "png", alt: "L" } },
      },
      { origin: ORIGIN, names: new Map() },
    );
    const { masthead: read, mistakes } = await readContent(await files(written));
    expect(mistakes.map(fileSentence)).toEqual([]);
    return { read: read?.licences.open, file: written.find(({ path }) => path.startsWith("licences/")) };
  };

  test.each(TEXTS)("$id: a wire takes it", async ({ licence }) => {
    await exportOf(licence);
  });

  test.each([
    "licenses/by/4.0",
    "licenses/by-sa/4.0",
    "licenses/by-nd/4.0",
    "licenses/by-nc/4.0",
    "licenses/by-nc-sa/4.0",
    "licenses/by-nc-nd/4.0",
    "publicdomain/zero/1.0",
    "publicdomain/mark/1.0",
  ])("%s: what was read into it is left out, and named", async (kind) => {
    const { read, file } = await exportOf(ccOfBefore(kind));
    if (read === undefined) throw new Error("not read");
    expect(file).toMatchObject({ isExact: false });
    expect(file?.leftOut).toContain('automation.framing: "ask"');
    expect(morePermissions(completeLicence(read))).toEqual([]);
  });

  test.each([
    ["a quotation that was to be asked for", { grant: { quote: "ask" } }, 'grant.quote: "ask"'],
    ["a link that was forbidden", { grant: { link: "deny" } }, 'grant.link: "deny"'],
    [
      "where a link leads that isn't asked for",
      { attribution: { link: "no", linkTo: "article" } },
      'attribution.linkTo: "article"',
    ],
  ])("%s is left out, and named", async (_, clauses, leftOut) => {
    const { file } = await exportOf({ ...LICENCE, ...clauses });
    expect(file).toMatchObject({ isExact: false, leftOut: [leftOut] });
  });

  test("an end of Creative Commons is left out, and named: it has none", async () => {
    const effective = { to: "2030-01-01T00:00:00Z" };
    const url = "https://creativecommons.org/licenses/by/4.0/";
    const { file } = await exportOf({ ...LICENCE, name: "CC BY 4.0", url, effective });
    expect(file).toMatchObject({ leftOut: ['effective.to: "2030-01-01T00:00:00Z"'] });
  });

  test("a clause that a file can still say stays, though the wire filled it in: it is what publishers accepted", async () => {
    const { read, file } = await exportOf({ ...LICENCE, grant: { translate: "ask" }, automation: { framing: "ask" } });
    expect(file).toMatchObject({ isExact: true, leftOut: [] });
    expect(read).toMatchObject({ grant: { translate: "ask" }, automation: { framing: "ask" } });
  });
});
