import fc from "fast-check";
import { strFromU8, unzipSync } from "fflate";
import rehypeStringify from "rehype-stringify";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import remarkRehype from "remark-rehype";
import { unified } from "unified";
import { describe, expect, test } from "vitest";
import { type KitEnding, makeKitFile } from "../../../../src/render/kit/formats.ts";
import { anySentBody, cleaned, htmlWords, kitItem, kitSite, numbered } from "../../../support/kit.ts";
import { nitfMistakes } from "../../../support/nitf.ts";
import { examples } from "../../../support/properties.ts";

const site = kitSite();
const text = (ending: KitEnding, body: string) => String(makeKitFile(ending, kitItem(cleaned(body), site), site));

const fromMarkdown = (markdown: string): string =>
  String(unified().use(remarkParse).use(remarkGfm).use(remarkRehype).use(rehypeStringify).processSync(markdown));

/** Returns the words of a Word document, with paragraphs, cells and breaks separated. */
function docxWords(file: string | Uint8Array): string {
  if (typeof file === "string") throw new Error("It isn't a file.");
  const xml = strFromU8(unzipSync(file)["word/document.xml"] ?? new Uint8Array());
  return xml
    .replace(/<w:br\/>|<\/w:p>/g, " ")
    .replace(/<[^>]+>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&quot;", '"')
    .replaceAll("&amp;", "&");
}

/** Returns what a reader of each format sees. */
const READ: Record<KitEnding, (body: string) => string> = {
  html: (body) => htmlWords(text("html", body)),
  txt: (body) => text("txt", body),
  md: (body) => htmlWords(fromMarkdown(text("md", body))),
  // WordPress puts a table's caption below it.
  "blocks.html": (body) =>
    numbered(htmlWords(text("blocks.html", body)))
      .sort(byNumber)
      .join(" "),
  docx: (body) => docxWords(makeKitFile("docx", kitItem(cleaned(body), site), site)),
  xml: (body) =>
    htmlWords(
      text("xml", body)
        .replaceAll(/<(\/?)(?:em|a|q|num|sub|sup)(?=[ >])/g, "<$1i")
        .replaceAll("<br/>", " "),
    ),
  json: (body) => JSON.stringify(JSON.parse(text("json", body)).bodies),
};

const byNumber = (a: string, b: string): number => Number(a.slice(1)) - Number(b.slice(1));

const squashed = (words: string): string =>
  words
    .replace(/[“”‘’]/g, "")
    .replace(/\s+/g, " ")
    .trim();

describe("whatever the story", () => {
  test.each(Object.keys(READ) as KitEnding[])(
    "%s has every word of it once, in its order, apart from the next",
    (ending) => {
      fc.assert(
        fc.property(anySentBody, (body) => {
          const wanted = numbered(
            cleaned(body)
              .join(" ")
              .replace(/<[^>]+>/g, " "),
          );
          expect(numbered(READ[ending](body))).toEqual(wanted);
        }),
        { numRuns: examples(200) },
      );
    },
  );

  test("Markdown reads as the story's HTML does", () => {
    fc.assert(
      fc.property(anySentBody, (body) => {
        expect(squashed(READ.md(body))).toBe(squashed(READ.html(body)));
      }),
      { numRuns: examples(200) },
    );
  });

  test("NITF is what its content models take", () => {
    fc.assert(
      fc.property(anySentBody, (body) => {
        expect(nitfMistakes(text("xml", body))).toEqual([]);
      }),
      { numRuns: examples(200) },
    );
  });
});

describe("what would read as something else without its marks has marks", () => {
  const BODY =
    '<p>10<sup>6</sup> of CO<sub>2</sub>, <q>he said <q>so</q></q>, <s>guilty</s> <ruby>漢<rt>kan</rt></ruby></p><ol start="3"><li><p>three</p><p>more</p></li><li>four</li></ol><ol reversed><li>two</li><li>one</li></ol>';

  test.each([
    ["txt", ["10^6 of CO2, “he said ‘so’”, ~~guilty~~ 漢(kan)", "3. three\n   more\n4. four", "2. two\n\n1. one"]],
    ["md", ["10<sup>6</sup> of CO<sub>2</sub>, “he said ‘so’”, ~~guilty~~ 漢(kan)", "3. three\n\n   more\n4. four"]],
    [
      "xml",
      [
        "10<num><sup>6</sup></num> of CO<num><sub>2</sub></num>, “he said ‘so’”",
        '<em class="strike">guilty</em>',
        '<ol seqnum="3">',
      ],
    ],
    [
      "blocks.html",
      ["10<sup>6</sup>", "<q>he said <q>so</q></q>", '<ol start="3">', "<li>three<br/>more</li>", '<ol reversed="">'],
    ],
  ] as const)("%s", (ending, wanted) => {
    const made = text(ending, BODY);
    expect(wanted.filter((each) => !made.includes(each))).toEqual([]);
  });

  test("cells stay in their columns", () => {
    const table = '<table><tr><th rowspan="2">a</th><th colspan="2">b</th></tr><tr><td>c</td><td>d</td></tr></table>';
    expect(text("txt", table)).toContain("a\tb\n\tc\td\n");
    expect(text("md", table)).toContain("| a | b |  |\n| --- | --- | --- |\n|  | c | d |");
  });
});
