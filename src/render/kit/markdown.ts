import {
  blocksIn,
  elementsOf,
  inOneLine,
  isBlock,
  isElement,
  type KitElement,
  type KitNode,
  parseSpelledOut,
  wordsOf,
} from "./nodes.ts";
import { captionOf, gridOf } from "./table.ts";

/** Renders a story as Markdown (CommonMark with GitHub's tables). */
export const markdown = (html: string): string => `${blocks(parseSpelledOut(html))}\n`;

const blocks = (nodes: readonly KitNode[]): string => blocksIn(nodes).map(block).filter(Boolean).join("\n\n");

function block(element: KitElement): string {
  const { name, children } = element;
  const level = /^h([1-6])$/.exec(name)?.[1];
  if (level !== undefined) return `${"#".repeat(Number(level))} ${cellLine(element).replace(/#+$/, "\\$&")}`;
  if (name === "hr") return "---";
  if (name === "pre") return fence(wordsOf(element));
  if (name === "ul" || name === "ol") return list(element);
  if (name === "blockquote") return indent(blocks(children), "> ", "> ");
  if (name === "table") return table(element);
  return children.some(isBlock) ? blocks(children) : line(children);
}

/** Prefixes every line of a text; the first line has its own prefix. */
const indent = (text: string, first: string, others: string): string =>
  text
    .split("\n")
    .map((each, at) => ((at === 0 ? first : others) + each).trimEnd())
    .join("\n");

/** Fences code with more backticks than the code contains. */
function fence(code: string): string {
  const longest = Math.max(2, ...[...code.matchAll(/`+/g)].map(([run]) => run.length));
  const mark = "`".repeat(longest + 1);
  return `${mark}\n${code.replace(/\n$/, "")}\n${mark}`;
}

function list({ name, attributes, children }: KitElement): string {
  const first = Number(attributes.start ?? 1);
  return elementsOf(children)
    .map((item, at) => {
      const mark = name === "ol" ? `${first + at}. ` : "- ";
      return indent(blocks(item.children), mark, " ".repeat(mark.length));
    })
    .join("\n");
}

/** Renders a GitHub Markdown table below its caption. Merged cells don't exist there, so the cells they cover are left empty. */
function table(element: KitElement): string {
  const caption = captionOf(element);
  const rows = gridOf(element).map((row) => row.map(({ cell, place }) => (place === "own" ? cellText(cell) : "")));
  const width = Math.max(0, ...rows.map((row) => row.length));
  const [head = [], ...rest] = rows.map((row) => [...row, ...Array.from({ length: width - row.length }, () => "")]);
  const written = [head, head.map(() => "---"), ...rest].map((row) => `| ${row.join(" | ")} |`).join("\n");
  return caption ? `${line(inOneLine(caption.children))}\n\n${written}` : written;
}

const cellLine = ({ children }: KitElement): string => inlineAll(inOneLine(children)).replaceAll("\n", " ").trim();

/** In a table, a pipe ends the cell even inside code, so it is escaped. */
const cellText = (cell: KitElement): string => cellLine(cell).replace(/(?<!\\)\|/g, "\\|");

const inlineAll = (nodes: readonly KitNode[]): string => nodes.map(inline).join("");

/** Renders words on one line. The start of a line must not look like a block marker. */
const line = (nodes: readonly KitNode[]): string =>
  inlineAll(nodes)
    .split(/[ \t]*\n[ \t]*/)
    .map((each) =>
      each
        .trim()
        .replace(/^(#{1,6}|[-+=]+|~{3,})/, "\\$1")
        .replace(/^(\d+)([.)])/, "$1\\$2"),
    )
    .join("\\\n")
    .replace(/^(?:\\\n)+|(?:\\\n)+$/g, "");

const MARKS: Readonly<Record<string, string>> = { strong: "**", b: "**", em: "*", i: "*", s: "~~", del: "~~" };

function inline(node: KitNode): string {
  if (!isElement(node)) return escapeMarkdown(node.replace(/\s+/g, " "));
  if (node.name === "br") return "\n";
  if (node.name === "img")
    return `![${escapeMarkdown(node.attributes.alt ?? "")}](${address(node.attributes.src ?? "")})`;
  if (node.name === "code") return code(wordsOf(node).replace(/\s+/g, " "));
  const words = node.children.map(inline).join("");
  if (node.name === "a" && node.attributes.href !== undefined) return `[${words}](${address(node.attributes.href)})`;
  // Markdown has no syntax for these, but allows HTML.
  if (node.name === "sub" || node.name === "sup") return `<${node.name}>${words}</${node.name}>`;
  return wrap(words, MARKS[node.name] ?? "");
}

const escapeMarkdown = (text: string): string => text.replace(/[\\`*_[\]<>~&|]/g, "\\$&");
const address = (href: string): string =>
  /[\s()<>]/.test(href) ? `<${href.replace(/[<>]/g, encodeURIComponent)}>` : href;

function code(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const mark = "`".repeat(longest + 1);
  const pad = text.startsWith("`") || text.endsWith("`") ? " " : "";
  return mark + pad + text + pad + mark;
}

/** Wraps words in a marker without spaces inside it, because a marker next to a space has no effect. */
function wrap(text: string, mark: string): string {
  const [, before = "", words = "", after = ""] = /^(\s*)(.*?)(\s*)$/s.exec(text) ?? [];
  if (mark === "" || words === "") return text;
  // A nested strikethrough adds nothing; literal tildes in words are already escaped.
  return before + mark + (mark === "~~" ? words.replaceAll(mark, "") : words) + mark + after;
}
