import { SOURCES } from "../../model/policy.ts";
import { SourceFailed } from "../../model/source/failure.ts";
import { readPosts } from "../../store/source/post.ts";
import type { SiteVisit, Visit } from "./context.ts";
import { withdraw } from "./withdraw.ts";

export const NOT_PUBLIC = "It's no longer public on the site.";

/** Throws if so many posts are gone at once that a person has to check, and nobody has confirmed it yet. */
export function refuseMany({ state }: Visit, gone: number, among: number): void {
  const isMany = gone > Math.max(SOURCES.goneAtOnce, SOURCES.goneShare * among);
  const isAll = gone > 1 && gone === among;
  if ((isMany || isAll) && !state.goneConfirmed) throw new SourceFailed("many-gone", `${gone} of ${among}`);
}

/**
 * Checks each missing post of a list once more, after verifying the site; `among` is how many should be there. Returns those that
 * exist after all. Throws if so many are missing that a person has to check.
 */
export async function askAgainFor(visit: SiteVisit, missing: readonly string[], among: number): Promise<string[]> {
  if (missing.length === 0) return [];
  const { site, source, context } = visit;
  refuseMany(visit, missing.length, among);
  await site.check();
  const gone: string[] = [];
  for (const id of missing) if (await site.isGone(id)) gone.push(id);
  const known = await readPosts(context.db, source.id, gone);
  for (const row of known.values()) await withdraw(visit, { ...row, at: row.at }, NOT_PUBLIC);
  return missing.filter((id) => !gone.includes(id));
}
