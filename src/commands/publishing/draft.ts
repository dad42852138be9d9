import { articleUrl } from "../../model/address.ts";
import {
  type Article,
  addressOf,
  articleMistakes,
  type Body,
  licenceFor,
  type NamedArticle,
  type Names,
} from "../../model/article/article.ts";
import { emptyBodyMistakes } from "../../model/article/body.ts";
import { correctionMistakes } from "../../model/article/correction.ts";
import {
  decidedMistakes,
  keepDecisions,
  overlookedCorrections,
  pickSentFields,
  withDecisions,
} from "../../model/article/decision.ts";
import { exportedMistakes, takenFrom } from "../../model/article/exported.ts";
import type { ImageFile } from "../../model/article/image.ts";
import { retiredMistakes } from "../../model/article/retired-names.ts";
import { timingMistakes } from "../../model/article/version.ts";
import { isRightToLeft } from "../../model/direction.ts";
import { sha256Hex } from "../../model/hash.ts";
import { type Mistake, quoteValue } from "../../model/mistake.ts";
import type { PlacedWarning, Warning } from "../../model/warning.ts";
import { type CleaningResult, type CleanOptions, cleanHtml } from "../../sources/html/clean-html.ts";
import { type FoundLink, findStoryLinks } from "../../sources/html/story-links.ts";
import type { ArticleRecord } from "../../store/article/record.ts";

/** An article ready to be compared with what is stored, with its links to other stories; or what is wrong with it. And what cleaning its body did. */
export type Draft =
  | { ok: true; article: Article; body: Body; links: FoundLink[]; warnings: Warning[] }
  | { ok: false; mistakes: Mistake[]; warnings: Warning[] };

type Files = ReadonlyMap<string, ImageFile>;

/** What is known beside the article, with the licence of those that name none. */
type MastheadNames = Names & { publication: { licence: string; language: string } };

/** Completes an article from outside: cleaned body, images with their sizes, the licence. */
export function draft(input: NamedArticle, masthead: MastheadNames, files: Files, origin: string): Draft {
  const { body: _, cms: _cms, exported: _exported, images, licence, ...rest } = input;
  const { mistakes, cleaned } = checkDraft(input, masthead, files, origin);
  if (mistakes.length > 0 || !cleaned.ok) return { ok: false, mistakes, warnings: cleaned.warnings };
  const article: Article = {
    ...rest,
    licence: licenceFor({ licence, section: rest.section }, masthead.publication) ?? masthead.publication.licence,
    images: images.flatMap((image) => {
      const file = files.get(image.sha256);
      return file === undefined ? [] : [{ ...withCaption(image, cleaned.captions), ...file }];
    }),
  };
  const links = findStoryLinks(input.body, { ...article, body: cleaned.body }, origin);
  return { ok: true, article, body: cleaned.body, links, warnings: cleaned.warnings };
}

/** An image with its caption from the text where it has none, spelt as if it had come with it: it is the same when it is sent again. */
function withCaption(image: NamedArticle["images"][number], captions: ReadonlyMap<string, string>) {
  const { sha256, alt, caption = captions.get(sha256), ...rights } = image;
  return caption === undefined ? image : { sha256, alt, caption, ...rights };
}

/** What cleaning an article's body did, with the article: `field` is what the body is called where it was sent. */
export const placeWarnings = (warnings: readonly Warning[], article: string, field = "body"): PlacedWarning[] =>
  warnings.map((warning) => ({ article, field, ...warning }));

/** By what it is known whether the same is sent again. */
export const hashOf = ({ article, body }: { article: Article; body: Body }): Promise<string> =>
  sha256Hex(JSON.stringify([article, body]));

/** What is wrong with what is sent, beside how the article stands: a date that can't be taken back, a correction left out. */
export const sentMistakes = (input: NamedArticle, before: ArticleRecord | undefined, now: number): Mistake[] => [
  ...timingMistakes(before ?? input.exported, input, now),
  ...overlookedCorrections(before, input),
  ...correctionMistakes(input, now),
];

/** A drafted article as it will stand beside what the desk decided, and what is wrong with that. */
export function applyDecisions(
  input: NamedArticle,
  drafted: Article,
  before: ArticleRecord | undefined,
  { names, now, body }: { names: Names; now: number; body: Body },
) {
  const exported = takenFrom(input.exported, before);
  const sent = exported?.sent ?? pickSentFields(input);
  const decided = exported?.decided ?? keepDecisions(before?.decided ?? {}, before?.sent ?? {}, sent);
  // What was exported stands already as the desk decided.
  const article = exported === undefined ? withDecisions(drafted, decided) : drafted;
  const mistakes = [
    ...sentMistakes(input, before, now),
    ...exportedMistakes({ ...input, exported }, now),
    ...hidesAKill(article, before, now),
    // It had elsewhere whatever it names.
    ...retiredMistakes(article, exported === undefined ? before : article, names, now),
    ...(article.status === input.status ? [] : emptyBodyMistakes(article.status, body)),
    // What is killed or withheld goes nowhere, whatever else may be wrong with it.
    ...(article === drafted || article.status !== "usable" ? [] : decidedMistakes(before, article, names, now)),
  ];
  return { article, sent, decided, mistakes };
}

/** A kill can't be hushed up: its notices would go, and holders of a copy would never know. Nor can its time be over then. */
function hidesAKill({ status, expires }: Article, before: ArticleRecord | undefined, now: number): Mistake[] {
  const isOver = expires !== undefined && Date.parse(expires) <= now;
  if (before?.killed === undefined || status === "canceled" || (status === "usable" && !isOver)) return [];
  return [
    {
      field: status === "usable" ? "expires" : "status",
      value: JSON.stringify(status === "usable" ? expires : status),
      problem: `can't follow a kill: the story was killed at ${before.killed}`,
      allowed: "status: canceled, with a reason; or to restore it, status: usable and no expires that has passed",
    },
  ];
}

/** Everything that is wrong in an article, and its cleaned body. */
export function checkDraft(
  input: NamedArticle,
  names: MastheadNames,
  files: Files,
  origin: string,
): { mistakes: Mistake[]; cleaned: CleaningResult } {
  const cleaned = cleanHtml(input.body, cleaningOf({ language: names.publication.language, ...input }, origin));
  const ofBody = cleaned.ok ? emptyBodyMistakes(input.status, cleaned.body) : cleaned.mistakes;
  return { mistakes: [...articleMistakes(input, names), ...missingImages(input.images, files), ...ofBody], cleaned };
}

/** How an article's text is cleaned: relative links are those of the page where it first ran, if not here. */
export const cleaningOf = (
  article: Pick<NamedArticle, "id" | "address" | "canonical" | "language" | "images" | "cms">,
  origin: string,
): CleanOptions => ({
  ...{ origin, base: article.canonical ?? articleUrl(origin, addressOf(article)) },
  ...{ prefix: `cw-${article.id}-`, cms: article.cms },
  images: new Map(article.images.map((image) => [image.sha256, image])),
  direction: article.language !== undefined && isRightToLeft(article.language) ? "rtl" : undefined,
});

const missingImages = (images: NamedArticle["images"], files: Files): Mistake[] =>
  images.flatMap((image, at) => (files.has(image.sha256) ? [] : [uploadMistake(`images[${at}].sha256`, image.sha256)]));

/** The mistake of naming an image that was never uploaded. */
export const uploadMistake = (field: string, sha256: string): Mistake => ({
  field,
  value: quoteValue(sha256) ?? "",
  problem: "isn't an uploaded image",
  allowed: "an image uploaded with PUT /v1/desk/images/{sha256}",
});
