import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { renderMarkdown } from "../../../src/sources/content-folder/markdown.ts";
import { cleanHtml } from "../../../src/sources/html/clean-html.ts";
import { ROOT } from "../../support/paths.ts";

const OPTIONS = { origin: "https://wire.invalid", base: "https://wire.invalid/articles/x" };
const rendered = (markdown: string) => renderMarkdown(markdown, undefined, new Set(["other"]));
const published = (markdown: string) => {
  const cleaned = cleanHtml(rendered(markdown).html, OPTIONS);
  return cleaned.ok ? cleaned.body.join("") : cleaned.mistakes.map(({ problem }) => problem).join("");
};

describe("Markdown as newsrooms write it", () => {
  test("a single ~ is a range, two strike out", () => {
    const file = readFileSync(join(ROOT, "test/fixtures/cases/32-tilde-range.md"), "utf8");
    expect(published(file.split("---\n")[2] ?? "")).toBe(
      "<p>Tickets cost 5~7 dollars, and the queue took 10~20 minutes.</p>\n<p>3~5일, 오전 10~12시 사이. H~2~O.</p>",
    );
    expect(published("It was ~~five~~ six.")).toBe("<p>It was <del>five</del> six.</p>");
  });

  test.each([
    ["**이 문장은 강조(emphasis)**입니다.", "<p><strong>이 문장은 강조(emphasis)</strong>입니다.</p>"],
    ["これは**強調。**です。", "<p>これは<strong>強調。</strong>です。</p>"],
    ["這是~~「刪除」~~的。", "<p>這是<del>「刪除」</del>的。</p>"],
  ])("emphasis ends beside letters that have no spaces: %s", (markdown, expected) =>
    expect(published(markdown)).toBe(expected),
  );

  test("footnotes lead to their notes and back", () => {
    const html = published("Claim.[^1]\n\n[^1]: Source.");
    expect(html).toContain('<a id="cw-fnref-1" href="#cw-fn-1">1</a>');
    expect(html).toContain('<li id="cw-fn-1">');
    expect(html).toContain('href="#cw-fnref-1"');
    expect(html).not.toContain("Footnotes");
  });

  test("Hugo's code is never printed, nor read as HTML", () => {
    expect(published('One.\n\n{{<figure src="x.png" caption="A bridge">}}\n\nTwo. {{< ref "x" >}}')).toBe(
      "<p>One.</p>\n<p>Two. </p>",
    );
    expect(published("Write `{{< ref >}}` there.")).toBe("<p>Write <code>{{&#x3C; ref >}}</code> there.</p>");
  });
});

test("a link to a story beside it leads to the wire, wherever the story first ran", () => {
  const { html } = renderMarkdown("[a](other.md) [b](/b)", undefined, new Set(["other"]), true);
  const cleaned = cleanHtml(html, { origin: "https://wire.invalid", base: "https://paper.example/s/" });
  expect(cleaned.ok && cleaned.body).toEqual([
    '<p><a href="https://wire.invalid/articles/other">a</a> <a href="https://paper.example/b">b</a></p>',
  ]);
});

test("what cleaning did has the line of the Markdown", () => {
  const markdown = "One.\n\n- a\n- b\n\n<p hidden>no</p>\n\nText\nwith <b hidden>this</b>\n\n[x](javascript:x)";
  const { numbered, lineOf } = rendered(markdown);
  const { warnings } = cleanHtml(numbered, OPTIONS);
  expect(warnings.map((warning) => [warning.element, lineOf(warning)])).toEqual([
    ["p", 6],
    ["b", 9],
    ["a", 11],
  ]);
});
