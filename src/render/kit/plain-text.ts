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
import { captionOf, gridOf, type Slot } from "./table.ts";

/** Renders a story as plain text: an empty line between blocks, and URLs in parentheses after link text. */
export const plainText = (html: string): string =>
  `${blocksIn(parseSpelledOut(html)).map(blockText).filter(Boolean).join("\n\n")}\n`;

function blockText(block: KitElement): string {
  if (block.name === "hr") return "---";
  if (block.name === "pre") return wordsOf(block);
  if (block.name === "ul" || block.name === "ol") return listText(block);
  if (block.name === "blockquote") return indent(innerText(block), "> ");
  if (block.name === "table") return tableText(block);
  return isBlockHolder(block) ? innerText(block) : lineText(block.children);
}

const isBlockHolder = ({ children }: KitElement): boolean => children.some(isBlock);
const innerText = ({ children }: KitElement): string => blocksIn(children).map(blockText).filter(Boolean).join("\n\n");
const indent = (text: string, mark: string): string =>
  text
    .split("\n")
    .map((line) => (mark + line).trimEnd())
    .join("\n");

function listText({ name, attributes, children }: KitElement): string {
  const first = Number(attributes.start ?? 1);
  return elementsOf(children)
    .map((item, at) => {
      const mark = name === "ol" ? `${first + at}. ` : "- ";
      return (
        mark +
        innerText(item)
          .replaceAll("\n\n", "\n")
          .replaceAll("\n", `\n${" ".repeat(mark.length)}`)
      );
    })
    .join("\n");
}

/** One row per line with tabs between cells, so that it pastes into a spreadsheet. The caption comes first. */
function tableText(table: KitElement): string {
  const caption = captionOf(table);
  const rows = gridOf(table).map((row) => row.map(cellText).join("\t").trimEnd());
  return [...(caption ? [cellLine(caption)] : []), ...rows].filter(Boolean).join("\n");
}

const cellText = ({ cell, place }: Slot): string => (place === "own" ? cellLine(cell) : "");
const cellLine = ({ children }: KitElement): string => lineText(inOneLine(children)).replaceAll("\n", " ");

/** Renders inline content on one line, except for its own line breaks. */
export const lineText = (nodes: readonly KitNode[]): string =>
  nodes
    .map(inlineText)
    .join("")
    .replace(/[ \t\r]*\n[ \t\r]*/g, "\n")
    .replace(/[ \t\r]+/g, " ")
    .trim();

function inlineText(node: KitNode): string {
  if (!isElement(node)) return node.replace(/\s+/g, " ");
  if (node.name === "br") return "\n";
  if (node.name === "img") return node.attributes.alt ? `[${node.attributes.alt}: ${node.attributes.src ?? ""}]` : "";
  const words = node.children.map(inlineText).join("");
  const { href } = node.attributes;
  // Footnote markers, superscripts and strikethrough must not read like the words beside them.
  if (href?.startsWith("#")) return `[${words}]`;
  if (node.name === "sup" && !node.children.some(isElement)) return `^${words}`;
  if (node.name === "s" || node.name === "del") return `~~${words}~~`;
  return node.name === "a" && href !== undefined && href !== words ? `${words} (${href})` : words;
}
