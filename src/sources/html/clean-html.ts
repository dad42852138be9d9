import type { Element, ElementContent, Root, RootContent } from "hast";
import rehypeParse from "rehype-parse";
import rehypeSanitize, { type Options as Schema } from "rehype-sanitize";
import rehypeStringify from "rehype-stringify";
import { unified } from "unified";
import { visit } from "unist-util-visit";
import type { Body } from "../../model/article/article.ts";
import { type Mistake, quoteValue } from "../../model/mistake.ts";
import { WORK } from "../../model/policy.ts";
import { decodeUri, withoutForbidden } from "../../model/text.ts";

/** Simple tags only: what feed readers and WordPress' own cleaning leave alone. */
const SCHEMA: Schema = {
  tagNames: [
    ...["p", "h2", "h3", "h4", "h5", "h6", "blockquote", "pre", "hr", "br", "figure", "figcaption"],
    ...["ul", "ol", "li", "dl", "dt", "dd", "table", "caption", "thead", "tbody", "tfoot", "tr", "th", "td"],
    ...["a", "em", "strong", "b", "i", "u", "s", "del", "ins", "sub", "sup", "small", "mark", "q", "cite"],
    ...["code", "kbd", "samp", "var", "abbr", "time", "bdi", "bdo", "span", "img"],
  ],
  attributes: {
    a: ["href", "title"],
    img: ["src", "alt"],
    ol: ["start", "reversed"],
    td: ["colSpan", "rowSpan"],
    th: ["colSpan", "rowSpan", "scope"],
    abbr: ["title"],
    time: ["dateTime"],
    "*": ["lang", "dir"],
  },
  protocols: { href: ["http", "https", "mailto", "tel"] },
  strip: [
    "script",
    "style",
    "template",
    "title",
    "textarea",
    "select",
    "svg",
    "math",
    "object",
    "noscript",
    "video",
    "audio",
    "iframe",
  ],
  ancestors: {
    li: ["ul", "ol"],
    tr: ["table"],
    td: ["table"],
    th: ["table"],
    thead: ["table"],
    tbody: ["table"],
    tfoot: ["table"],
  },
};

const parser = unified().use(rehypeParse, { fragment: true });

/** HTML as text. A parser drops the first line break in a `pre`, so one that is meant is written twice. */
function written(tree: Root): string {
  visit(tree, "element", ({ tagName, children: [first] }) => {
    if (tagName === "pre" && first?.type === "text" && first.value.startsWith("\n")) first.value = `\n${first.value}`;
  });
  return writer.stringify(tree);
}

const FORMATS = new Set([
  "a",
  "b",
  "big",
  "code",
  "em",
  "font",
  "i",
  "nobr",
  "s",
  "small",
  "strike",
  "strong",
  "tt",
  "u",
]);

/**
 * Whether so much formatting is left open that a parser, which opens it again in every block (HTML, "reconstruct the
 * active formatting elements"), would make megabytes of kilobytes. Ordinary text leaves none or one open.
 */
function isTangled(html: string): boolean {
  let open = 0;
  let reopened = 0;
  for (const [, closes, name = ""] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)/gi)) {
    if (!FORMATS.has(name.toLowerCase())) reopened += open;
    else open = closes ? Math.max(0, open - 1) : open + 1;
    if (reopened > WORK.reopenedTags) return true;
  }
  return false;
}

const sanitizer = unified().use(rehypeSanitize, SCHEMA);
const writer = unified().use(rehypeStringify);

/** A cleaned body, or what is wrong with it. */
export type Cleaned = { ok: true; body: Body } | { ok: false; mistakes: Mistake[] };

/**
 * Cleans HTML from outside: simple tags, absolute links, and every image cut out into a piece of its own.
 * An image without rights data (its hash isn't among `images`) is a mistake. `base` is the page's own address.
 */
export function cleanHtml(html: string, base: string, images: ReadonlySet<string>, field = "body"): Cleaned {
  if (isTangled(html)) return { ok: false, mistakes: [tooDeep(field)] };
  try {
    const tree = parser.parse(withoutForbidden(html));
    embedsToLinks(tree);
    const clean = sanitizer.runSync(tree);
    visit(clean, "element", (element) => {
      if (element.tagName === "a") absoluteLink(element, base);
    });
    // Taking tags out can leave what no parser would build, such as a link in a link: one more reading settles it.
    return inPieces(parser.parse(written(clean)), base, images, field);
  } catch (error) {
    // Hostile nesting, tens of thousands of tags deep, exhausts the stack of every tree walker.
    if (!(error instanceof RangeError)) throw error;
    return { ok: false, mistakes: [tooDeep(field)] };
  }
}

