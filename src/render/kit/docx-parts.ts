import { KIT } from "../../model/policy.ts";

// The parts of a Word document (ECMA-376) that are the same for every story.

/** The common prefix of relationship types. */
export const RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/";

const W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"';
const HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n';
const WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.";

export const DOCX_TYPES = `${HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="${WORD}document.main+xml"/><Override PartName="/word/styles.xml" ContentType="${WORD}styles+xml"/><Override PartName="/word/numbering.xml" ContentType="${WORD}numbering+xml"/><Override PartName="/docProps/core.xml" ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>`;

const style = (id: string, name: string, look: string, kind = "paragraph"): string =>
  `<w:style w:type="${kind}" w:styleId="${id}"><w:name w:val="${name}"/>${look}</w:style>`;

/** Sizes are in half-points. */
const heading = (level: number, size: number): string =>
  style(
    `Heading${level}`,
    `heading ${level}`,
    `<w:pPr><w:keepNext/><w:spacing w:before="240" w:after="80"/><w:outlineLvl w:val="${level - 1}"/></w:pPr><w:rPr><w:b/><w:sz w:val="${size}"/></w:rPr>`,
  );

export const DOCX_STYLES = `${HEAD}<w:styles ${W}><w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="24"/><w:lang w:val="{language}"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing w:after="160"/></w:pPr></w:pPrDefault></w:docDefaults>${[
  heading(1, 40),
  heading(2, 32),
  heading(3, 28),
  heading(4, 26),
  heading(5, 24),
  heading(6, 24),
  style("Quote", "Quote", '<w:pPr><w:ind w:left="720"/></w:pPr><w:rPr><w:i/></w:rPr>'),
  style("Caption", "caption", '<w:rPr><w:sz w:val="20"/></w:rPr>'),
  style("Preformatted", "HTML Preformatted", '<w:rPr><w:sz w:val="20"/></w:rPr>'),
  style("Rule", "Rule", '<w:pPr><w:jc w:val="center"/></w:pPr>'),
  style("Hyperlink", "Hyperlink", '<w:rPr><w:color w:val="0563C1"/><w:u w:val="single"/></w:rPr>', "character"),
].join("")}</w:styles>`;

const LEVELS = [0, 1, 2, 3, 4, 5, 6, 7, 8];

const levels = (format: string, text: (level: number) => string): string =>
  LEVELS.map(
    (level) =>
      `<w:lvl w:ilvl="${level}"><w:start w:val="1"/><w:numFmt w:val="${format}"/><w:lvlText w:val="${text(level)}"/><w:pPr><w:ind w:left="${(level + 1) * KIT.indent}" w:hanging="360"/></w:pPr></w:lvl>`,
  ).join("");

/** A list in a document: ordered or not, its first number, and its nesting level. */
export type DocxList = { isOrdered: boolean; first: number; level: number };

/** The numbering part: each list is numbered on its own. */
export const docxNumbering = (lists: readonly DocxList[]): string =>
  `${HEAD}<w:numbering ${W}><w:abstractNum w:abstractNumId="0">${levels("bullet", () => "•")}</w:abstractNum><w:abstractNum w:abstractNumId="1">${levels("decimal", (level) => `%${level + 1}.`)}</w:abstractNum>${lists.map(numberingOf).join("")}</w:numbering>`;

const numberingOf = ({ isOrdered, first, level }: DocxList, at: number): string =>
  isOrdered
    ? `<w:num w:numId="${at + 1}"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="${level}"><w:startOverride w:val="${first}"/></w:lvlOverride></w:num>`
    : `<w:num w:numId="${at + 1}"><w:abstractNumId w:val="0"/></w:num>`;
