import { everybodysLicences } from "../../model/access.ts";
import { isRemoval } from "../../model/article/change.ts";
import { licencesRead } from "../../model/publisher/entitlement.ts";
import { instant } from "../../model/time.ts";
import type { ArticleChange } from "../../store/article/change.ts";
import { readMasthead } from "../../store/masthead.ts";
import type { Audience } from "../../store/push/delivery.ts";
import { guardSubscribers, readSubscribers } from "../../store/push/subscriber.ts";

/** Who is told of changes, and what stops the batch where that became another since it was read. */
export type KnownAudience = Audience & { guards: D1PreparedStatement[] };

/**
 * Who is told of articles' changes, by the same rule by which keys read. The masthead can't become another unseen: with it
 * the ledger moves on. Publishers can, so the batch looks again.
 */
export async function readAudience(
  { db, now }: { db: D1Database; now: number },
  changes: readonly ArticleChange[],
): Promise<KnownAudience> {
  const masthead = changes.length === 0 ? undefined : await readMasthead(db);
  if (masthead === undefined) return { readers: {}, everybodys: [], guards: [] };
  const everybodys = everybodysLicences(masthead);
  // Everyone who may hold a copy is notified of a removal, whatever it may read now: a kill waits for no publisher's change.
  if (changes.every(({ kind }) => isRemoval(kind))) return { readers: {}, everybodys, guards: [] };
  const at = instant(now);
  const { read, subscribers } = await readSubscribers(db, at);
  const readers = subscribers.map(({ publisher, facts }) => [publisher, licencesRead(facts, masthead, at)] as const);
  return { readers: Object.fromEntries(readers), everybodys, guards: [guardSubscribers(db, { read, now: at })] };
}
