import type { Item, ItemCorrection } from "./feed/item.ts";
import { escapeXml } from "./feed/xml.ts";
import { langAmong, langAttribute, storyWords } from "./messages/language.ts";
import type { Words } from "./messages/words.ts";
import type { Site } from "./site.ts";

/** Returns the kind and day of a correction, such as `Correction, May 2, 2026:`. */
export const correctionHead = ({ kind, day }: ItemCorrection, words: Words): string =>
  words.say("correction.head", { kind: words.say(`correction.${kind}`), day });

/** Returns a correction as one line of plain text. */
export const correctionLine = (correction: ItemCorrection, words: Words): string =>
  `${correctionHead(correction, words)} ${correction.note}`;

/** Returns the corrections for a copy, between text and credit. Simple tags only, because importers strip the rest. */
export function correctionsHtml(item: Item, site: Site): string {
  const words = storyWords(item, site);
  const lang = langAmong(words.language, item.language);
  return item.corrections
    .map((each) => `<p><em>${markedHead(correctionHead(each, words), lang)} ${escapeXml(each.note)}</em></p>`)
    .join("");
}

/** Returns words as HTML, marked with their language if it isn't the text's. */
export const markedHead = (head: string, lang: string | undefined): string =>
  lang === undefined ? escapeXml(head) : `<span${langAttribute(lang)}>${escapeXml(head)}</span>`;
