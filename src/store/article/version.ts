import type { Article, Body, Status } from "../../model/article/article.ts";
import { PAGES } from "../../model/policy.ts";
import { parseStored } from "../json.ts";

/** A version of an article, as a list has it: when it was made, by whom, and how the article stood then. */
export type VersionLine = { version: number; at: string; by: string; status: Status };

/** A version with its text. Nobody but the desk reads one. */
export type StoredVersion = VersionLine & { article: Article; body: Body };

/** An article's versions, the newest first, as many as a page has. */
export async function listVersions(db: D1Database, article: string): Promise<VersionLine[]> {
  const sql = "SELECT version, at, by, status FROM article_version WHERE article = ?1 ORDER BY version DESC LIMIT ?2";
  const { results } = await db.prepare(sql).bind(article, PAGES.versions).all<VersionLine>();
  return results;
}

/** One version of an article, whatever became of it since; undefined where there is none. One row. */
export async function readVersion(
  db: D1Database,
  article: string,
  version: number,
): Promise<StoredVersion | undefined> {
  const sql = "SELECT version, at, by, status, content, body FROM article_version WHERE article = ?1 AND version = ?2";
  const row = await db.prepare(sql).bind(article, version).first<VersionLine & { content: string; body: string }>();
  if (row === null) return undefined;
  const { content, body, ...line } = row;
  return { ...line, article: parseStored<Article>(content), body: parseStored<Body>(body) };
}
