import { BATCH } from "../../model/policy.ts";
import { type Effects, mergeEffects, NO_EFFECTS } from "../effects.ts";

/** What a round did: to which articles, and what follows; `isCut` where it took fewer than it found. */
export type DrainResult = { articles: string[]; effects: Effects; isCut?: boolean };
/** A round that found nothing. */
export const NOTHING: DrainResult = { articles: [], effects: NO_EFFECTS };

/**
 * Does rounds of work until one finds less than `full` to do, so that nothing waits for the next minute because much is due
 * in this one. A later round that fails ends them: what the ones before did is done, and is followed up.
 */
export async function drain(full: number, round: () => Promise<DrainResult | undefined>): Promise<Effects> {
  const done: Effects[] = [];
  for (let at = 0; at < BATCH.drains; at++) {
    const { articles, effects, isCut } = (await round().catch((error: unknown) => endDraining(error, at))) ?? NOTHING;
    done.push(effects);
    if (articles.length < full && !isCut) break;
  }
  return mergeEffects(done);
}

function endDraining(error: unknown, round: number): undefined {
  if (round === 0) throw error;
  console.error(error);
}
