import { imageUrl } from "../../model/address.ts";
import type { Item } from "../feed/item.ts";
import type { Site } from "../site.ts";
import { creditOf, endLines, type Piece } from "./credit.ts";

/** The credit in plain text, a line each, links in brackets: for print, mail and software that takes no HTML. */
export function creditPlain(item: Item, site: Site): string {
  const credit = creditOf(item, site);
  const image = site.masthead.publication.logo;
  const lines = [...credit.top, ...endLines(credit)].map(linePlain);
  return [...lines, ...(credit.logo && image ? [`Logo: ${imageUrl(site.origin, image)}`] : [])].join("\n");
}

/** A line of credit as text. */
export const linePlain = (line: readonly Piece[]): string => line.map(piecePlain).join("");

const piecePlain = (piece: Piece): string => (typeof piece === "string" ? piece : `${piece.words} (${piece.href})`);
