import { escapeXml } from "../feed/xml.ts";
import {
  blocksIn,
  elementsOf,
  inOneLine,
  isElement,
  isLines,
  type KitElement,
  type KitNode,
  parseKitHtml,
} from "./nodes.ts";
import { captionOf } from "./table.ts";

/**
 * Returns a story as WordPress blocks that the editor accepts as valid: https://developer.wordpress.org/block-editor/. The
 * headline is left out, because it goes into the title field. `marker` is the story's id, by which a copy can be found.
 */
export function wordpressBlocks(parts: { text: string; credit: string; marker: string }): string {
  const credit = blocks(parts.credit);
  return [
    // In its own block, because the editor turns loose HTML into a Classic block.
    wrap("html", comment(parts.marker)),
    blocks(parts.text),
    ...(credit === "" ? [] : [wrap("group", group(credit), { className: "commonwire-credit" })]),
  ].join("\n\n");
}

/** Encodes double hyphens, which WordPress strips from comments. */
const comment = (marker: string): string => `<!-- commonwire ${marker.replaceAll("--", "%2D%2D")} -->`;

const group = (inner: string): string => `<div class="wp-block-group commonwire-credit">${inner}</div>`;

const blocks = (html: string): string => blocksIn(parseKitHtml(html)).map(block).join("\n\n");

function wrap(name: string, html: string, attributes: Record<string, unknown> = {}): string {
  const json = Object.keys(attributes).length === 0 ? "" : ` ${blockJson(attributes)}`;
  return `<!-- wp:${name}${json} -->\n${html}\n<!-- /wp:${name} -->`;
}

/** Escapes the characters that could end the comment. */
const blockJson = (attributes: Record<string, unknown>): string =>
  JSON.stringify(attributes)
    .replaceAll("--", "\\u002d\\u002d")
    .replaceAll("<", "\\u003c")
    .replaceAll(">", "\\u003e")
    .replaceAll("&", "\\u0026");

function block(element: KitElement): string {
  const { name, children } = element;
  if (name === "p") return wrap("paragraph", `<p${languageOf(element)}>${inner(children)}</p>`);
  if (/^h[1-6]$/.test(name)) return heading(element);
  if (isList(element)) return list(element) ?? wrap("html", outer(element));
  if (name === "blockquote")
    return wrap("quote", `<blockquote class="wp-block-quote">${quoted(children)}</blockquote>`);
  if (name === "hr") return wrap("separator", '<hr class="wp-block-separator has-alpha-channel-opacity"/>');
  if (name === "figure") return image(element) ?? wrap("html", outer(element));
  if (name === "pre") return wrap("preformatted", `<pre class="wp-block-preformatted">${inner(children)}</pre>`);
  if (name === "table") return table(element) ?? wrap("html", outer(element));
  // Description lists: no block is valid in all versions.
  return wrap("html", outer(element));
}

/** The language attributes for a paragraph's tag, which the block's own markup may have. */
const languageOf = ({ attributes }: KitElement): string =>
  ["lang", "dir"].flatMap((name) => (attributes[name] ? [` ${name}="${escapeXml(attributes[name])}"`] : [])).join("");

function heading({ name, children }: KitElement): string {
  const level = Number(name.slice(1));
  return wrap(
    "heading",
    `<${name} class="wp-block-heading">${inner(children)}</${name}>`,
    level === 2 ? {} : { level },
  );
}

const isList = (node: KitNode): node is KitElement => isElement(node) && (node.name === "ul" || node.name === "ol");

/** Renders a list; undefined if an item has content that a list item block can't hold. */
function list({ name, attributes, children }: KitElement): string | undefined {
  const items = elementsOf(children).map(itemHtml);
  if (attributes.reversed !== undefined || items.includes(undefined)) return undefined;
  const start = name === "ol" && attributes.start ? Number(attributes.start) : undefined;
  const settings = { ...(name === "ol" ? { ordered: true } : {}), ...(start === undefined ? {} : { start }) };
  const tag = start === undefined ? `<${name}>` : `<${name} start="${start}">`;
  return wrap(
    "list",
    `${tag}${items.map((item) => wrap("list-item", `<li>${item}</li>`)).join("\n\n")}</${name}>`,
    settings,
  );
}

