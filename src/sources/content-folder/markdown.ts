import type { Element, Root } from "hast";
import type { Root as Markdown } from "mdast";
import rehypeRaw from "rehype-raw";
import rehypeStringify from "rehype-stringify";
import remarkCjkFriendly from "remark-cjk-friendly";
import remarkCjkFriendlyStrikethrough from "remark-cjk-friendly-gfm-strikethrough";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import remarkRehype from "remark-rehype";
import { unified } from "unified";
import { visit } from "unist-util-visit";
import { type Mistake, withSuggestion } from "../../model/mistake.ts";
import { nearest } from "../../model/suggestion.ts";
import { decodeUri } from "../../model/text.ts";
import { pieceMistake } from "../html/cut-off.ts";
import { guarded, unguarded } from "../html/shortcode.ts";

const reader = unified()
  .use(remarkParse)
  // A single ~ is a range, as in 5~7; only two mark strikethrough.
  .use(remarkGfm, { singleTilde: false })
  // CommonMark finds the ends of emphasis by spaces and punctuation, which Chinese, Japanese and Korean don't use that way.
  .use(remarkCjkFriendly)
  .use(remarkCjkFriendlyStrikethrough, { singleTilde: false })
  // Cleaning adds the prefix to ids.
  .use(remarkRehype, { allowDangerousHtml: true, clobberPrefix: "" })
  .use(rehypeRaw);
const writer = unified().use(rehypeStringify);

/**
 * The HTML; the same HTML with each element's Markdown line; a function that maps a place in that to its line in the file;
 * and the mistakes with their lines. Lines are counted from 1.
 */
export type RenderedStory = {
  html: string;
  numbered: string;
  lineOf: (place: Place) => number;
  mistakes: (Mistake & { line: number })[];
};

type Place = { element: string; line: number; column: number };

/** Wraps a text that is already HTML; it is sent as written. */
export const renderHtml = (html: string): RenderedStory => ({
  html,
  numbered: html,
  lineOf: ({ line }) => line,
  mistakes: [],
});

/**
 * Renders Markdown (CommonMark plus GitHub's tables, strikethrough and bare links). `hashes` maps an image's file name to
 * the SHA-256 under which it is stored; an image not in it is left as is. Links to another article's file become links
 * to its page; `stories` are the existing ids. `isElsewhere` says that other relative links lead to pages of another site.
 */
export function renderMarkdown(
  markdown: string,
  hashes: ReadonlyMap<string, string> | undefined,
  stories: ReadonlySet<string>,
  isElsewhere = false,
): RenderedStory {
  try {
    const tree = reader.parse(apart(guarded(markdown)));
    const cut = cutOffMistakes(tree);
    const { mistakes, ...rendered } = renderStory(reader.runSync(tree), hashes, stories, isElsewhere);
    return { ...rendered, mistakes: [...cut, ...mistakes] };
  } catch (error) {
    // Hostile nesting exhausts the stack of any tree walker.
    if (!(error instanceof RangeError)) throw error;
    return {
      html: "",
      numbered: "",
      lineOf: () => 1,
      mistakes: [{ line: 1, field: "body", problem: "is nested too deeply", allowed: "Markdown with less nesting" }],
    };
  }
}

/** Returns mistakes for HTML in the text that is cut off, after which the Markdown parser silently drops the rest. */
function cutOffMistakes(tree: Markdown): RenderedStory["mistakes"] {
  const mistakes: RenderedStory["mistakes"] = [];
  visit(tree, "html", ({ value, position }) => {
    const mistake = pieceMistake(value);
    if (mistake !== undefined) mistakes.push({ ...mistake, line: position?.start.line ?? 1 });
  });
  return mistakes;
}

/** Adds a space before the end of `[embed]https://…[/embed]`, which GitHub's bare links would take as part of the address. */
const apart = (markdown: string): string => markdown.replace(/(https?:\/\/[^\s[\]]+)(?=\[\/[a-z])/g, "$1 ");

function renderStory(
  tree: Root,
  hashes: ReadonlyMap<string, string> | undefined,
  stories: ReadonlySet<string>,
  isElsewhere: boolean,
): RenderedStory {
  const mistakes: RenderedStory["mistakes"] = [];
  visit(tree, "element", (element) => {
    const { href, src } = element.properties;
    const line = element.position?.start.line ?? 1;
    if (element.tagName === "a" && typeof href === "string") {
      const story = STORY.exec(href)?.[1];
      if (story !== undefined && !stories.has(story))
        mistakes.push({ ...noStory(href, nearest(story, [...stories])), line });
      element.properties.href = href.replace(STORY, "/articles/$1");
      if (story !== undefined && isElsewhere) element.properties.dataWire = "";
    }
    if (isFootnotes(element)) withRule(element);
    if (element.tagName !== "img" || hashes === undefined) return;
    const hash = hashes.get(fileOf(src));
    if (hash !== undefined) element.properties.src = `/images/${hash}`;
  });
  const html = stringify(tree);
  const withLines = numbered(tree);
  return { html, numbered: withLines, lineOf: (place) => lineIn(withLines, place), mistakes };
}

/** Serializes a tree; restores Hugo's brackets, which were hidden from the parser, as text. */
const stringify = (tree: Root): string =>
  writer.stringify(tree).replace(/\uFDD0|\uFDD1/g, (bracket) => (unguarded(bracket) === "<" ? "&#x3C;" : ">"));

function numbered(tree: Root): string {
  visit(tree, "element", (element) => {
    const line = element.position?.start.line;
    if (line !== undefined) element.properties = { dataLine: line, ...element.properties };
  });
  return stringify(tree);
}

const LINE = ' data-line="';

/** Returns the Markdown line of a place in the numbered HTML. */
function lineIn(html: string, { element, line, column }: Place): number {
  const lines = html.split("\n");
  const offset = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, column - 1);
  const at = html.lastIndexOf(LINE, offset + 1 + element.length);
  return at === -1 ? 1 : Number.parseInt(html.slice(at + LINE.length), 10);
}

const isFootnotes = ({ tagName, properties }: Element): boolean =>
  tagName === "section" && properties.dataFootnotes !== undefined;

/** Replaces the heading of footnotes, an English one for screen readers, with a rule, which works in every language. */
function withRule(section: Element): void {
  const heading = section.children.findIndex((child) => child.type === "element" && child.tagName === "h2");
  if (heading !== -1) section.children[heading] = { type: "element", tagName: "hr", properties: {}, children: [] };
}

/** Authors link to another story in the folder as `other-story.md`. */
const STORY = /^(?:\.\/)?([a-z0-9.-]+)\.md(?=$|#)/;

const noStory = (href: string, near: string | undefined): Mistake =>
  withSuggestion(
    {
      field: "body",
      value: JSON.stringify(href),
      problem: "links to a story that isn't in this folder",
      allowed: "a file in the articles folder",
    },
    near && `${near}.md`,
  );

/** Returns an image's file name. All images are in one folder: `../images/photo.jpg` and `photo.jpg` are the same file. */
const fileOf = (src: unknown): string =>
  typeof src === "string" ? decodeUri(src).replace(/^(?:\.{1,2}\/)*\/?(?:images\/)?/, "") : "";
