import type { LifecycleName } from "../../model/article/lifecycle.ts";
import type { Status } from "../../model/article/status.ts";
import { parseStored } from "../json.ts";

/** A line of the desk's list, with an article's current status. */
export type DeskLine = {
  id: string;
  version: number;
  status: Status;
  released: string | null;
  modified: string;
  headline: string;
  section: string;
  authors: string[];
  licence: string;
  releaseAt: string;
  embargo: string | null;
  expires: string | null;
  expired: boolean;
  killed: string | null;
};

/** Where a page of that list begins: after this article. */
export type DeskPosition = { modified: string; id: string };

/** The filters of the list. `words` are in lowercase; each must occur in the headline or the summary. */
export type DeskFilters = {
  words: readonly string[];
  standing?: LifecycleName | undefined;
  section?: string | undefined;
  licence?: string | undefined;
};

type Row = Omit<DeskLine, "authors" | "expired"> & { authors: string; expired: number };

/** SQL conditions for the stage of an article's life; must match `nameLifecycle`. */
const STANDING: Record<LifecycleName, string> = {
  killed: "status = 'canceled'",
  withheld: "status = 'withheld'",
  expired: "status = 'usable' AND expired = 1",
  waiting: "status = 'usable' AND expired = 0 AND released IS NULL",
  released: "status = 'usable' AND expired = 0 AND released IS NOT NULL",
};

const BEFORE =
  "FROM article INDEXED BY article_modified WHERE (modified, id) < (?1, ?2) ORDER BY modified DESC, id DESC";

/**
 * Returns articles that match the filters, including hidden ones, newest first; scheduled stories come before all others. Scans
 * at most `span` articles and reads two rows of each; `end` is where the scan stopped, if there may be more after it.
 */
export async function listNewest(
  db: D1Database,
  after: DeskPosition | undefined,
  { words, standing, section, licence }: DeskFilters,
  { limit, span }: { limit: number; span: number },
): Promise<{ lines: DeskLine[]; end: DeskPosition | undefined }> {
  const from = [after?.modified ?? "9", after?.id ?? ""];
  const sql = `SELECT id, version, status, released, modified, content ->> 'headline' AS headline,
      content ->> 'section' AS section, content ->> 'authors' AS authors, licence, release_at AS releaseAt,
      content ->> 'embargo' AS embargo, content ->> 'expires' AS expires, expired, killed
    FROM (SELECT id, version, status, released, modified, content, licence, release_at, expired, killed ${BEFORE} LIMIT ?4)
    WHERE ${standing === undefined ? "TRUE" : STANDING[standing]}
      AND (?5 IS NULL OR content ->> 'section' = ?5) AND (?6 IS NULL OR licence = ?6)
      AND NOT EXISTS (SELECT 1 FROM json_each(?7) AS word
        WHERE instr(lower(content ->> 'headline' || ' ' || coalesce(content ->> 'summary', '')), word.value) = 0)
    ORDER BY modified DESC, id DESC LIMIT ?3`;
  const { results } = await db
    .prepare(sql)
    .bind(...from, limit, span, section ?? null, licence ?? null, JSON.stringify(words))
    .all<Row>();
  const lines = results.map((row) => ({
    ...row,
    authors: parseStored<string[]>(row.authors),
    expired: row.expired === 1,
  }));
  const last = lines.at(-1);
  if (lines.length === limit && last !== undefined) return { lines, end: { modified: last.modified, id: last.id } };
  const end = await db
    .prepare(`SELECT modified, id ${BEFORE} LIMIT 1 OFFSET ?3`)
    .bind(...from, span - 1)
    .first<DeskPosition>();
  return { lines, end: end ?? undefined };
}
