import { SEARCH } from "../policy.ts";
import { DAY } from "../time.ts";

/** A story that fits; the better it does, the lower is its rank, which is below zero. */
export type Hit = { article: string; published: string; rank: number };

/**
 * The best first. Among them, new ones come before old ones that fit no better: what fits counts fully on the day of the
 * newest of them, and less and less before. No clock has a say in it, so the same stories always stand in the same order.
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

/** The newest first. */
export const newerFirst = (one: Hit, other: Hit): number =>
  other.published.localeCompare(one.published) || one.article.localeCompare(other.article);
