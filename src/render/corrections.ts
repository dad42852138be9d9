import type { CorrectionKind } from "../model/article/correction.ts";
import type { Item, ItemCorrection } from "./feed/item.ts";
import { escapeXml } from "./feed/xml.ts";

const WORDS: Record<CorrectionKind, string> = {
  correction: "Correction",
  clarification: "Clarification",
  update: "Update",
  "editors-note": "Editor’s note",
};

/** `Correction, May 2, 2026:`: what kind of correction, and when. */
export const correctionHead = ({ kind, day }: ItemCorrection): string => `${WORDS[kind]}, ${day}:`;

/** A correction in one line of plain text. */
export const correctionLine = (correction: ItemCorrection): string =>
  `${correctionHead(correction)} ${correction.note}`;

/** The corrections as a copy shows them, between the text and the credit: simple tags only, because importers strip the rest. */
export const correctionsHtml = ({ corrections }: Item): string =>
  corrections.map((each) => `<p><em>${escapeXml(correctionLine(each))}</em></p>`).join("");
