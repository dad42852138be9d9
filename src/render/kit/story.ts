import { type Checklist, checklistOf } from "../../model/licence/checklist.ts";
import { figure } from "../body.ts";
import { correctionsHtml } from "../corrections.ts";
import { creditOf } from "../credit/credit.ts";
import { blockHtml, topHtml } from "../credit/html.ts";
import { linePlain } from "../credit/plain.ts";
import type { Item, ItemImage } from "../feed/item.ts";
import { escapeXml } from "../feed/xml.ts";
import { langAttribute } from "../messages/language.ts";
import type { Site } from "../site.ts";

/** An item whose full text this reader has. */
export type FullItem = Item & { body: string };

/** A story as it is taken: each of its parts as HTML, whole with its credit. */
export type KitStory = {
  headline: string;
  /** The byline that its licence asks for; empty where it asks for none. */
  byline: string;
  /** Its language, where that isn't the story's. */
  bylineLang?: string | undefined;
  /** What has to stand before the text, and its picture. */
  opening: string;
  body: string;
  /** What was corrected. */
  corrections: string;
  /** Where it was first published, its licence, the note and the logo, as its clauses ask for them. */
  credit: string;
};

/** Puts a story together, as its licence wants a copy to be. */
export function storyOf(item: FullItem, site: Site): KitStory {
  const credit = creditOf(item, site);
  const [lead] = item.images;
  return {
    headline: item.headline,
    byline: linePlain(credit.byline),
    bylineLang: credit.byline.lang,
    opening: topHtml(credit) + leadFigure(lead, item.body),
    body: item.body,
    corrections: correctionsHtml(item, site),
    credit: blockHtml(credit.rest, credit, site),
  };
}

const leadFigure = (lead: ItemImage | undefined, body: string): string =>
  lead === undefined || body.includes(lead.sha256) ? "" : figure(lead);

/** A story in one piece of HTML: what is copied. `level` is the headline's. */
export function storyHtml({ headline, byline, bylineLang, ...rest }: KitStory, level: 1 | 2 = 1): string {
  return [
    `<h${level}>${escapeXml(headline)}</h${level}>`,
    bylineHtml(byline, bylineLang),
    ...[rest.opening, rest.body, rest.corrections, rest.credit],
  ].join("");
}

/** The byline as a paragraph of its own; nothing where there is none. */
export const bylineHtml = (byline: string, lang?: string): string =>
  byline === "" ? "" : `<p${langAttribute(lang)}><strong>${escapeXml(byline)}</strong></p>`;

/** The lines that an editor copies one by one. What its licence doesn't ask for isn't there. */
export type KitLines = { headline: string; summary: string; byline: string; credit: string };

export function linesOf(item: FullItem, site: Site): KitLines {
  const { byline, top, rest } = creditOf(item, site);
  return {
    headline: item.headline,
    summary: item.summary ?? "",
    byline: linePlain(byline),
    credit: [...top, ...rest].map(linePlain).join(" "),
  };
}

/** The language of each of those lines. */
export function lineLanguages(item: FullItem, site: Site): Record<keyof KitLines, string> {
  const { byline, top, rest } = creditOf(item, site);
  const [first = byline] = [...top, ...rest];
  const { language } = item;
  return { headline: language, summary: language, byline: byline.lang ?? language, credit: first.lang ?? language };
}

/** What its licence says of a story, in short: with its own byline and pictures. */
export const checklistFor = ({ terms, images, kept }: Item, { byline }: KitLines): Checklist =>
  checklistOf(terms, { byline, pictures: images.length, keptPictures: kept.length });
