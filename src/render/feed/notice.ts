import { visibility } from "../../model/access.ts";
import { articleUrl, recallUrl } from "../../model/address.ts";
import { addressOf, type Version } from "../../model/article/article.ts";
import { recallId } from "../../model/article/recall.ts";
import type { Site } from "../site.ts";
import { element, escapeXml } from "./xml.ts";

/** What all formats say of an article that was killed after release: nothing of the story. */
export type Notice = {
  id: string;
  slug: string;
  /** Its page, which says the same. */
  page: string;
  version: number;
  /** First publication: importers know the item by it. */
  published: string;
  killed: string;
  reason: string;
  /** For readers with a key alone: the recall, and where their software says what became of their copy. */
  recall?: { id: string; answer: string };
};

/** Makes the notice of an article; undefined where it wasn't killed, or the reader may not know of it. */
export function noticeOf(article: Version, { origin, masthead, access }: Site): Notice | undefined {
  const seen = visibility(article, masthead, access);
  if (seen.shows !== "notice" || article.killed === undefined) return undefined;
  const { id, version, publishedAt, killed } = article;
  const recall = recallId({ article: id, version });
  return {
    id: articleUrl(origin, id),
    slug: id,
    page: articleUrl(origin, addressOf(article)),
    version,
    published: publishedAt,
    killed,
    reason: seen.reason,
    ...(access.kind === "licensed" ? { recall: { id: recall, answer: recallUrl(origin, recall) } } : {}),
  };
}

/** The recall as an element of our own; nothing for who has no key. */
export const recallElement = ({ recall }: Notice): string =>
  recall === undefined ? "" : element("cw:recall", { href: recall.answer }, escapeXml(recall.id));

/** What stands in the headline's place. */
export const NOTICE_TITLE = "Withdrawn story";

/** What stands in the text's place. */
export const noticeText = ({ reason, recall }: Notice, { origin, masthead }: Site): string =>
  [
    `${masthead.publication.name} has withdrawn this story and asks that every copy be taken down. Reason: ${reason}`,
    ...(recall ? [`If you have a copy, say what became of it: ${origin}/publisher, recall ${recall.id}.`] : []),
  ].join(" ");
