import { expect, test } from "vitest";
import { draft } from "../../../src/commands/publishing/draft.ts";
import { IdentifiedArticle } from "../../../src/model/article/article.ts";
import { MASTHEAD } from "../../bench/articles.ts";

const IMAGE = "a".repeat(64);
const FILE = { sha256: IMAGE, extension: "png", width: 10, height: 10, bytes: 100 } as const;
const drafted = (given: Record<string, unknown>, image: Record<string, unknown> = {}) => {
  const rights = { sha256: IMAGE, alt: "A bridge", credit: "C", owner: "O", licence: "free", ...image };
  const input = IdentifiedArticle.parse({
    ...{ id: "story", headline: "H", summary: "S", section: "section-0", published: "2026-01-01T00:00:00Z" },
    ...{ images: [rights], ...given },
  });
  const made = draft(input, MASTHEAD, new Map([[IMAGE, FILE]]), "http://w.example");
  return made.ok ? made : undefined;
};
const FIGURE = `<figure><img src="/images/${IMAGE}"><figcaption>At dawn. (Photo: A. B.)</figcaption></figure>`;

test("an image without a caption gets the one that the text has", () => {
  expect(drafted({ body: FIGURE })?.article.images).toMatchObject([{ caption: "At dawn. (Photo: A. B.)" }]);
});

test("an image keeps its own caption, and another one in the text stays there", () => {
  const made = drafted({ body: FIGURE }, { caption: "At noon." });
  expect(made?.article.images).toMatchObject([{ caption: "At noon." }]);
  expect(made?.body).toEqual([{ image: IMAGE }, "<p>At dawn. (Photo: A. B.)</p>"]);
});

test("what cleaning did comes with the draft", () => {
  const made = drafted({ body: "<p>One.</p>\n<p hidden>Two.</p>" });
  expect(made?.warnings).toMatchObject([{ action: "removed", element: "p", text: "Two.", line: 2, column: 1 }]);
});

test("text from right to left says so in each block, and links are read against where it first ran", () => {
  const made = drafted({ body: '<p>نص <a href="/b">b</a></p>', language: "ar", canonical: "https://paper.example/s" });
  expect(made?.body).toEqual(['<p dir="rtl">نص <a href="https://paper.example/b">b</a></p>']);
});
