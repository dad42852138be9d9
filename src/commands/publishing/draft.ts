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

/**
 * An article ready to be compared with the stored one, and its links to other stories; or its mistakes. In both cases with the
 * warnings from cleaning its body.
 */
export type Draft =
  | { ok: true; article: Article; body: Body; links: FoundLink[]; warnings: Warning[] }
  | { ok: false; mistakes: Mistake[]; warnings: Warning[] };

type Files = ReadonlyMap<string, ImageFile>;

/** What the masthead provides, including the default license for articles that name none. */
type MastheadNames = Names & { publication: { licence: string; language: string } };

/** Completes an article from outside: cleans the body, adds the sizes of images, and sets the license. */
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

/**
 * Adds a caption found in the text to an image without one, with the same key order as if it had been sent, so that its hash
 * stays
 * the same when it is sent again.
 */
function withCaption(image: NamedArticle["images"][number], captions: ReadonlyMap<string, string>) {
  const { sha256, alt, caption = captions.get(sha256), ...rights } = image;
  return caption === undefined ? image : { sha256, alt, caption, ...rights };
}

/** Adds the article to the warnings from cleaning its body; `field` is the name under which the body was sent. */
export const placeWarnings = (warnings: readonly Warning[], article: string, field = "body"): PlacedWarning[] =>
  warnings.map((warning) => ({ article, field, ...warning }));

/** Returns the hash that tells whether the same content is sent again. */
export const hashOf = ({ article, body }: { article: Article; body: Body }): Promise<string> =>
  sha256Hex(JSON.stringify([article, body]));

/**
 * Returns the mistakes in what is sent, compared with the stored article: a date that can't be taken back, a missing correction.
 */
export const sentMistakes = (input: NamedArticle, before: ArticleRecord | undefined, now: number): Mistake[] => [
  ...timingMistakes(before ?? input.exported, input, now),
  ...overlookedCorrections(before, input),
  ...correctionMistakes(input, now),
];

/** Applies the desk's decisions to a drafted article; returns the result and its mistakes. */
export function applyDecisions(
  input: NamedArticle,
  drafted: Article,
  before: ArticleRecord | undefined,
  { names, now, body }: { names: Names; now: number; body: Body },
) {
  const exported = takenFrom(input.exported, before);
  const sent = exported?.sent ?? pickSentFields(input);
  const decided = exported?.decided ?? keepDecisions(before?.decided ?? {}, before?.sent ?? {}, sent);
  // An exported article already reflects the desk's decisions.
  const article = exported === undefined ? withDecisions(drafted, decided) : drafted;
  const mistakes = [
    ...sentMistakes(input, before, now),
    ...exportedMistakes({ ...input, exported }, now),
    ...hidesAKill(article, before, now),
    // It already had whatever it names on the other wire.
    ...retiredMistakes(article, exported === undefined ? before : article, names, now),
    ...(article.status === input.status ? [] : emptyBodyMistakes(article.status, body)),
    // A killed or withheld article isn't sent anywhere, so its other mistakes don't matter.
    ...(article === drafted || article.status !== "usable" ? [] : decidedMistakes(before, article, names, now)),
  ];
  return { article, sent, decided, mistakes };
}

/**
 * Rejects what would hide a kill: its notices would disappear, and holders of a copy would never know. Expiring it would do so
 * too.
 */
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

/** Returns all mistakes in an article, and its cleaned body. */
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

/** Returns how an article's text is cleaned: relative links resolve against the page where it first ran, if not here. */
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

/** Returns the mistake for naming an image that was never uploaded. */
export const uploadMistake = (field: string, sha256: string): Mistake => ({
  field,
  value: quoteValue(sha256) ?? "",
  problem: "isn't an uploaded image",
  allowed: "an image uploaded with PUT /v1/desk/images/{sha256}",
});
