import type { Body } from "../../model/article/article.ts";
import { ANSWER } from "../../model/policy.ts";
import { bytesOf } from "../../model/text.ts";
import { parseStored } from "../json.ts";
import type { StoredArticle } from "./article.ts";

/**
 * Reads the long texts of a page, first articles first, as many as fit in a response with the short ones; texts still `unread`
 * afterward are too long for it. The first article's text always fits. Reads a row each, or nothing if there are none.
 */
export async function readLongBodies(db: D1Database, articles: readonly StoredArticle[]): Promise<StoredArticle[]> {
  const fitting = fittingLong(articles);
  const bodies = fitting.length > 0 ? await readBodies(db, fitting) : new Map<string, Body>();
  return articles.map(({ unread, ...article }) => {
    const body = bodies.get(article.id);
    if (body !== undefined) return { ...article, body };
    return unread === undefined ? article : { ...article, unread };
  });
}

function fittingLong(articles: readonly StoredArticle[]): StoredArticle[] {
  if (articles.every(({ unread }) => unread === undefined)) return [];
  let left = ANSWER.bytes - shortBytes(articles);
  return articles.filter(({ unread }, at) => {
    if (unread === undefined || (unread > left && at > 0)) return false;
    left -= unread;
    return true;
  });
}

const shortBytes = (articles: readonly StoredArticle[]): number =>
  bytesOf(JSON.stringify(articles.map(({ body }) => body)));

/** Reads by version, so that a text changed in the meantime doesn't appear under another version's headline. */
async function readBodies(db: D1Database, articles: readonly StoredArticle[]): Promise<Map<string, Body>> {
  const sql = `SELECT text.article, text.body FROM json_each(?1) AS wanted CROSS JOIN article_version AS text
    ON text.article = wanted.value ->> 'id' AND text.version = wanted.value ->> 'version'`;
  const wanted = articles.map(({ id, version }) => ({ id, version }));
  const { results } = await db.prepare(sql).bind(JSON.stringify(wanted)).all<{ article: string; body: string }>();
  return new Map(results.map(({ article, body }) => [article, parseStored<Body>(body)]));
}