const tooDeep = (field: string): Mistake => ({
  field,
  problem: "is nested too deeply",
  allowed: "HTML of ordinary depth, with its formatting closed",
});

/** Frames don't survive importers, so an embed becomes a link to what it showed; h1 is the page's own, so it becomes h2. */
function embedsToLinks(tree: Root): void {
  visit(tree, "element", (element) => {
    if (element.tagName === "h1") element.tagName = "h2";
    const { src } = element.properties;
    if (element.tagName !== "iframe" || typeof src !== "string") return;
    element.tagName = "a";
    element.properties = { href: src };
    element.children = [{ type: "text", value: hostOf(src) }];
  });
}

const hostOf = (src: string): string => (URL.canParse(src, "https://x") ? new URL(src, "https://x").host : "");

/** Makes a link absolute; a link that leads nowhere, carries a password, or leads to an image of ours becomes plain text. */
function absoluteLink(link: Element, base: string): void {
  const { href } = link.properties;
  const url = typeof href === "string" && URL.canParse(href, base) ? new URL(href, base) : undefined;
  if (url === undefined || url.username !== "" || url.password !== "" || isOurImage(url, base))
    delete link.properties.href;
  else link.properties.href = url.href;
}

const isOurImage = (url: URL, base: string) =>
  url.origin === new URL(base).origin && /^\/+images(\/|$)/i.test(decodeUri(url.pathname));

/** The hash of an image of ours that a `src` names, or undefined. */
function imageHash(src: unknown, base: string): string | undefined {
  if (typeof src !== "string" || !URL.canParse(src, base)) return undefined;
  const url = new URL(src, base);
  return url.origin === new URL(base).origin
    ? /^\/images\/([0-9a-f]{64})(?:\.\w+)?$/.exec(url.pathname)?.[1]
    : undefined;
}

function inPieces(tree: Root, base: string, known: ReadonlySet<string>, field: string): Cleaned {
  const body: (string | { image: string })[] = [];
  const mistakes: Mistake[] = [];
  let run: RootContent[] = [];
  const flush = () => {
    const html = written({ type: "root", children: run }).trim();
    if (html !== "") body.push(html);
    run = [];
  };
  for (const node of tree.children) {
    const sources = takeImages(node);
    if (sources.length === 0 || hasContent(node)) run.push(node);
    for (const src of sources) {
      const image = imageHash(src, base);
      if (image === undefined || !known.has(image)) mistakes.push(noRights(field, src));
      else {
        flush();
        body.push({ image });
      }
    }
  }
  flush();
  return mistakes.length > 0 ? { ok: false, mistakes } : { ok: true, body };
}

const noRights = (field: string, src: unknown): Mistake => ({
  field,
  value: quoteValue(src) ?? '""',
  problem: "has an image without rights data",
  allowed: "images that are named in images, with owner, credit, licence and alt",
});

/** Cuts the images, and the figures around them, out of a block; answers with their addresses. */
function takeImages(block: RootContent): unknown[] {
  if (block.type !== "element") return [];
  if (block.tagName === "img") return [block.properties.src];
  const sources: unknown[] = [];
  const rest = withoutImages(block.children, sources);
  block.children = block.tagName === "figure" && sources.length > 0 ? [] : rest;
  return sources;
}

/** What is left without images; a figure goes with the image that it is around, caption and all. */
const withoutImages = (children: readonly ElementContent[], sources: unknown[]): ElementContent[] =>
  children.filter((child) => {
    if (child.type !== "element") return true;
    if (child.tagName === "img") {
      sources.push(child.properties.src);
      return false;
    }
    const before = sources.length;
    child.children = withoutImages(child.children, sources);
    return child.tagName !== "figure" || sources.length === before;
  });

const hasContent = (node: RootContent | ElementContent): boolean => {
  if (node.type === "text") return node.value.trim() !== "";
  return node.type === "element" && (node.tagName === "hr" || node.children.some(hasContent));
};
