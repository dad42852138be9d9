import { SEARCH } from "../policy.ts";
import { DAY } from "../time.ts";

/** A matching story; the better it matches, the lower its rank, which is negative. */
export type Hit = { article: string; published: string; rank: number };

/**
 * Sorts the best matches first. Among equal matches newer stories come first: a match counts fully on the day of the newest
 * one, and less and less before. The clock doesn't matter, so the same stories always have the same order.
 */
export function orderHits(hits: readonly Hit[]): Hit[] {
  const best = Math.min(...hits.map(({ rank }) => rank));
  const newest = Math.max(...hits.map(({ published }) => Date.parse(published)));
  const scoreOf = ({ rank, published }: Hit): number => {
    const age = (newest - Date.parse(published)) / DAY;
    return (best === 0 ? 1 : rank / best) * (1 + SEARCH.freshness / (1 + age / SEARCH.freshDays));
  };
  return hits
    .map((hit) => ({ hit, score: scoreOf(hit) }))
    .sort((one, other) => other.score - one.score || newerFirst(one.hit, other.hit))
    .map(({ hit }) => hit);
}

/** Sorts the newest first. */
export const newerFirst = (one: Hit, other: Hit): number =>
  other.published.localeCompare(one.published) || one.article.localeCompare(other.article);
