import type { Article, Body } from "../../model/article/article.ts";
import type { Status } from "../../model/article/status.ts";
import { PAGES } from "../../model/policy.ts";
import type { WarningList } from "../../model/warning.ts";
import { articleNamed } from "../address.ts";
import { parseStored } from "../json.ts";

/** A version of an article in a list: when and by whom it was made, and the article's status then. */
export type VersionLine = { version: number; at: string; by: string; status: Status };

/** A version with its text and the warnings from cleaning it. Only the desk reads these. */
export type StoredVersion = VersionLine & { article: Article; body: Body; cleaning: WarningList };

const ARTICLE = articleNamed("?1");

/** Returns the versions of an article, by its id or any address, newest first, as many as a page has. */
export async function listVersions(db: D1Database, article: string): Promise<VersionLine[]> {
  const sql = `SELECT version, at, by, status FROM article_version WHERE article = ${ARTICLE} ORDER BY version DESC LIMIT ?2`;
  const { results } = await db.prepare(sql).bind(article, PAGES.versions).all<VersionLine>();
  return results;
}

type VersionRow = VersionLine & { content: string; body: string; warnings: string | null };

/**
 * Returns one version of an article, by its id or any address, whatever its status; undefined if it doesn't exist. Reads one
 * row, or two.
 */
export async function readVersion(
  db: D1Database,
  article: string,
  version: number,
): Promise<StoredVersion | undefined> {
  const sql = `SELECT version, at, by, status, content, body, warnings FROM article_version
    WHERE article = ${ARTICLE} AND version = ?2`;
  const row = await db.prepare(sql).bind(article, version).first<VersionRow>();
  if (row === null) return undefined;
  const { content, body, warnings, ...line } = row;
  const cleaning = warnings === null ? { warnings: [], more: 0 } : parseStored<WarningList>(warnings);
  return { ...line, article: parseStored<Article>(content), body: parseStored<Body>(body), cleaning };
}
