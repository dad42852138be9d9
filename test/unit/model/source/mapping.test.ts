import { describe, expect, test } from "vitest";
import { bylineOf, creditOf, matches, summaryOf } from "../../../../src/model/source/mapping.ts";
import type { Post } from "../../../../src/model/source/post.ts";
import { SourceSettings } from "../../../../src/model/source/settings.ts";

const settings = SourceSettings.parse({
  kind: "wordpress",
  address: "https://paper.example",
  section: "news",
  authors: { jdoe: "jane" },
});
const post = (...names: string[]): Post => ({
  ...{ id: "1", url: "https://paper.example/a/", slug: "a", title: "A", summary: null, html: "", language: null },
  ...{ published: "2026-06-01T12:00:00Z", modified: "2026-06-01T12:00:00Z", status: "published", access: "public" },
  ...{ categories: [], tags: [], image: null },
  authors: names.map((name, at) => ({ id: String(at), name, url: null, bio: null, picture: null })),
});

describe("a byline", () => {
  const known = { ann: { name: "Ann Author" }, "ann-other": { name: "Somebody" } };
  test.each([
    [["Ann Author"], ["ann"], {}],
    [["ANN AUTHOR", "jdoe"], ["ann", "jane"], {}],
    [["Ann Other"], ["ann-other-2"], { "ann-other-2": { name: "Ann Other" } }],
    [["Zoë Ödegård"], ["zoe-odegard"], { "zoe-odegard": { name: "Zoë Ödegård" } }],
    [["李明"], ["author"], { author: { name: "李明" } }],
    [["admin", "Administrator", "wire@paper.example", "WordPress"], [], {}],
  ])("%j", (names, authors, made) =>
    expect(bylineOf(post(...names), settings, known)).toMatchObject({ authors, made }),
  );
});

test.each([
  ["Rough sea (Photo by Jo Doe/Reuters)", "Photo by Jo Doe/Reuters"],
  ["Rough sea. Photo: Jo Doe", "Photo: Jo Doe"],
  ["The mayor (left) opens the photo exhibition", undefined],
])("the credit in %j", (caption, credit) => expect(creditOf({ caption, credit: null })).toBe(credit));

test.each([
  ["*harbor paper*", "Photo by Ana / Harbor Paper", true],
  ["Staff", "staff", true],
  ["Staff", "Staff photo", false],
  ["Photo by */Harbor", "Photo by Ana/Reuters/Harbor", true],
  ["*a*a*", "a", false],
  ["*Reuters", "Reuters via AP", false],
])("%s in %s: %s", (pattern, text, is) => expect(matches(pattern, text)).toBe(is));

test("a summary ends with a sentence or a word", () => {
  expect(summaryOf("One two. Three four five.", 12)).toBe("One two.");
  expect(summaryOf("One twothree fourfive", 10)).toBe("One…");
  expect(summaryOf("Short.", 10)).toBe("Short.");
});
