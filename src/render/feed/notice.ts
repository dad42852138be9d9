import { visibility } from "../../model/access.ts";
import { articleUrl } from "../../model/address.ts";
import { addressOf, type Version } from "../../model/article/article.ts";
import type { Site } from "../site.ts";

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
};

/** Makes the notice of an article; undefined where it wasn't killed, or the reader may not know of it. */
export function noticeOf(article: Version, { origin, masthead, access }: Site): Notice | undefined {
  const seen = visibility(article, masthead, access);
  if (seen.shows !== "notice" || article.killed === undefined) return undefined;
  const { id, version, publishedAt, killed } = article;
  const page = articleUrl(origin, addressOf(article));
  return { id: articleUrl(origin, id), slug: id, page, version, published: publishedAt, killed, reason: seen.reason };
}

/** What stands in the headline's place. */
export const NOTICE_TITLE = "Withdrawn story";

/** What stands in the text's place. */
export const noticeText = ({ reason }: Notice, { masthead }: Site): string =>
  `${masthead.publication.name} has withdrawn this story and asks that every copy be taken down. Reason: ${reason}`;
