import { PAGES } from "../../model/policy.ts";
import { parseStored } from "../json.ts";

/** SQL condition: the article is out or will be released on schedule, as in the model's `isLive`. `now` is SQL for the time. */
const isLive = (now: string) =>
  `article.status = 'usable' AND (article.expires_at IS NULL OR article.expires_at > ${now})`;

const COUNTS = `${isLive("?2")} AND (?3 IS NULL OR article.id IN (SELECT value FROM json_each(?3)))
  AND article.id NOT IN (SELECT value FROM json_each(?4))`;

/** SQL for live articles under some licenses, or with an image under one. */
const USERS = `SELECT wanted.value AS licence, article.id FROM json_each(?1) AS wanted
    JOIN article ON article.licence = wanted.value WHERE ${COUNTS}
  UNION SELECT image_use.licence, article.id FROM json_each(?1) AS wanted
    JOIN image_use ON image_use.licence = wanted.value JOIN article ON article.id = image_use.article WHERE ${COUNTS}`;

/** Which articles count: those in `among`, if given, and none in `except`. */
export type WhichArticles = { among?: readonly string[]; except?: readonly string[] };

/** How many articles use a license, and the first of them. */
export type LicenceUsers = { count: number; first: string[] };

/** Returns the live articles that use some licenses; leaves out unused licenses. Reads every article's row. */
export async function readLicenceUsers(
  db: D1Database,
  licences: readonly string[],
  { now, among, except = [] }: WhichArticles & { now: string },
): Promise<Map<string, LicenceUsers>> {
  const sql = `WITH used AS (${USERS}), ranked AS
      (SELECT licence, id, row_number() OVER (PARTITION BY licence ORDER BY id) AS place FROM used)
    SELECT licence, count(*) AS count, json_group_array(id) FILTER (WHERE place <= ?5) AS first FROM ranked GROUP BY licence`;
  const { results } = await db
    .prepare(sql)
    .bind(
      JSON.stringify(licences),
      now,
      among === undefined ? null : JSON.stringify(among),
      JSON.stringify(except),
      PAGES.namesTold,
    )
    .all<{ licence: string; count: number; first: string }>();
  return new Map(
    results.map(({ licence, count, first }) => [licence, { count, first: parseStored<string[]>(first).sort() }]),
  );
}
