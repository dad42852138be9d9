import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { renderMarkdown } from "../../../../src/sources/content-folder/markdown.ts";
import { cleanHtml } from "../../../../src/sources/html/clean-html.ts";
import { KNOWN } from "../../../support/html-documents.ts";
import { ROOT } from "../../../support/paths.ts";

const FOLDERS = ["test/fixtures/html", "test/fixtures/cases"];
const files = FOLDERS.flatMap((folder) =>
  readdirSync(join(ROOT, folder))
    .filter((file) => file.endsWith(".html"))
    .map((file) => join(folder, file)),
);

const options = { origin: "http://w.example", base: "https://paper.example/s", images: new Map([[KNOWN, {}]]) };

/** What is published, with the white space between blocks aside. */
function published(html: string) {
  const cleaned = cleanHtml(html, options);
  if (!cleaned.ok) return cleaned.mistakes;
  const pieces = cleaned.body.map((piece) => (typeof piece === "string" ? piece : `[${piece.image}]`));
  return { body: pieces.join("").replace(/>\s+</g, "><"), captions: [...cleaned.captions] };
}

test.each(files)("the same HTML is published the same from a file and by the API: %s", (file) => {
  // A paragraph without tags is Markdown in a file and plain text in the API: both make a paragraph of it.
  const html = readFileSync(join(ROOT, file), "utf8").replaceAll("{IMG}", KNOWN);
  const { html: rendered, mistakes } = renderMarkdown(html, undefined, new Set(), true);
  expect(mistakes).toEqual([]);
  expect(published(rendered)).toEqual(published(html));
});
