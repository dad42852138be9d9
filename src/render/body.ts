import type { Body } from "../model/article/article.ts";
import type { Image } from "../model/article/image.ts";
import { closeLinks, type OpenLinks } from "../model/article/story-link.ts";
import type { ItemImage } from "./feed/item.ts";
import { escapeXml } from "./feed/xml.ts";
import { langAmong, langAttribute } from "./messages/language.ts";
import type { Words } from "./messages/words.ts";

/** What of a body may leave: the images as they are written, by their hashes, those in whose place a note stands, and the links. */
type Leaving = {
  figures: ReadonlyMap<string, string>;
  kept: readonly Image[];
  links: OpenLinks;
  /** In which the note is written, and the language of the text around it. */
  words: Words;
  language: string;
};

/** Puts a body together: its pieces, the images that may leave, and a note where one may not; links to stories that aren't out are closed. */
export function bodyHtml(body: Body, { figures, kept, links, ...spoken }: Leaving): string {
  return body
    .map((piece) => {
      if (typeof piece === "string") return closeLinks(piece, links);
      return (
        figures.get(piece.image) ??
        note(
          kept.find(({ sha256 }) => sha256 === piece.image),
          spoken,
        )
      );
    })
    .join("\n");
}

/** An image with its credit: the credit must travel with it, so it stands in the caption. */
export function figure({ url, alt, width, height, caption, credit, licence }: ItemImage): string {
  const words = [
    caption && escapeXml(caption),
    escapeXml(credit),
    `<a href="${escapeXml(licence.url)}">${escapeXml(licence.name)}</a>`,
  ];
  const img = `<img src="${escapeXml(url)}" alt="${escapeXml(alt)}" width="${width}" height="${height}">`;
  return `<figure>${img}<figcaption>${words.filter(Boolean).join(" · ")}</figcaption></figure>`;
}

/** What stands in the place of an image that isn't licensed: nothing but whose it is. */
function note(image: Image | undefined, { words, language }: Pick<Leaving, "words" | "language">): string {
  if (image === undefined) return "";
  const sentence = escapeXml(words.say("credit.notIncluded", { owner: image.owner }));
  return `<p${langAttribute(langAmong(words.language, language))}><em>${sentence}</em></p>`;
}

/** A body as the desk sends it: its images under their hashes. */
export const sentHtml = (body: Body): string =>
  body.map((piece) => (typeof piece === "string" ? piece : `<img src="/images/${piece.image}">`)).join("\n");
