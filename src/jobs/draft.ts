import { cleanHtml } from "../ingest/html.ts";
import { articleUrl } from "../model/address.ts";
import { type Article, articleMistakes, type Body, type IdentifiedArticle } from "../model/article.ts";
import type { ImageFile } from "../model/image.ts";
import type { Masthead } from "../model/masthead.ts";
import { type Mistake, quoted } from "../model/mistake.ts";

/** An article ready to be compared with what is stored, or what is wrong with it. */
export type Draft = { ok: true; article: Article; body: Body } | { ok: false; mistakes: Mistake[] };

/** Completes an article from outside: cleaned body, images with their sizes, defaults from the masthead. */
export function draft(
  input: IdentifiedArticle,
  masthead: Masthead,
  files: ReadonlyMap<string, ImageFile>,
  origin: string,
): Draft {
  const { body: html, images, licence, language, holder, ...rest } = input;
  const cleaned = cleanHtml(html, articleUrl(origin, input.id), new Set(images.map((image) => image.sha256)));
  const mistakes = [
    ...articleMistakes(input, masthead),
    ...missingImages(images, files),
    ...(cleaned.ok ? [] : cleaned.mistakes),
  ];
  if (mistakes.length > 0 || !cleaned.ok) return { ok: false, mistakes };
  const article: Article = {
    ...rest,
    licence: licence ?? masthead.publication.licence,
    language: language ?? masthead.publication.language,
    holder: holder ?? masthead.publication.name,
    images: images.flatMap((image) => {
      const file = files.get(image.sha256);
      return file === undefined ? [] : [{ ...image, ...file }];
    }),
  };
  return { ok: true, article, body: cleaned.body };
}

const missingImages = (images: IdentifiedArticle["images"], files: ReadonlyMap<string, ImageFile>): Mistake[] =>
  images.flatMap((image, at) =>
    files.has(image.sha256)
      ? []
      : [
          {
            field: `images[${at}].sha256`,
            value: quoted(image.sha256) ?? "",
            problem: "is no uploaded image",
            allowed: "an image that PUT /v1/desk/images/{sha256} has taken",
          },
        ],
  );
