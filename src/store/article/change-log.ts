import { type ChangeKind, REMOVALS } from "../../model/article/change.ts";
import type { Place } from "../../model/change-cursor.ts";
import { parseStored } from "../json.ts";
import { articleOf, bodyAmong, COLUMNS, IS_OUT, type Row, type StoredArticle } from "./article.ts";

/** An article at its last change, with its last row of the log. */
export type LoggedArticle = {
  article: StoredArticle;
  place: Place;
  /** The time of its last change, or of the last change of a name it shows, in seconds since 1970. */
  changedAt: number;
  last: { kind: ChangeKind; at: string; number: number };
  /** Whether its license, or the license's text, has changed since the reader's last complete read. */
  isRelicensed: boolean;
};

type LoggedRow = Row & { id: string; change: number; changed_at: number; last: string; relicensed: number | null };

const logEntry = (row: LoggedRow): LoggedArticle => {
  const [kind, at, number, version] = parseStored<[ChangeKind, string, number, number]>(row.last);
  return {
    // A killed article may be sent again, which creates versions that nobody sees: readers know the version that killed it.
    article: row.killed === null ? articleOf(row) : { ...articleOf(row), version },
    place: { change: row.change, id: row.id },
    changedAt: row.changed_at,
    last: { kind, at, number },
    isRelicensed: row.relicensed === 1,
  };
};

const logged = (
  limit: string,
) => `article.id, article.change, article.changed_at, ${COLUMNS}, ${bodyAmong(limit, "?1")},
  (SELECT json_array(kind, at, number, version) FROM change WHERE change.article = article.id ORDER BY number DESC LIMIT 1) AS last`;

export type LogQuery = { after: Place; newest: number; since: number; limit: number; bodiesUnder: readonly string[] };

/** Returns the changes after a place up to a number, in log order: each article at its last change. */
export async function readLog(
  db: D1Database,
  { after, newest, since, limit, bodiesUnder }: LogQuery,
): Promise<LoggedArticle[]> {
  const { results } = await db
    .prepare(LOG)
    .bind(JSON.stringify(bodiesUnder), after.change, after.id, newest, limit, since)
    .all<LoggedRow>();
  return results.map(logEntry);
}

/**
 * SQL condition: the reader's copy was under another license; the license changed while the story was gone, without a log row.
 */
const HAD_OTHER = `EXISTS (SELECT 1 FROM article_version AS had WHERE had.article = article.id AND had.version =
    (SELECT CASE WHEN kind NOT IN (${REMOVALS.map((kind) => `'${kind}'`).join(", ")}) THEN version END FROM change
      WHERE change.article = article.id AND number <= ?6 ORDER BY number DESC LIMIT 1)
  AND (had.content ->> 'licence' <> article.licence OR had.content ->> 'exclude' IS NOT article.content ->> 'exclude'))`;

/** A reader who learns only now of an article's release has lost nothing. */
const RELICENSED = `(SELECT max(kind = 'relicensed') > max(kind = 'released')
    OR (max(kind = 'restored') > max(kind = 'released') AND ${HAD_OTHER})
  FROM change WHERE change.article = article.id AND number > ?6)`;

export const LOG = `SELECT ${logged("?5")}, ${RELICENSED} AS relicensed
  FROM article INDEXED BY article_change
  WHERE article.released IS NOT NULL AND (article.change, article.id) > (?2, ?3) AND article.change <= ?4
  ORDER BY article.change, article.id LIMIT ?5`;

export type VisibleQuery = {
  after: Place;
  upTo: Place;
  /** Whether to read all articles, or only those under these licenses or with an image under one of them. */
  all: boolean;
  under: readonly string[];
  limit: number;
  bodiesUnder: readonly string[];
};

/** Returns the visible articles that last changed between two places, in log order. */
export async function readVisibleChanges(
  db: D1Database,
  { after, upTo, all, under, limit, bodiesUnder }: VisibleQuery,
): Promise<LoggedArticle[]> {
  const { results } = await db
    .prepare(VISIBLE_CHANGES)
    .bind(
      JSON.stringify(bodiesUnder),
      after.change,
      after.id,
      upTo.change,
      upTo.id,
      limit,
      all ? 1 : 0,
      JSON.stringify(under),
    )
    .all<LoggedRow>();
  return results.map(logEntry);
}

export const VISIBLE_CHANGES = `SELECT ${logged("?6")}, 0 AS relicensed
  FROM article INDEXED BY article_out
  WHERE ${IS_OUT}
    AND (article.change, article.id) > (?2, ?3) AND (article.change, article.id) <= (?4, ?5)
    AND (?7 OR article.licence IN (SELECT value FROM json_each(?8)) OR EXISTS (SELECT 1 FROM image_use
      WHERE image_use.article = article.id AND image_use.licence IN (SELECT value FROM json_each(?8))))
  ORDER BY article.change, article.id LIMIT ?6`;
