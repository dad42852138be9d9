import { everybodysLicences } from "../../model/access.ts";
import { isRemoval } from "../../model/article/change.ts";
import { licencesRead } from "../../model/publisher/entitlement.ts";
import { instant } from "../../model/time.ts";
import type { ArticleChange } from "../../store/article/change.ts";
import { readMasthead } from "../../store/masthead.ts";
import type { Audience } from "../../store/push/delivery.ts";
import { guardSubscribers, readSubscribers } from "../../store/push/subscriber.ts";

/** Who is notified of changes, and the statements that fail the batch if that has changed since it was read. */
export type KnownAudience = Audience & { guards: D1PreparedStatement[] };

/**
 * Returns who is notified of articles' changes, by the same rules that apply to reading with keys. A change of the masthead
 * advances the ledger, so it can't go unnoticed. A change of publishers can, so the batch checks them again.
 */
export async function readAudience(
  { db, now }: { db: D1Database; now: number },
  changes: readonly ArticleChange[],
): Promise<KnownAudience> {
  const masthead = changes.length === 0 ? undefined : await readMasthead(db);
  if (masthead === undefined) return { readers: {}, everybodys: [], guards: [] };
  const everybodys = everybodysLicences(masthead);
  // Everyone who may hold a copy is notified of a removal, whatever it may read now: a kill doesn't wait for a publisher's
  // change.
  if (changes.every(({ kind }) => isRemoval(kind))) return { readers: {}, everybodys, guards: [] };
  const at = instant(now);
  const { read, subscribers } = await readSubscribers(db, at);
  const readers = subscribers.map(({ publisher, facts }) => [publisher, licencesRead(facts, masthead, at)] as const);
  return { readers: Object.fromEntries(readers), everybodys, guards: [guardSubscribers(db, { read, now: at })] };
}
