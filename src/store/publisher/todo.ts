import type { OutdatedCopy } from "../../model/article/holding.ts";
import { nameLifecycle } from "../../model/article/lifecycle.ts";
import type { Status } from "../../model/article/status.ts";
import { isReadUnder } from "../article/article.ts";

const READABLE = isReadUnder("?2");

/** Returns the stories of which a publisher read an older version than it could read now under these licenses, newest first. */
export async function readOutdated(
  db: D1Database,
  publisher: string,
  licences: readonly string[],
  limit: number,
): Promise<OutdatedCopy[]> {
  const sql = `SELECT article.id AS article, article.licence, holding.version AS read, article.version, article.modified,
      article.content ->> '$.corrections[#-1].note' AS note
    FROM holding JOIN article ON article.id = holding.article
    WHERE holding.publisher = ?1 AND article.version > holding.version AND ${READABLE}
    ORDER BY article.modified DESC, article.id LIMIT ?3`;
  const { results } = await db.prepare(sql).bind(publisher, JSON.stringify(licences), limit).all<OutdatedCopy>();
  return results;
}

/** A copy of a story that the publisher may no longer show, though it wasn't killed. */
export type GoneCopy = { article: string; because: "withheld" | "expired" | "not-licensed"; since: string };

/** Returns the stories that a publisher read and may no longer show, changed since a time in seconds since 1970; newest first. */
export async function readGone(
  db: D1Database,
  publisher: string,
  licences: readonly string[],
  since: number,
  limit: number,
): Promise<GoneCopy[]> {
  const sql = `SELECT article.id AS article, strftime('%Y-%m-%dT%H:%M:%SZ', article.changed_at, 'unixepoch') AS since,
      article.status, article.released, article.expired
    FROM holding JOIN article ON article.id = holding.article
    WHERE holding.publisher = ?1 AND article.status <> 'canceled' AND article.changed_at >= ?3 AND NOT (${READABLE})
    ORDER BY article.changed_at DESC, article.id LIMIT ?4`;
  const { results } = await db.prepare(sql).bind(publisher, JSON.stringify(licences), since, limit).all<GoneRow>();
  return results.map(parseGone);
}

type GoneRow = Pick<GoneCopy, "article" | "since"> & { status: Status; released: string | null; expired: number };

function parseGone({ article, since, status, released, expired }: GoneRow): GoneCopy {
  const name = nameLifecycle({
    status,
    ...(released === null ? {} : { released }),
    ...(expired ? { expired: true as const } : {}),
  });
  return { article, since, because: name === "withheld" || name === "expired" ? name : "not-licensed" };
}

/** How far a publisher is behind: changes to what it may read since its last read of a feed or a list, up to a limit. */
export type ReadLag = { changes: number; lastRead: string | null };

/** Returns how far a publisher is behind. */
export async function readBehind(
  db: D1Database,
  publisher: string,
  licences: readonly string[],
  limit: number,
): Promise<ReadLag> {
  const sql = `WITH last AS (SELECT max(change) AS change, max(at) AS at FROM reading
      WHERE publisher = ?1 AND (address LIKE '/feeds/%' OR address IN ('/v1/articles', '/v1/changes')))
    SELECT last.at AS lastRead, CASE WHEN last.change IS NULL THEN 0 ELSE (SELECT count(*) FROM (SELECT 1 FROM article
      WHERE article.change > last.change AND ${READABLE} LIMIT ?3)) END AS changes FROM last`;
  const row = await db.prepare(sql).bind(publisher, JSON.stringify(licences), limit).first<ReadLag>();
  return row ?? { changes: 0, lastRead: null };
}
