import type { Element, Root, RootContent } from "hast";
import { toHtml } from "hast-util-to-html";
import rehypeParse from "rehype-parse";
import { unified } from "unified";

const reader = unified().use(rehypeParse, { fragment: true });

/** Thrown for what Markdown can't express; then the text is written as HTML. */
class Unwritable extends Error {}

/**
 * Converts cleaned HTML to Markdown; undefined if it has something that Markdown can't express. The result may not convert
 * back exactly, so the caller has to read it again. `fileOf` returns the file of an image on the wire.
 */
export function writeMarkdown(html: string, fileOf: (src: string) => string | undefined): string | undefined {
  try {
    return `\n${blocks(reader.parse(html), fileOf)}\n`;
  } catch (error) {
    // Endless nesting exhausts the stack.
    if (error instanceof Unwritable || error instanceof RangeError) return undefined;
    throw error;
  }
}

type FileOf = (src: string) => string | undefined;
type Node = RootContent;
type Parent = Root | Element;

const blocks = ({ children }: Parent, fileOf: FileOf): string =>
  children
    .filter((node) => node.type !== "text" || node.value.trim() !== "")
    .map((node) => block(node, fileOf))
    .join("\n\n");

function block(node: Node, fileOf: FileOf): string {
  if (node.type !== "element") throw new Unwritable();
  const { tagName } = node;
  if (tagName === "img") return image(node, fileOf);
  if (!isPlain(node, tagName === "ol" ? ["start"] : [])) return asHtml(node);
  const level = /^h([2-6])$/.exec(tagName)?.[1];
  if (level !== undefined) return `${"#".repeat(Number(level))} ${inline(node)}`;
  if (tagName === "p") return atStart(inline(node));
  if (tagName === "hr") return "---";
  if (tagName === "blockquote") return indent(blocks(node, fileOf), "> ", "> ");
  if (tagName === "ul" || tagName === "ol") return list(node, fileOf);
  return asHtml(node);
}

/** Writes a block that Markdown can't express as HTML, which Markdown accepts up to an empty line. */
function asHtml(node: Element): string {
  const html = toHtml(node);
  if (/\n\s*\n/.test(html)) throw new Unwritable();
  return html;
}

function list(node: Element, fileOf: FileOf): string {
  const items = node.children.filter(({ type }) => type === "element");
  const first = Number(node.properties.start ?? 1);
  return items
    .map((each, at) => {
      const mark = node.tagName === "ol" ? `${first + at}. ` : "- ";
      return indent(item(each, fileOf), mark, " ".repeat(mark.length));
    })
    .join("\n");
}

/** Writes the content of a list item: words followed by lists, or blocks. */
function item(node: Node, fileOf: FileOf): string {
  if (node.type !== "element" || !isPlain(node, [])) throw new Unwritable();
  const end = node.children.findIndex((child) => child.type === "element" && BLOCKS.has(child.tagName));
  const words = end < 0 ? node.children : node.children.slice(0, end);
  const rest = end < 0 ? [] : node.children.slice(end);
  const text = atStart(joined(words)).trim();
  if (text === "") return blocks(node, fileOf);
  const behind = rest.filter(({ type }) => type === "element").map((each) => block(each, fileOf));
  return [text, ...behind].join("\n");
}

/** Writes a picture on the wire by its file. */
function image({ properties }: Element, fileOf: FileOf): string {
  const file = fileOf(String(properties.src));
  if (file === undefined) throw new Unwritable();
  return `![](../images/${file})`;
}

const MARKS: Readonly<Record<string, string>> = { strong: "**", em: "*" };
const BLOCKS = new Set("p h2 h3 h4 h5 h6 ul ol dl blockquote pre table figure hr img div".split(" "));

const inline = ({ children }: Parent): string => joined(children);

/** Joins inline nodes. A line break already ends the line, so a line end right after it is dropped. */
const joined = (nodes: readonly Node[]): string => nodes.map(word).join("").replaceAll("\\\n\n", "\\\n");

function word(node: Node): string {
  if (node.type === "text") return escaped(node.value);
  if (node.type !== "element") throw new Unwritable();
  if (node.tagName === "br") return "\\\n";
  const mark = MARKS[node.tagName];
  if (node.tagName === "a" && isPlain(node, ["href"])) return `[${inline(node)}](<${address(node.properties.href)}>)`;
  if (mark !== undefined && isPlain(node, [])) return mark + inline(node) + mark;
  const [start, end] = toHtml({ ...node, children: [{ type: "text", value: "|" }] }).split("|");
  return `${start}${inline(node)}${end ?? ""}`;
}

function address(href: unknown): string {
  if (typeof href !== "string" || /[<>\\\s]/.test(href)) throw new Unwritable();
  return href.replaceAll("&", "\\&");
}

/** Escapes everything that has a meaning in Markdown. Throws for white space that Markdown would drop. */
function escaped(text: string): string {
  if (/[\r\t]| {2}| \n|\n[ \n]/.test(text)) throw new Unwritable();
  return text.replace(/[\\`*_[\]<>~&|!#]/g, "\\$&");
}

/** Escapes what would look like a block marker at the start of a line. */
const atStart = (text: string): string => text.replace(/^([+=-])/gm, "\\$1").replace(/^(\d+)([.)])/gm, "$1\\$2");

const indent = (text: string, first: string, others: string): string =>
  text
    .split("\n")
    .map((line, at) => ((at === 0 ? first : others) + line).trimEnd())
    .join("\n");

/** Whether an element has no attributes other than the given ones. */
const isPlain = ({ properties }: Element, names: readonly string[]): boolean =>
  Object.keys(properties).every((name) => names.includes(name));
