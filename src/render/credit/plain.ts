import { imageUrl } from "../../model/address.ts";
import type { Item } from "../feed/item.ts";
import type { Site } from "../site.ts";
import { creditOf, type Piece } from "./credit.ts";

/** The credit in plain text, a line each, links in brackets: for print, mail and software that takes no HTML. */
export function creditPlain(item: Item, site: Site): string {
  const { top, end, logo } = creditOf(item, site);
  const image = site.masthead.publication.logo;
  const lines = [...top, ...end].map((line) => line.map(piecePlain).join(""));
  return [...lines, ...(logo && image ? [`Logo: ${imageUrl(site.origin, image)}`] : [])].join("\n");
}

const piecePlain = (piece: Piece): string => (typeof piece === "string" ? piece : `${piece.words} (${piece.href})`);
