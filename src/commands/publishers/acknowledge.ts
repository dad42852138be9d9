import type { RecallOutcome } from "../../model/article/recall.ts";
import { instant } from "../../model/time.ts";
import { writeAcknowledgement } from "../../store/article/holder.ts";
import { type RecallRow, readRecall } from "../../store/article/recall.ts";
import { writeAudit } from "../../store/audit.ts";
import type { PublisherContext } from "./context.ts";

/** Notes what a publisher says of its copy of a killed story. Said again, the later word counts. Undefined where there is no such recall. */
export async function acknowledge(
  { db, now, by }: Pick<PublisherContext, "db" | "now" | "by">,
  id: string,
  publisher: string,
  { outcome, note }: { outcome: RecallOutcome; note?: string | undefined },
): Promise<RecallRow | undefined> {
  const recall = await readRecall(db, id);
  if (recall === undefined) return undefined;
  const at = instant(now);
  const said = { outcome, at, by, ...(note === undefined ? {} : { note }) };
  const details = { recall: id, outcome };
  await db.batch([
    writeAcknowledgement(db, id, publisher, said),
    writeAudit(db, {
      at,
      by,
      action: "acknowledge",
      publisher,
      article: recall.article,
      reason: note ?? null,
      details,
    }),
  ]);
  return recall;
}
