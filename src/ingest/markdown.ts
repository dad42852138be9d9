import type { Root } from "hast";
import rehypeRaw from "rehype-raw";
import rehypeStringify from "rehype-stringify";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import remarkRehype from "remark-rehype";
import { unified } from "unified";
import { visit } from "unist-util-visit";
import type { Mistake } from "../model/mistake.ts";
import { decoded } from "../model/text.ts";

const reader = unified().use(remarkParse).use(remarkGfm).use(remarkRehype, { allowDangerousHtml: true }).use(rehypeRaw);
const writer = unified().use(rehypeStringify);

/** HTML, and the mistakes with the line of the Markdown on which each stands, counted from 1. */
export type Rendered = { html: string; mistakes: (Mistake & { line: number })[] };

/**
 * Renders Markdown (CommonMark and GitHub's tables, strikethrough and bare links). `hashes` maps an image's file name
 * to the SHA-256 under which it is stored; an image that isn't in it is a mistake. Links to another article's file
 * become links to its page.
 */
export function renderMarkdown(markdown: string, hashes: ReadonlyMap<string, string>): Rendered {
  const tree: Root = reader.runSync(reader.parse(markdown));
  const mistakes: Rendered["mistakes"] = [];
  visit(tree, "element", (element) => {
    const { href, src } = element.properties;
    if (element.tagName === "a" && typeof href === "string") element.properties.href = pageOf(href);
    if (element.tagName !== "img") return;
    const hash = hashes.get(fileOf(src));
    if (hash !== undefined) element.properties.src = `/images/${hash}`;
    else mistakes.push({ ...undeclared(src, [...hashes.keys()]), line: element.position?.start.line ?? 1 });
  });
  return { html: writer.stringify(tree), mistakes };
}

/** `other-story.md` is how authors link to a story beside theirs. */
const pageOf = (href: string): string => href.replace(/^(?:\.\/)?([a-z0-9.-]+)\.md(?=$|#)/, "/articles/$1");

/** Images live in one folder, so `../images/photo.jpg`, `images/photo.jpg` and `photo.jpg` are the same file. */
const fileOf = (src: unknown): string =>
  typeof src === "string" ? decoded(src).replace(/^(?:\.{1,2}\/)*\/?(?:images\/)?/, "") : "";

const undeclared = (src: unknown, files: string[]): Mistake => ({
  field: "body",
  value: JSON.stringify(src ?? ""),
  problem: "is an image without rights data",
  allowed:
    files.length > 0
      ? `the images that the front matter names: ${files.join(", ")}`
      : "images that the front matter names",
});
