import type { ChannelKind } from "../../model/channel.ts";
import { IS_LISTED } from "../article/newest.ts";

/**
 * The filters that a search offers: for each kind of channel, the ids of those that carry something, in order, or undefined if
 * there are too many; and the years of the first and the last story, undefined if there is none.
 */
export type Choices = {
  channels: readonly (readonly string[] | undefined)[];
  years: { first: number; last: number } | undefined;
};

type ChannelRow = { id: string; carries: number };
type YearsRow = { first: string | null; last: string | null };

/**
 * Reads the filters in one batch: a row per channel, at most `most` of each kind, one more for a channel whose row can't
 * tell, and two rows for the years.
 */
export async function readChoices(db: D1Database, kinds: readonly ChannelKind[], most: number): Promise<Choices> {
  const [years, ...channels] = await db.batch<Partial<ChannelRow & YearsRow>>([
    db.prepare(YEARS),
    ...kinds.map((kind) => db.prepare(CHANNELS).bind(kind, most)),
  ]);
  const { first, last } = years?.results[0] ?? {};
  return {
    channels: channels.map(({ results }) =>
      results.length > most ? undefined : results.flatMap(({ id, carries }) => (id && carries === 1 ? [id] : [])),
    ),
    years: first && last ? { first: Number(first), last: Number(last) } : undefined,
  };
}

// "0" is the character after "/".
const CHANNELS = `SELECT id, CASE WHEN ${IS_LISTED} THEN newest ->> '$.places[0]' IS NOT NULL
    ELSE EXISTS (SELECT 1 FROM membership WHERE channel = channel.id) END AS carries
  FROM channel WHERE id > ?1 || '/' AND id < ?1 || '0' ORDER BY id LIMIT ?2 + 1`;

const yearOf = (order: "ASC" | "DESC") =>
  `(SELECT substr(published, 1, 4) FROM membership WHERE channel = 'latest' ORDER BY published ${order} LIMIT 1)`;
const YEARS = `SELECT ${yearOf("ASC")} AS first, ${yearOf("DESC")} AS last`;
