import { visibility } from "../model/access.ts";
import { nameWithoutHeadline } from "../render/feed/notice.ts";
import type { Site } from "../render/site.ts";
import { readKnown } from "../store/article/article.ts";

/** Returns stories' names for an access: the headline if it may see it, otherwise author, section and day. */
export async function viewStoryNames(
  db: D1Database,
  site: Site,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  if (ids.length === 0) return new Map();
  const articles = await readKnown(db, [...new Set(ids)]);
  return new Map(
    articles.map((article) => {
      const { shows } = visibility(article, site.masthead, site.access);
      const isGone = shows === "nothing" || shows === "notice";
      return [article.id, isGone ? nameWithoutHeadline(article, site) : article.headline];
    }),
  );
}
