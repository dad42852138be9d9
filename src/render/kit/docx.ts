import { strToU8, zipSync } from "fflate";
import { KIT } from "../../model/policy.ts";
import { element, escapeXml } from "../feed/xml.ts";
import { DOCX_STYLES, DOCX_TYPES, type DocxList, docxNumbering, RELATIONS } from "./docx-parts.ts";
import {
  blocksIn,
  elementsOf,
  isBlock,
  isElement,
  isLines,
  type KitElement,
  type KitNode,
  parseSpelledOut,
  wordsOf,
} from "./nodes.ts";
import { captionOf, gridOf, type Slot } from "./table.ts";

/**
 * Returns a story as a Word document (ECMA-376): headings, emphasis, lists, quotes, tables and links. Pictures are separate
 * files; the text in their place has the alt text, caption, credit and address.
 */
export function docx(html: string, { title, language }: { title: string; language: string }): Uint8Array {
  const links: string[] = [];
  const lists: DocxList[] = [];
  const body = inner(parseSpelledOut(html), { links, lists, ...OUTSIDE });
  const files = {
    "[Content_Types].xml": DOCX_TYPES,
    "_rels/.rels": relations([
      [`${RELATIONS}officeDocument`, "word/document.xml"],
      [CORE_PROPERTIES, "docProps/core.xml"],
    ]),
    "word/document.xml": xml(element("w:document", SPACES, element("w:body", {}, body))),
    "word/styles.xml": DOCX_STYLES.replace("{language}", escapeXml(language)),
    "word/numbering.xml": docxNumbering(lists),
    "word/_rels/document.xml.rels": relations([
      [`${RELATIONS}styles`, "styles.xml"],
      [`${RELATIONS}numbering`, "numbering.xml"],
      ...links.map((href): [string, string] => [LINK, href]),
    ]),
    "docProps/core.xml": xml(element("cp:coreProperties", CORE, element("dc:title", {}, escapeXml(title)))),
  };
  // A fixed time, so that the same story always gives the same file.
  return zipSync(Object.fromEntries(Object.entries(files).map(([name, text]) => [name, strToU8(text)])), {
    mtime: EPOCH,
  });
}

/** The earliest time that a ZIP file can store. */
const EPOCH = new Date("1980-01-01T00:00:00");
const SPACES = {
  "xmlns:w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
  "xmlns:r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
};
const LINK = `${RELATIONS}hyperlink`;
const CORE_PROPERTIES = "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties";
const CORE = {
  "xmlns:cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
  "xmlns:dc": "http://purl.org/dc/elements/1.1/",
};

const xml = (root: string): string => `<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${root}`;

/** The relationships of a part, in order; hyperlinks are external. */
const relations = (list: readonly (readonly [string, string])[]): string =>
  xml(
    element(
      "Relationships",
      { xmlns: "http://schemas.openxmlformats.org/package/2006/relationships" },
      list
        .map(([kind, target], at) =>
          element("Relationship", {
            Id: `rId${at + 1}`,
            Type: kind,
            Target: target,
            TargetMode: kind === LINK ? "External" : undefined,
          }),
        )
        .join(""),
    ),
  );

/** The number of relationships before the first link. */
const FIRST_LINK = 3;

/** What a document stores outside its text: link targets, and lists with their first number. */
type Parts = { links: string[]; lists: DocxList[] };

/** The position of a paragraph: its style, its list depth, and the list whose marker it has. */
type Place = Parts & { style: string | undefined; depth: number; mark: number | undefined };

function paragraphs(node: KitElement, place: Place): string {
  const { name, children } = node;
  const level = /^h([1-6])$/.exec(name)?.[1];
  if (level !== undefined) return paragraph(children, { ...place, style: `Heading${level}` });
  if (name === "hr") return paragraph(["⁂"], { ...place, style: "Rule" });
  if (name === "pre") return paragraph([{ ...node, name: "code" }], { ...place, style: "Preformatted" });
  if (name === "ul" || name === "ol") return list(node, place);
  if (name === "blockquote") return inner(children, { ...place, style: "Quote" });
  if (name === "figure" || name === "figcaption") return inner(children, { ...place, style: "Caption" });
  if (name === "table") return table(node, place);
  return children.some(isBlock) ? inner(children, place) : paragraph(children, place);
}

/** The place outside any list or style. */
const OUTSIDE = { style: undefined, depth: 0, mark: undefined };

/** Renders blocks. Only the first has the marker of the list item that they are in. */
const inner = (nodes: readonly KitNode[], place: Place): string =>
  blocksIn(nodes)
    .map((block, at) => paragraphs(block, at === 0 ? place : { ...place, mark: undefined }))
    .join("");

function list({ name, attributes, children }: KitElement, place: Place): string {
  const { depth, lists } = place;
  const mark = lists.push({ isOrdered: name === "ol", first: Number(attributes.start ?? 1), level: levelOf(depth) });
  return elementsOf(children)
    .map((item) => inner(item.children, { ...place, depth: depth + 1, mark }))
    .join("");
}

/** Word supports nine list levels. */
const levelOf = (depth: number): number => Math.min(depth, 8);

