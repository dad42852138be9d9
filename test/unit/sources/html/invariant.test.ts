import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { CMS_NAMES, type Cms } from "../../../../src/model/article/cms.ts";
import { cleanHtml } from "../../../../src/sources/html/clean-html.ts";
import { cmsOf, htmlDocument, KNOWN } from "../../../support/html-documents.ts";
import { ROOT } from "../../../support/paths.ts";
import { difference, wordsOfBody, wordsOfSource } from "../../../support/visible-words.ts";

const clean = (html: string, cms?: Cms) =>
  cleanHtml(html, { origin: "http://w.example", base: "https://paper.example/s", images: new Map([[KNOWN, {}]]), cms });

/**
 * Describes the first of a document's words that is neither published nor in the warnings, or is published but wasn't in the
 * document.
 */
function lost(html: string, cms?: Cms): string | undefined {
  const cleaned = clean(html, cms);
  if (!cleaned.ok) return JSON.stringify(cleaned.mistakes);
  return difference(wordsOfSource(html, cleaned.warnings), wordsOfBody(cleaned.body, cleaned.captions));
}

const CORPUS = join(ROOT, "test/fixtures/html");

describe("every visible word is published in its order, or is in the list", () => {
  test("of 2,000 documents, whatever CMS they are from", () => {
    fc.assert(
      fc.property(htmlDocument, fc.constantFrom(undefined, undefined, ...CMS_NAMES), (html, cms) => {
        expect(lost(html, cms)).toBeUndefined();
      }),
      { numRuns: 2000 },
    );
  }, 120_000);

  test.each(readdirSync(CORPUS))("of %s", (file) => {
    expect(lost(readFileSync(join(CORPUS, file), "utf8"), cmsOf(file))).toBeUndefined();
  });
});

test("the words are found where they are lost, run together, moved or made up", () => {
  const source = wordsOfSource("<div>First.</div><div>Second <b>part</b>.</div><p hidden>no</p>", []);
  const found = (html: string) => difference(source, wordsOfBody([html], new Map()));
  expect(found("<p>First.</p><p>Second <b>part</b>.</p>")).toBeUndefined();
  expect(found("First.Second part.")).toContain("First.Second");
  expect(found("<p>First. Second part.</p>")).toContain("no boundary");
  expect(found("<p>First.</p><p>part. Second</p>")).toContain("Second");
  expect(found("<p>First.</p>")).toContain("the end");
  expect(found("<p>First.</p><p>Second part.</p><p>no</p>")).toContain("no");
});

test("cleaning what is clean changes nothing", () => {
  const again = (html: string) => {
    const first = clean(html);
    if (!first.ok) return [];
    const sent = first.body.map((piece) => (typeof piece === "string" ? piece : `<img src="/images/${piece.image}">`));
    const second = clean(sent.join("\n"));
    return [first.body, second.ok && second.body];
  };
  fc.assert(
    fc.property(htmlDocument, (html) => {
      const [first, second] = again(html);
      expect(second).toEqual(first);
    }),
    { numRuns: 300 },
  );
}, 60_000);
