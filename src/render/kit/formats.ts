import type { Item } from "../feed/item.ts";
import { ninjs } from "../ninjs/ninjs.ts";
import type { Site } from "../site.ts";
import { docx } from "./docx.ts";
import { markdown } from "./markdown.ts";
import { nitf } from "./nitf.ts";
import { plainText } from "./plain-text.ts";
import { bylineHtml, type FullItem, storyHtml, storyOf } from "./story.ts";
import { wordpressBlocks } from "./wordpress-blocks.ts";

/** A format in which a story can be downloaded, by file extension. */
export type KitFormat = {
  /** The display name. */
  name: string;
  type: string;
  make: (item: FullItem, site: Site) => string | Uint8Array;
};

const html = (item: FullItem, site: Site): string => storyHtml(storyOf(item, site));

/** Without the headline, which has its own field in WordPress. */
function blocks(item: FullItem, site: Site): string {
  const { byline, bylineLang, opening, body, corrections, credit } = storyOf(item, site);
  return wordpressBlocks({
    text: bylineHtml(byline, bylineLang) + opening + body + corrections,
    credit,
    marker: item.id,
  });
}

/** The formats of a story, in the order in which pages list them. */
export const KIT_FORMATS = {
  docx: {
    name: "Word (.docx)",
    type: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    make: (item, site) => docx(html(item, site), { title: item.headline, language: item.language }),
  },
  "blocks.html": { name: "WordPress blocks", type: "text/plain; charset=utf-8", make: blocks },
  html: { name: "HTML", type: "text/html; charset=utf-8", make: html },
  md: { name: "Markdown", type: "text/markdown; charset=utf-8", make: (item, site) => markdown(html(item, site)) },
  txt: { name: "Plain text", type: "text/plain; charset=utf-8", make: (item, site) => plainText(html(item, site)) },
  json: {
    name: "ninjs",
    type: "application/json; charset=utf-8",
    make: (item, site) => JSON.stringify(ninjs(item, site)),
  },
  xml: { name: "NITF", type: "application/xml; charset=utf-8", make: nitf },
} as const satisfies Record<string, KitFormat>;
export type KitEnding = keyof typeof KIT_FORMATS;

/** Returns a story in one of the formats. */
export const makeKitFile = (ending: KitEnding, item: FullItem, site: Site): string | Uint8Array =>
  KIT_FORMATS[ending].make(item, site);

/** All file extensions, in the same order. */
export const KIT_ENDINGS: readonly KitEnding[] = Object.keys(KIT_FORMATS).filter(isKitEnding);

/** Whether a text is one of the extensions. */
export function isKitEnding(text: string): text is KitEnding {
  return Object.hasOwn(KIT_FORMATS, text);
}

/** Whether an item has its full text. */
export const isFull = (item: Item): item is FullItem => item.shows === "full" && item.body !== undefined;
