import type { RecallOutcome } from "../../model/article/recall.ts";
import { instant } from "../../model/time.ts";
import { concerns, writeAcknowledgement } from "../../store/article/holder.ts";
import { type RecallRow, readRecall } from "../../store/article/recall.ts";
import { writeAudit } from "../../store/audit.ts";
import type { PublisherContext } from "./context.ts";

/** The recall that was acknowledged, or why it wasn't. */
export type AcknowledgeOutcome = { ok: true; recall: RecallRow } | { ok: false; because: "unknown" | "not concerned" };

type Context = Pick<PublisherContext, "db" | "now" | "by">;
type Said = { outcome: RecallOutcome; note?: string | undefined };

/** Records what a publisher itself says about its copy, only for a recall that concerns it. */
export async function acknowledgeOwn(
  context: Context,
  id: string,
  publisher: string,
  said: Said,
): Promise<AcknowledgeOutcome> {
  const recall = await readRecall(context.db, id);
  if (recall === undefined) return { ok: false, because: "unknown" };
  if (!(await concerns(context.db, id, publisher))) return { ok: false, because: "not concerned" };
  return { ok: true, recall: await write(context, recall, publisher, said) };
}

/** Records what the desk was told about any publisher's copy. Undefined if there is no such recall. */
export async function acknowledgeFor(
  context: Context,
  id: string,
  publisher: string,
  said: Said,
): Promise<RecallRow | undefined> {
  const recall = await readRecall(context.db, id);
  return recall === undefined ? undefined : write(context, recall, publisher, said);
}

/** Writes an acknowledgement; a later one replaces it. */
async function write({ db, now, by }: Context, recall: RecallRow, publisher: string, { outcome, note }: Said) {
  const at = instant(now);
  const said = { outcome, at, by, ...(note === undefined ? {} : { note }) };
  const details = { recall: recall.id, outcome };
  const { article } = recall;
  await db.batch([
    writeAcknowledgement(db, recall.id, publisher, said),
    writeAudit(db, { at, by, action: "acknowledge", publisher, article, reason: note ?? null, details }),
  ]);
  return recall;
}
