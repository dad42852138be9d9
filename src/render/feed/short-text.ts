import { correctionHead, correctionLine, markedHead } from "../corrections.ts";
import { langAmong, langAttribute, storyWords } from "../messages/language.ts";
import type { Site } from "../site.ts";
import type { Item } from "./item.ts";
import { escapeXml } from "./xml.ts";

/**
 * Replaces a text that may not be sent: the summary, or where to read the story. Importers would make an empty post of an
 * empty item.
 */
export const shortText = (item: Item, site: Site): string =>
  [
    item.summary ?? whereToRead(item, site),
    ...told(item).map((each) => correctionLine(each, storyWords(item, site))),
  ].join("\n\n");

/** The same as HTML, marking words whose language isn't the story's. */
export function shortHtml(item: Item, site: Site): string {
  const words = storyWords(item, site);
  const lang = langAmong(words.language, item.language);
  return [
    item.summary === undefined
      ? `<p${langAttribute(lang)}>${escapeXml(whereToRead(item, site))}</p>`
      : `<p>${escapeXml(item.summary)}</p>`,
    ...told(item).map((each) => `<p>${markedHead(correctionHead(each, words), lang)} ${escapeXml(each.note)}</p>`),
  ].join("");
}

const whereToRead = (item: Item, site: Site): string =>
  storyWords(item, site).say("feed.readAt", { holder: item.holder, address: item.link });

/** If the text isn't sent, the corrections follow the summary. */
const told = ({ body, corrections }: Item): Item["corrections"] => (body === undefined ? corrections : []);
