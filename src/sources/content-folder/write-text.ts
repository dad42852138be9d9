import type { Body } from "../../model/article/article.ts";
import { isSame } from "../../model/canonical-json.ts";
import type { CleaningResult } from "../html/clean-html.ts";
import { renderMarkdown } from "./markdown.ts";
import { writeMarkdown } from "./write-markdown.ts";

/** A text as it is kept, and all that its file depends on. */
export type KeptText = {
  body: Body;
  /** The wire's own origin: an address of it is written without, because the next wire may have another. */
  origin: string;
  /** The files of its images, by hash. */
  files: ReadonlyMap<string, string>;
  /** Whether its other relative addresses would be those of another site. */
  isElsewhere: boolean;
  /** How a wire cleans it. */
  clean: (html: string) => CleaningResult;
};

/** A text for a file, what the file's name ends with, and whether a wire makes exactly the same of it. */
export type WrittenText = { text: string; ending: ".md" | ".html"; isExact: boolean };

/** A text as Markdown where that holds it exactly, else as HTML. Whatever is written was read again first. */
export function writeText(kept: KeptText): WrittenText {
  const html = portable(kept.body.map(htmlOf).join("\n"), kept.origin);
  const markdown = BETWEEN.test(html) ? undefined : markdownOf(html, kept);
  if (markdown !== undefined && comesBack(rendered(markdown, kept), kept))
    return { text: markdown, ending: ".md", isExact: true };
  return { text: html, ending: ".html", isExact: comesBack(html, kept) };
}

/** Blocks without a line between them, as most systems write them: what Markdown becomes always has one. */
const BETWEEN = /<\/(?:p|h[2-6]|ul|ol|blockquote)><(?:p|h[2-6]|ul|ol|blockquote)\b/;

const markdownOf = (html: string, { files }: KeptText): string | undefined =>
  writeMarkdown(html.replaceAll(" data-wire", ""), (src) => files.get(src.replace(IMAGES, "")));

const IMAGES = /^\/images\//;
/** A piece of a body as HTML. */
export const htmlOf = (piece: Body[number]): string =>
  typeof piece === "string" ? piece : `<img src="/images/${piece.image}">`;

/** The addresses of the wire without its origin. `data-wire` says whose they are, wherever the story first ran. */
const portable = (html: string, origin: string): string => html.replaceAll(` href="${origin}/`, ' data-wire href="/');

const rendered = (markdown: string, { files, isElsewhere }: KeptText): string => {
  const hashes = new Map([...files].map(([sha256, file]) => [file, sha256]));
  return renderMarkdown(markdown, hashes, new Set(), isElsewhere).html;
};

function comesBack(html: string, { body, clean }: KeptText): boolean {
  const cleaned = clean(html);
  return cleaned.ok && cleaned.captions.size === 0 && isSame(cleaned.body, body);
}