function table(node: KitElement, place: Place): string {
  const grid = gridOf(node);
  const width = Math.max(0, ...grid.map((row) => row.length));
  const columns = element("w:tblGrid", {}, element("w:gridCol", {}).repeat(width));
  const rows = grid.map((row) => element("w:tr", {}, row.map((slot) => cellXml(slot, place)).join("")));
  const caption = captionOf(node);
  const words = caption ? inner(caption.children, { ...place, style: "Caption" }) : "";
  return `${words}${element("w:tbl", {}, TABLE_SETTINGS + columns + rows.join(""))}${paragraph([], { ...place, ...OUTSIDE })}`;
}

const LINE = { "w:val": "single", "w:sz": 4, "w:space": 0, "w:color": "auto" };
const TABLE_SETTINGS = element(
  "w:tblPr",
  {},
  element("w:tblW", { "w:w": 0, "w:type": "auto" }) +
    element(
      "w:tblBorders",
      {},
      ["top", "left", "bottom", "right", "insideH", "insideV"].map((side) => element(`w:${side}`, LINE)).join(""),
    ),
);

/** Renders a cell; one that is merged with the cell above becomes an empty continuation cell. */
function cellXml({ cell, columns, place: at }: Slot, place: Place): string {
  if (at === "beside") return "";
  const { attributes, children, name } = cell;
  const settings = [
    ...(columns > 1 ? [element("w:gridSpan", { "w:val": columns })] : []),
    ...(at === "below" ? [element("w:vMerge", {})] : []),
    ...(at === "own" && attributes.rowspan !== undefined ? [element("w:vMerge", { "w:val": "restart" })] : []),
  ];
  const content = name === "th" && isLines(children) ? blocksIn(children).map(bold) : children;
  const words = at === "own" ? inner(content, { ...place, ...OUTSIDE }) : "";
  return element(
    "w:tc",
    {},
    element("w:tcPr", {}, settings.join("")) + (words === "" ? paragraph([], { ...place, ...OUTSIDE }) : words),
  );
}

const bold = (block: KitElement): KitElement => ({
  ...block,
  children: [{ name: "strong", attributes: {}, children: block.children }],
});

function paragraph(nodes: readonly KitNode[], place: Place): string {
  const settings = settingsOf(place);
  const head = settings === "" ? "" : element("w:pPr", {}, settings);
  return element("w:p", {}, head + nodes.map((node) => run(node, [], place.links)).join(""));
}

/** Returns a paragraph's style and list position: with a marker, or indented below the item that it continues. */
function settingsOf({ style, depth, mark }: Place): string {
  const named = style === undefined ? "" : element("w:pStyle", { "w:val": style });
  if (depth === 0) return named;
  if (mark === undefined) return named + element("w:ind", { "w:left": (levelOf(depth - 1) + 1) * KIT.indent });
  const level = element("w:ilvl", { "w:val": levelOf(depth - 1) });
  return named + element("w:numPr", {}, level + element("w:numId", { "w:val": mark }));
}

const LOOKS: Readonly<Record<string, string>> = {
  strong: "<w:b/>",
  b: "<w:b/>",
  em: "<w:i/>",
  i: "<w:i/>",
  cite: "<w:i/>",
  u: '<w:u w:val="single"/>',
  s: "<w:strike/>",
  del: "<w:strike/>",
  sub: '<w:vertAlign w:val="subscript"/>',
  sup: '<w:vertAlign w:val="superscript"/>',
  code: '<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New"/>',
};

function run(node: KitNode, looks: readonly string[], links: string[]): string {
  if (!isElement(node)) return textRun(node, looks);
  const { name, attributes, children } = node;
  if (name === "br") return element("w:r", {}, "<w:br/>");
  if (name === "img") return pictureRuns(attributes, looks, links);
  if (name === "code") return preformatted(wordsOf(node), [...looks, LOOKS.code ?? ""]);
  const own = LOOKS[name];
  const words = (extra: readonly string[]) => children.map((child) => run(child, [...looks, ...extra], links)).join("");
  if (name !== "a" || attributes.href === undefined) return words(own === undefined ? [] : [own]);
  links.push(attributes.href);
  return element(
    "w:hyperlink",
    { "r:id": `rId${FIRST_LINK + links.length - 1}` },
    words(['<w:rStyle w:val="Hyperlink"/>']),
  );
}

/** The text in a picture's place: what the picture shows, and its address. */
function pictureRuns(
  { alt = "", src = "" }: KitElement["attributes"],
  looks: readonly string[],
  links: string[],
): string {
  const address: KitElement = { name: "a", attributes: { href: src }, children: [src] };
  return [`Picture: ${alt} (`, address, ")"].map((node) => run(node, looks, links)).join("");
}

/** Keeps the spaces and line breaks of preformatted text. */
const preformatted = (text: string, looks: readonly string[]): string =>
  text
    .split("\n")
    .map((line) => runXml(line, looks))
    .join(element("w:r", {}, "<w:br/>"));

const textRun = (text: string, looks: readonly string[]): string => runXml(text.replace(/\s+/g, " "), looks);

/** Writes a run. Its properties are in the order of the schema, the style first. */
function runXml(text: string, looks: readonly string[]): string {
  if (text === "") return "";
  const ordered = ORDER.flatMap((mark) => [...new Set(looks)].filter((look) => look.startsWith(mark)));
  const settings = ordered.length > 0 ? element("w:rPr", {}, ordered.join("")) : "";
  return element("w:r", {}, settings + element("w:t", { "xml:space": "preserve" }, escapeXml(text)));
}

const ORDER = ["<w:rStyle", "<w:rFonts", "<w:b/", "<w:i/", "<w:strike", "<w:u ", "<w:vertAlign"];
