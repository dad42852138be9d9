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

/** An item whose full text this reader may get. */
export type FullItem = Item & { body: string };

/** A story as it is copied: its parts as HTML, including the credit. */
export type KitStory = {
  headline: string;
  /** The byline that the license requires; empty if it requires none. */
  byline: string;
  /** The language of the byline, if it isn't the story's. */
  bylineLang?: string | undefined;
  /** The lines required above the text, and the lead picture. */
  opening: string;
  body: string;
  /** The corrections. */
  corrections: string;
  /** First publication, license, boilerplate and logo, as the license clauses require them. */
  credit: string;
};

/** Returns a story's parts, put together as its license requires of a copy. */
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

/** Returns a story as one piece of HTML for copying. `level` is the headline's heading level. */
export function storyHtml({ headline, byline, bylineLang, ...rest }: KitStory, level: 1 | 2 = 1): string {
  return [
    `<h${level}>${escapeXml(headline)}</h${level}>`,
    bylineHtml(byline, bylineLang),
    ...[rest.opening, rest.body, rest.corrections, rest.credit],
  ].join("");
}

/** Returns the byline as its own paragraph; empty if there is none. */
export const bylineHtml = (byline: string, lang?: string): string =>
  byline === "" ? "" : `<p${langAttribute(lang)}><strong>${escapeXml(byline)}</strong></p>`;

/** The lines that an editor copies one by one. Lines that the license doesn't require are empty. */
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

/** Returns the language of each line. */
export function lineLanguages(item: FullItem, site: Site): Record<keyof KitLines, string> {
  const { byline, top, rest } = creditOf(item, site);
  const [first = byline] = [...top, ...rest];
  const { language } = item;
  return { headline: language, summary: language, byline: byline.lang ?? language, credit: first.lang ?? language };
}

/** Returns the license checklist for a story, with its own byline and picture counts. */
export const checklistFor = ({ terms, images, kept }: Item, { byline }: KitLines): Checklist =>
  checklistOf(terms, { byline, pictures: images.length, keptPictures: kept.length });
