import { PAGES } from "../../model/policy.ts";
import { parseStored } from "../json.ts";
import {
  articleOf,
  bodyAmong,
  COLUMNS,
  newestFirst,
  type PageQuery,
  placesIn,
  type Row,
  type StoredArticle,
} from "./article.ts";

/** How many places a channel's row holds: as many as a feed has, or the longest page of a list plus one. */
const KEPT = Math.max(PAGES.feedItems, PAGES.maxArticles + 1);

/** SQL for the newest places of a channel, as its row holds them. `id` is SQL for the channel. Reads a row each. */
export const newestOf = (
  id: string,
): string => `(SELECT json_object('most', ${KEPT}, 'places', json_group_array(json_array(published, article)))
  FROM (SELECT published, article FROM membership WHERE membership.channel = ${id}
    ORDER BY published DESC, article DESC LIMIT ${KEPT}))`;

/** SQL for the articles after the last full page of a channel's archive, as its row holds them; reads two rows, and one each. */
export const tailOf = (
  id: string,
): string => `(SELECT json_object('page', ${PAGES.archive}, 'pages', coalesce(max(position), 0) / ${PAGES.archive},
    'behind', json_group_array(article) FILTER (WHERE position % ${PAGES.archive} <> 0))
  FROM (SELECT position, article FROM archive WHERE archive.channel = ${id}
    AND position >= (SELECT max(position) / ${PAGES.archive} * ${PAGES.archive} FROM archive WHERE archive.channel = ${id})
    ORDER BY position))`;

/** SQL condition: a channel's row is up to date with its last change. Code from before 0016 writes only the change. */
export const IS_LISTED = "channel.listed = channel.change";

/**
 * Returns the first page of a channel from its row; reads one row, and one per article. Undefined if the row isn't up to date or
 * the channel is empty.
 */
export async function readNewest(
  db: D1Database,
  { channel, limit, after, from, to, bodiesUnder }: PageQuery,
): Promise<StoredArticle[] | undefined> {
  if (limit > KEPT || [after, from, to].some((bound) => bound !== undefined)) return undefined;
  const sql = `${placesIn(limit)} SELECT wanted.place, ${COLUMNS}, ${bodyAmong("?2", "?3")}
    FROM wanted CROSS JOIN article ON article.id = (SELECT newest FROM channel
      WHERE id = ?1 AND ${IS_LISTED} AND newest ->> 'most' >= ?2) ->> ('$.places[' || wanted.place || '][1]')`;
  const { results } = await db
    .prepare(sql)
    .bind(channel, limit, JSON.stringify(bodiesUnder))
    .all<Row & { place: number }>();
  if (results.length === 0) return undefined;
  // Sorting in SQL would count each row again.
  return results.sort((one, other) => one.place - other.place).map(articleOf);
}

/** A channel's newest places, as its row holds them. */
type Newest = { places: readonly (readonly [published: string, article: string])[] };

/**
 * Returns the newest articles of several channels, each article in one of them, from their rows; reads a row per channel.
 * Undefined if any row isn't up to date.
 */
export async function readNewestIds(
  db: D1Database,
  channels: readonly string[],
  limit: number,
): Promise<string[] | undefined> {
  if (channels.length === 0) return [];
  const sql = `${placesIn(channels.length)} SELECT CASE WHEN ${IS_LISTED} AND newest ->> 'most' >= ?2 THEN newest END AS newest
    FROM wanted CROSS JOIN channel ON channel.id = ?1 ->> wanted.place`;
  const { results } = await db.prepare(sql).bind(JSON.stringify(channels), limit).all<{ newest: string | null }>();
  const places = results.flatMap(({ newest }) => (newest === null ? [] : [parseStored<Newest>(newest).places]));
  if (places.length < results.length) return undefined;
  return places
    .flat()
    .map(([published, article]) => ({ published, article }))
    .sort(newestFirst)
    .slice(0, limit)
    .map(({ article }) => article);
}

/** Returns what is after the last full page of a channel's archive, from the channel's row. Undefined if it isn't up to date. */
export async function readKeptTail(db: D1Database, channel: string): Promise<Tail | undefined> {
  const sql = `SELECT tail FROM channel WHERE id = ?1 AND ${IS_LISTED} AND tail ->> 'page' = ?2`;
  const row = await db.prepare(sql).bind(channel, PAGES.archive).first<{ tail: string }>();
  return row === null ? undefined : parseStored<Tail>(row.tail);
}

/** How many pages of a channel's archive are full, and the articles after the last full one, in order. */
export type Tail = { pages: number; behind: string[] };
