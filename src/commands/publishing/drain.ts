import { BATCH } from "../../model/policy.ts";
import { type Effects, mergeEffects, NO_EFFECTS } from "../effects.ts";

/** The result of a round: the articles affected, and its effects; `isCut` if it took fewer articles than it found. */
export type DrainResult = { articles: string[]; effects: Effects; isCut?: boolean };
/** The result of a round that found nothing. */
export const NOTHING: DrainResult = { articles: [], effects: NO_EFFECTS };

/**
 * Runs rounds of work until one finds less than `full`, so that nothing waits for the next minute because much is due now. A
 * later
 * round that fails ends this, but the effects of earlier rounds are still returned.
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
