import { SOURCES } from "../../model/policy.ts";
import { SourceFailed } from "../../model/source/failure.ts";
import { readPosts } from "../../store/source/post.ts";
import type { SiteVisit, Visit } from "./context.ts";
import { withdraw } from "./withdraw.ts";

export const NOT_PUBLIC = "It's no longer public on the site.";

/** Throws where so many are gone at once that a person has to look, and none has yet. */
export function refuseMany({ state }: Visit, gone: number, among: number): void {
  const isMany = gone > Math.max(SOURCES.goneAtOnce, SOURCES.goneShare * among);
  const isAll = gone > 1 && gone === among;
  if ((isMany || isAll) && !state.goneConfirmed) throw new SourceFailed("many-gone", `${gone} of ${among}`);
}

/**
 * Posts that a list should have and hasn't, out of so many that it should have: each is asked for once more, of a site that is
 * made sure of first. Answers with those that are there after all. Throws where so many are missing that a person has to look.
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
