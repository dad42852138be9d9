import type { Webhook } from "../../model/push/webhook.ts";
import { instant } from "../../model/time.ts";
import { writeAuditOfChange } from "../../store/audit.ts";
import { type Delivery, readDelivery, sendAgain } from "../../store/push/outbox.ts";
import { DELIVERY_EFFECTS, Done, doneWithout } from "../effects.ts";
import type { PublisherContext } from "../publishers/context.ts";

/** The outcome of sending a message again. */
export type ResendOutcome = { ok: true; delivery: Delivery } | { ok: false; because: "not active" | "unknown" };

/** Makes a message of a webhook due again, under the same id. Safe to run twice: a leased message stays leased. */
export async function resendDelivery(
  { db, now, by }: PublisherContext,
  publisher: string,
  webhook: Webhook,
  id: string,
): Promise<Done<ResendOutcome>> {
  if (webhook.state !== "active") return doneWithout<ResendOutcome>({ ok: false, because: "not active" });
  const at = instant(now);
  const details = { webhook: webhook.id, delivery: id };
  await db.batch([
    sendAgain(db, at, webhook.id, id),
    writeAuditOfChange(db, { at, by, action: "resend-delivery", publisher, reason: null, details }),
  ]);
  const delivery = await readDelivery(db, webhook.id, id);
  if (delivery === undefined) return doneWithout<ResendOutcome>({ ok: false, because: "unknown" });
  return new Done<ResendOutcome>({ ok: true, delivery }, DELIVERY_EFFECTS);
}
