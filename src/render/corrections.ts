import type { Item, ItemCorrection } from "./feed/item.ts";
import { escapeXml } from "./feed/xml.ts";
import { langAmong, langAttribute, storyWords } from "./messages/language.ts";
import type { Words } from "./messages/words.ts";
import type { Site } from "./site.ts";

/** `Correction, May 2, 2026:`: what kind of correction, and when. */
export const correctionHead = ({ kind, day }: ItemCorrection, words: Words): string =>
  words.say("correction.head", { kind: words.say(`correction.${kind}`), day });

/** A correction in one line of plain text. */
export const correctionLine = (correction: ItemCorrection, words: Words): string =>
  `${correctionHead(correction, words)} ${correction.note}`;

/** The corrections as a copy shows them, between the text and the credit: simple tags only, because importers strip the rest. */
export function correctionsHtml(item: Item, site: Site): string {
  const words = storyWords(item, site);
  const lang = langAmong(words.language, item.language);
  return item.corrections
    .map((each) => `<p><em>${markedHead(correctionHead(each, words), lang)} ${escapeXml(each.note)}</em></p>`)
    .join("");
}

/** Words in HTML that name their language where it is another one than the text's. */
export const markedHead = (head: string, lang: string | undefined): string =>
  lang === undefined ? escapeXml(head) : `<span${langAttribute(lang)}>${escapeXml(head)}</span>`;
