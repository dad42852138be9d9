import { RETENTION } from "../../model/policy.ts";
import type { Publisher } from "../../model/publisher/publisher.ts";
import { DAY, instant } from "../../model/time.ts";
import { writeAudit } from "../../store/audit.ts";
import { stopMailsOf } from "../../store/mail/outbox.ts";
import { endAgreements } from "../../store/publisher/agreement.ts";
import { endKeys } from "../../store/publisher/key.ts";
import { writeDecision } from "../../store/publisher/publisher.ts";
import { stopWaiting } from "../../store/push/outbox.ts";
import { deleteWebhooks } from "../../store/push/webhook.ts";
import { Done, doneWithout, KEY_EFFECTS } from "../effects.ts";
import type { PublisherContext } from "./context.ts";

/**
 * Closes a publisher's account: its keys, agreements and webhooks end at once, and its data is deleted later. Safe to run twice.
 */
export async function leave(
  { db, now, by }: PublisherContext,
  { id, status, approved }: Publisher,
): Promise<Done<void>> {
  if (status === "left") return doneWithout(undefined);
  const at = instant(now);
  const deleteAt = instant(now + RETENTION.applicantDays * DAY);
  await db.batch([
    writeDecision(db, { id, status: "left", approved: [], reason: null, at, deleteAt, from: { status, approved } }),
    endKeys(db, id, at),
    endAgreements(db, id, at),
    deleteWebhooks(db, id, null),
    stopWaiting(db, { publisher: id }),
    stopMailsOf(db, id),
    writeAudit(db, { at, by, action: "leave", publisher: id, reason: null, details: { from: status } }),
  ]);
  return new Done(undefined, KEY_EFFECTS);
}
