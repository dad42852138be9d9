import { imageUrl } from "../../model/address.ts";
import { correctionsHtml } from "../corrections.ts";
import type { Item } from "../feed/item.ts";
import { escapeXml } from "../feed/xml.ts";
import { langAttribute } from "../messages/language.ts";
import type { Site } from "../site.ts";
import { type Credit, creditOf, endLines, type Line, type Piece, paragraphs } from "./credit.ts";

/**
 * Returns the credit block that ends a licensed body. It uses simple tags only, because importers strip the others, and the
 * license survives import nowhere else.
 */
export const creditBlock = (item: Item, site: Site): string => endHtml(creditOf(item, site), site);

const endHtml = (credit: Credit, site: Site): string => blockHtml(endLines(credit), credit, site);

/** Returns credit lines as a block for the end of a body, with the logo and view counter if required; empty if there are none. */
export function blockHtml(lines: readonly Line[], { logo, counter }: Credit, site: Site): string {
  const words = paragraphs(lines).map(paragraphHtml);
  const all = [...words, ...(logo ? [logoHtml(site)] : []), ...(counter ? [counterHtml(counter)] : [])];
  return all.length === 0 ? "" : `<hr>${all.join("")}`;
}

/** Returns a licensed body as it is sent: the lines required at the top, the text, the corrections and the credit block. */
export function creditedBody(item: Item & { body: string }, site: Site): string {
  const credit = creditOf(item, site);
  return [topHtml(credit), item.body, correctionsHtml(item, site), endHtml(credit, site)].join("");
}

/** Returns the lines required above a story, one paragraph each. */
export const topHtml = ({ top }: Credit): string => top.map((line) => paragraphHtml([line])).join("");

/** Joins lines into one paragraph. If all lines share a language, the paragraph's `lang` states it once. */
function paragraphHtml(lines: readonly Line[]): string {
  const lang = lines.every((line) => line.lang === lines[0]?.lang) ? lines[0]?.lang : undefined;
  const words = lines.map((line) => lineHtml(line.lang === lang ? { pieces: line.pieces } : line));
  return `<p${langAttribute(lang)}>${words.join(" ")}</p>`;
}

/** Returns a credit line as HTML. */
export function lineHtml({ pieces, lang }: Line): string {
  const words = pieces.map(pieceHtml).join("");
  return lang === undefined ? words : `<span${langAttribute(lang)}>${words}</span>`;
}

function pieceHtml(piece: Piece): string {
  if (typeof piece === "string") return escapeXml(piece);
  const rel = piece.rel === undefined ? "" : ` rel="${piece.rel}"`;
  return `<a${rel} href="${escapeXml(piece.href)}">${escapeXml(piece.words)}</a>`;
}

/** A one-pixel image that the rights holder counts. Copies and publishers' feeds contain it, the wire's own pages never do. */
const counterHtml = (url: string): string => `<p><img src="${escapeXml(url)}" alt="" width="1" height="1"></p>`;

function logoHtml({ origin, masthead }: Site): string {
  const { logo } = masthead.publication;
  if (logo === undefined) return "";
  const height = Math.max(1, Math.round((96 * logo.height) / logo.width));
  return `<p><img src="${escapeXml(imageUrl(origin, logo))}" alt="${escapeXml(logo.alt)}" width="96" height="${height}"></p>`;
}
