import { imageUrl } from "../../model/address.ts";
import type { Item } from "../feed/item.ts";
import { storyWords } from "../messages/language.ts";
import type { Site } from "../site.ts";
import { creditOf, endLines, type Line, type Piece } from "./credit.ts";

/** Returns the credit as plain text, one item per line, with URLs in parentheses: for print, mail and software without HTML. */
export function creditPlain(item: Item, site: Site): string {
  const credit = creditOf(item, site);
  const image = site.masthead.publication.logo;
  const lines = [...credit.top, ...endLines(credit)].map(linePlain);
  if (!credit.logo || image === undefined) return lines.join("\n");
  return [...lines, storyWords(item, site).say("credit.logo", { logo: imageUrl(site.origin, image) })].join("\n");
}

/** Returns a credit line as plain text. */
export const linePlain = ({ pieces }: Line): string => pieces.map(piecePlain).join("");

const piecePlain = (piece: Piece): string => (typeof piece === "string" ? piece : `${piece.words} (${piece.href})`);
