import fc from "fast-check";
import { expect, test } from "vitest";
import { type Part, partsOf } from "../../../src/render/diff.ts";

const only = (parts: Part[], kind: Part["kind"]) => parts.filter((part) => part.kind === kind).map(({ text }) => text);
const without = (parts: Part[], kind: Part["kind"]) =>
  parts
    .filter((part) => part.kind !== kind)
    .map(({ text }) => text)
    .join("");

test("says word by word what changed in a line, and leaves the others alone", () => {
  const parts = partsOf(
    "<p>The harbour is open again.</p>\n<p>Ships wait.</p>",
    "<p>The harbour is half open.</p>\n<p>Ships wait.</p>",
  );
  expect(only(parts, "added").join("")).toContain("half");
  expect(only(parts, "removed").join("")).toContain("again");
  expect(only(parts, "equal").join("")).toContain("<p>Ships wait.</p>");
});

test("cuts no tag and no reference to a character in two", () => {
  const parts = partsOf(
    '<p>See <a href="https://a.example/one">this long piece of text</a> &amp; more.</p>',
    '<p>See <a href="https://a.example/two">this long piece of text</a> &#x26; more.</p>',
  );
  expect(only(parts, "removed")).toEqual(['<a href="https://a.example/one">', "&amp;"]);
  expect(only(parts, "added")).toEqual(['<a href="https://a.example/two">', "&#x26;"]);
});

test("a line with hardly a word left is told as another", () => {
  expect(partsOf("One two three four.", "Completely different sentence here.").map(({ kind }) => kind)).toEqual([
    "removed",
    "added",
  ]);
});

test("the parts make up both texts, whatever they are", () => {
  const text = fc.oneof(
    fc.string(),
    fc
      .array(fc.constantFrom("<p>", "</p>", "a", "b ", "\n", "<", ">", "&amp;", "ü", "é", "𝒳"))
      .map((all) => all.join("")),
  );
  fc.assert(
    fc.property(text, text, (from, to) => {
      const parts = partsOf(from, to);
      expect([without(parts, "added"), without(parts, "removed")]).toEqual([from, to]);
      expect(parts.every((part, at) => part.text !== "" && part.kind !== parts[at + 1]?.kind)).toBe(true);
    }),
  );
});

test("two large texts with nothing in common are compared in no time", () => {
  const words = (from: number) => Array.from({ length: 50_000 }, (_, at) => `w${from + at}`).join(" ");
  const before = performance.now();
  expect(partsOf(words(0), words(1_000_000)).length).toBe(2);
  expect(performance.now() - before).toBeLessThan(5000);
});