/** A list item is one line followed by nested lists, each in its own block. */
function itemHtml({ children }: KitElement): string | undefined {
  const first = children.findIndex(isList);
  const line = first < 0 ? children : children.slice(0, first);
  const lists = blocksIn(children.slice(line.length)).map((each) => (isList(each) ? list(each) : undefined));
  return isLines(line) && !lists.includes(undefined) ? inner(inOneLine(line)) + lists.join("\n\n") : undefined;
}

/** A quote contains blocks. */
const quoted = (children: readonly KitNode[]): string => blocksIn(children).map(block).join("\n\n");

/** Renders an image with its caption. Width and height would make the block invalid. */
function image({ children }: KitElement): string | undefined {
  const [img, caption, ...more] = children.filter((child) => isElement(child) || child.trim() !== "");
  if (!isImage(img) || more.length > 0 || (caption !== undefined && !isCaption(caption))) return undefined;
  const { src = "", alt = "" } = img.attributes;
  const words =
    caption !== undefined
      ? `<figcaption class="wp-element-caption">${inner(inOneLine(caption.children))}</figcaption>`
      : "";
  const html = `<figure class="wp-block-image"><img src="${escapeXml(src)}" alt="${escapeXml(alt)}"/>${words}</figure>`;
  return wrap("image", html);
}

const isImage = (node: KitNode | undefined): node is KitElement =>
  node !== undefined && isElement(node) && node.name === "img";
const isCaption = (node: KitNode): node is KitElement => isElement(node) && node.name === "figcaption";

const hasSpans = (element: KitElement): boolean =>
  element.attributes.colspan !== undefined ||
  element.attributes.rowspan !== undefined ||
  elementsOf(element.children).some(hasSpans);

/** Renders a table block: head, body and foot, with the caption outside the table. */
function table(element: KitElement): string | undefined {
  const parts = elementsOf(element.children).filter(({ name }) => name !== "caption");
  if (hasSpans(element) || !parts.every(isSimple)) return undefined;
  const loose = parts.filter(({ name }) => name === "tr");
  const body = loose.length > 0 ? `<tbody>${loose.map(bare).join("")}</tbody>` : "";
  const grouped = parts.filter(({ name }) => name !== "tr").map(bare);
  const caption = captionOf(element);
  const words = caption
    ? `<figcaption class="wp-element-caption">${inner(inOneLine(caption.children))}</figcaption>`
    : "";
  return wrap("table", `<figure class="wp-block-table"><table>${grouped.join("")}${body}</table>${words}</figure>`);
}

/** Whether all cells in a part of a table are single lines. */
const isSimple = ({ name, children }: KitElement): boolean =>
  PARTS.has(name) ? elementsOf(children).every(isSimple) : isLines(children);

/** A part of a table without attributes, because the block keeps none. */
const bare = ({ name, children }: KitElement): string =>
  `<${name}>${PARTS.has(name) ? elementsOf(children).map(bare).join("") : inner(inOneLine(children))}</${name}>`;

const PARTS = new Set(["thead", "tbody", "tfoot", "tr"]);

const VOID = new Set(["br", "hr", "img"]);

const inner = (nodes: readonly KitNode[]): string => nodes.map(outer).join("");

function outer(node: KitNode): string {
  if (!isElement(node))
    return escapeXml(node).replaceAll("&apos;", "'").replaceAll("&#39;", "'").replaceAll("&quot;", '"');
  const attributes = Object.entries(node.attributes).map(([name, value]) => ` ${name}="${escapeXml(value)}"`);
  const start = `<${node.name}${attributes.join("")}`;
  return VOID.has(node.name) ? `${start}/>` : `${start}>${inner(node.children)}</${node.name}>`;
}
