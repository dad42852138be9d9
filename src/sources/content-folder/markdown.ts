import type { Root } from "hast";
import rehypeRaw from "rehype-raw";
import rehypeStringify from "rehype-stringify";
import remarkGfm from "remark-gfm";
import remarkParse from "remark-parse";
import remarkRehype from "remark-rehype";
import { unified } from "unified";
import { visit } from "unist-util-visit";
import { type Mistake, withSuggestion } from "../../model/mistake.ts";
import { nearest } from "../../model/suggestion.ts";
import { decodeUri } from "../../model/text.ts";

const reader = unified()
  .use(remarkParse)
  .use(remarkGfm, { singleTilde: false })
  .use(remarkRehype, { allowDangerousHtml: true })
  .use(rehypeRaw);
const writer = unified().use(rehypeStringify);

/** HTML, and the mistakes with the line of the Markdown on which each stands, counted from 1. */
export type Rendered = { html: string; mistakes: (Mistake & { line: number })[] };

/**
 * Renders Markdown (CommonMark and GitHub's tables, strikethrough and bare links). `hashes` maps an image's file name
 * to the SHA-256 under which it is stored; an image that isn't in it is a mistake, unless there is no map. Links to another
 * article's file become links to its page; `stories` are the ids that there are.
 */
export function renderMarkdown(
  markdown: string,
  hashes: ReadonlyMap<string, string> | undefined,
  stories: ReadonlySet<string>,
): Rendered {
  try {
    return renderStory(reader.runSync(reader.parse(markdown)), hashes, stories);
  } catch (error) {
    // Hostile nesting exhausts the stack of every tree walker.
    if (!(error instanceof RangeError)) throw error;
    return {
      html: "",
      mistakes: [{ line: 1, field: "body", problem: "is nested too deeply", allowed: "Markdown of ordinary depth" }],
    };
  }
}

function renderStory(
  tree: Root,
  hashes: ReadonlyMap<string, string> | undefined,
  stories: ReadonlySet<string>,
): Rendered {
  const mistakes: Rendered["mistakes"] = [];
  visit(tree, "element", (element) => {
    const { href, src } = element.properties;
    const line = element.position?.start.line ?? 1;
    if (element.tagName === "a" && typeof href === "string") {
      const story = STORY.exec(href)?.[1];
      if (story !== undefined && !stories.has(story))
        mistakes.push({ ...noStory(href, nearest(story, [...stories])), line });
      element.properties.href = href.replace(STORY, "/articles/$1");
    }
    if (element.tagName !== "img" || hashes === undefined) return;
    const hash = hashes.get(fileOf(src));
    if (hash !== undefined) element.properties.src = `/images/${hash}`;
    else mistakes.push({ ...undeclared(src, [...hashes.keys()]), line });
  });
  return { html: writer.stringify(tree), mistakes };
}

/** `other-story.md` is how authors link to a story beside theirs. */
const STORY = /^(?:\.\/)?([a-z0-9.-]+)\.md(?=$|#)/;

const noStory = (href: string, near: string | undefined): Mistake =>
  withSuggestion(
    {
      field: "body",
      value: JSON.stringify(href),
      problem: "links to a story that isn't here",
      allowed: "a file in the folder articles",
    },
    near && `${near}.md`,
  );

/** Images live in one folder, so `../images/photo.jpg`, `images/photo.jpg` and `photo.jpg` are the same file. */
const fileOf = (src: unknown): string =>
  typeof src === "string" ? decodeUri(src).replace(/^(?:\.{1,2}\/)*\/?(?:images\/)?/, "") : "";

const undeclared = (src: unknown, files: string[]): Mistake => ({
  field: "body",
  value: JSON.stringify(src ?? ""),
  problem: "is an image without rights data",
  allowed:
    files.length > 0
      ? `the images that the front matter names: ${files.join(", ")}`
      : "images that the front matter names",
});
