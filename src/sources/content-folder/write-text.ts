import type { Body } from "../../model/article/article.ts";
import { isSame } from "../../model/canonical-json.ts";
import type { CleaningResult } from "../html/clean-html.ts";
import { renderMarkdown } from "./markdown.ts";
import { writeMarkdown } from "./write-markdown.ts";

/** A stored text and all that its file depends on. */
export type KeptText = {
  body: Body;
  /** The wire's own origin: left out of its addresses, because the next wire may have another. */
  origin: string;
  /** The files of its images, by hash. */
  files: ReadonlyMap<string, string>;
  /** Whether other relative addresses would belong to another site. */
  isElsewhere: boolean;
  /** Cleans it as the wire does. */
  clean: (html: string) => CleaningResult;
};

/** A text for a file, the file's extension, and whether the wire reads back exactly the same. */
export type WrittenText = { text: string; ending: ".md" | ".html"; isExact: boolean };

/** Writes a text as Markdown if that reads back exactly, or else as HTML. Checks either by reading it again. */
export function writeText(kept: KeptText): WrittenText {
  const html = portable(kept.body.map(htmlOf).join("\n"), kept.origin);
  const markdown = BETWEEN.test(html) ? undefined : markdownOf(html, kept);
  if (markdown !== undefined && comesBack(rendered(markdown, kept), kept))
    return { text: markdown, ending: ".md", isExact: true };
  return { text: html, ending: ".html", isExact: comesBack(html, kept) };
}

/** Adjacent blocks without a line break between them, as most systems write them; Markdown always produces one. */
const BETWEEN = /<\/(?:p|h[2-6]|ul|ol|blockquote)><(?:p|h[2-6]|ul|ol|blockquote)\b/;

const markdownOf = (html: string, { files }: KeptText): string | undefined =>
  writeMarkdown(html.replaceAll(" data-wire", ""), (src) => files.get(src.replace(IMAGES, "")));

const IMAGES = /^\/images\//;
/** Returns a piece of a body as HTML. */
export const htmlOf = (piece: Body[number]): string =>
  typeof piece === "string" ? piece : `<img src="/images/${piece.image}">`;

/** Removes the origin from the wire's own addresses; `data-wire` marks them as the wire's, wherever the story first ran. */
const portable = (html: string, origin: string): string => html.replaceAll(` href="${origin}/`, ' data-wire href="/');

const rendered = (markdown: string, { files, isElsewhere }: KeptText): string => {
  const hashes = new Map([...files].map(([sha256, file]) => [file, sha256]));
  return renderMarkdown(markdown, hashes, new Set(), isElsewhere).html;
};

function comesBack(html: string, { body, clean }: KeptText): boolean {
  const cleaned = clean(html);
  return cleaned.ok && cleaned.captions.size === 0 && isSame(cleaned.body, body);
}
