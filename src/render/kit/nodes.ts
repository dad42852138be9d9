import { type DefaultTreeAdapterTypes, parseFragment } from "parse5";

/** A node of a cleaned text: words, or an element with its children. */
export type KitNode = string | KitElement;
export type KitElement = { name: string; attributes: Readonly<Record<string, string>>; children: KitNode[] };

type Parsed = DefaultTreeAdapterTypes.ChildNode;

/** Parses the wire's own HTML, which is clean: every tag is closed, and there are no scripts. */
export const parseKitHtml = (html: string): KitNode[] => parseFragment(html).childNodes.flatMap(nodeOf);

function nodeOf(node: Parsed): KitNode[] {
  if ("value" in node) return [node.value];
  if (!("tagName" in node)) return [];
  const attributes = Object.fromEntries(node.attrs.map(({ name, value }) => [name, value]));
  return [{ name: node.tagName, attributes, children: node.childNodes.flatMap(nodeOf) }];
}

/** The same for formats without quotes and ruby text: the marks that a browser would show are written out. */
export const parseSpelledOut = (html: string): KitNode[] => spellOut(parseKitHtml(html), 0);

const QUOTES = ["“”", "‘’"] as const;

function spellOut(nodes: readonly KitNode[], quotes: number): KitNode[] {
  const hasMarks = nodes.some((node) => isElement(node) && node.name === "rp");
  return nodes.flatMap((node) => {
    if (!isElement(node)) return [node];
    if (node.attributes.reversed !== undefined) return spellOut(countDown(node), quotes);
    const [open = "", close = ""] = marksAround(node, quotes, hasMarks);
    const children = spellOut(node.children, node.name === "q" ? quotes + 1 : quotes);
    return open === "" ? [{ ...node, children }] : [open, ...children, close];
  });
}

/** Turns a list that counts down into numbered paragraphs, because other formats only count up. */
function countDown({ attributes, children }: KitElement): KitElement[] {
  const items = elementsOf(children);
  const first = Number(attributes.start ?? items.length);
  return items.flatMap((item, at) => {
    const [head, ...rest] = blocksIn(item.children);
    return head === undefined ? [] : [{ ...head, children: [`${first - at}. `, ...head.children] }, ...rest];
  });
}

/** The marks around a quotation, and around ruby text without parentheses of its own. */
const marksAround = ({ name }: KitElement, quotes: number, hasMarks: boolean): string => {
  if (name === "q") return quotes % 2 === 0 ? QUOTES[0] : QUOTES[1];
  return name === "rt" && !hasMarks ? "()" : "";
};

export const isElement = (node: KitNode): node is KitElement => typeof node !== "string";

/** Returns the elements among some nodes. */
export const elementsOf = (nodes: readonly KitNode[]): KitElement[] => nodes.filter(isElement);

/** Returns the text of a node. */
export const wordsOf = (node: KitNode): string =>
  isElement(node) ? (node.name === "br" ? "\n" : node.children.map(wordsOf).join("")) : node;

/** Elements that contain blocks, or words as a block of their own. All others are inline. */
const BLOCKS = new Set(
  "p h1 h2 h3 h4 h5 h6 ul ol li dl dt dd blockquote figure figcaption pre hr table caption thead tbody tfoot tr td th".split(
    " ",
  ),
);

export const isBlock = (node: KitNode): node is KitElement => isElement(node) && BLOCKS.has(node.name);

/** Returns the content of an element as blocks only: words between blocks become a paragraph. */
export function blocksIn(nodes: readonly KitNode[]): KitElement[] {
  const blocks: KitElement[] = [];
  let line: KitNode[] = [];
  const end = () => {
    if (line.some((node) => wordsOf(node).trim() !== "" || (isElement(node) && node.name === "img")))
      blocks.push({ name: "p", attributes: {}, children: line });
    line = [];
  };
  for (const node of nodes) {
    if (!isBlock(node)) {
      line.push(node);
      continue;
    }
    end();
    blocks.push(node);
  }
  end();
  return blocks;
}

/** Whether content consists of words and paragraphs only, which fit on one line without loss. */
export const isLines = (nodes: readonly KitNode[]): boolean =>
  nodes.every((node) => !isBlock(node) || (node.name === "p" && isLines(node.children)));

const BREAK: KitElement = { name: "br", attributes: {}, children: [] };

/** Joins content into one line, with line breaks between its blocks, for formats that allow nothing else. */
export function inOneLine(nodes: readonly KitNode[]): KitNode[] {
  const blocks = blocksIn(nodes).map(({ children }) => (children.some(isBlock) ? inOneLine(children) : children));
  return blocks.flatMap((block, at) => (at === 0 ? block : [BREAK, ...block]));
}
