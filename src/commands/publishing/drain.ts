import { BATCH } from "../../model/policy.ts";
/** What a round did: to which articles, and what caches have to forget. */
export type DrainResult = { articles: string[]; tags: string[] };
const NOTHING: DrainResult = { articles: [], tags: [] };

/**
 * Does rounds of work until one finds less than `full` to do, so that nothing waits for the next minute because much is due
 * in this one. A later round that fails ends them: what the ones before did is done, and caches have to forget it.
 */
export async function drain(full: number, round: () => Promise<DrainResult | undefined>): Promise<DrainResult> {
  const done: DrainResult = { articles: [], tags: [] };
  for (let at = 0; at < BATCH.drains; at++) {
    const { articles, tags } = (await round().catch((error: unknown) => endDraining(error, at))) ?? NOTHING;
    done.articles.push(...articles);
    done.tags.push(...tags);
    if (articles.length < full) break;
  }
  return { articles: done.articles, tags: [...new Set(done.tags)] };
}

function endDraining(error: unknown, round: number): undefined {
  if (round === 0) throw error;
  console.error(error);
}
