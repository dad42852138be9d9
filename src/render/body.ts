import type { Body } from "../model/article/article.ts";
import type { Image } from "../model/article/image.ts";
import { closeLinks, type OpenLinks } from "../model/article/story-link.ts";
import type { ItemImage } from "./feed/item.ts";
import { escapeXml } from "./feed/xml.ts";
import { langAmong, langAttribute } from "./messages/language.ts";
import type { Words } from "./messages/words.ts";

/** What a body may contain: the images' HTML by hash, the images replaced with a note, and the open links. */
type Leaving = {
  figures: ReadonlyMap<string, string>;
  kept: readonly Image[];
  links: OpenLinks;
  /** The words that the note uses, and the language of the text around it. */
  words: Words;
  language: string;
};

/** Joins a body's pieces: images that may be sent, notes in place of the others. Links to unreleased stories are removed. */
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

/** Renders an image with its credit. The credit must go wherever the image goes, so it is in the caption. */
export function figure({ url, alt, width, height, caption, credit, licence }: ItemImage): string {
  const words = [
    caption && escapeXml(caption),
    escapeXml(credit),
    `<a href="${escapeXml(licence.url)}">${escapeXml(licence.name)}</a>`,
  ];
  const img = `<img src="${escapeXml(url)}" alt="${escapeXml(alt)}" width="${width}" height="${height}">`;
  return `<figure>${img}<figcaption>${words.filter(Boolean).join(" · ")}</figcaption></figure>`;
}

/** Replaces an image that isn't licensed; it names only the owner. */
function note(image: Image | undefined, { words, language }: Pick<Leaving, "words" | "language">): string {
  if (image === undefined) return "";
  const sentence = escapeXml(words.say("credit.notIncluded", { owner: image.owner }));
  return `<p${langAttribute(langAmong(words.language, language))}><em>${sentence}</em></p>`;
}

/** Returns a body as the desk sends it, with images referenced by hash. */
export const sentHtml = (body: Body): string =>
  body.map((piece) => (typeof piece === "string" ? piece : `<img src="/images/${piece.image}">`)).join("\n");
