import { DAY, instant } from "../model/article.ts";
import { KEPT_DAYS, type Publisher } from "../model/publisher.ts";
import { endAgreements } from "../store/agreement.ts";
import { writeAudit } from "../store/audit.ts";
import { endKeys } from "../store/key.ts";
import { stopWaiting } from "../store/outbox.ts";
import { writeStanding } from "../store/publisher.ts";
import { deleteWebhooks } from "../store/webhook.ts";
import type { Office } from "./office.ts";

/** Lets a publisher leave: its keys, agreements and webhooks end at once, and its data goes a set time later. Safe to run twice. */
export async function leave({ db, now, by }: Office, { id, status, approved }: Publisher): Promise<void> {
  if (status === "left") return;
  const at = instant(now);
  const deleteAt = instant(now + KEPT_DAYS * DAY);
  await db.batch([
    writeStanding(db, { id, status: "left", approved: [], reason: null, at, deleteAt, from: { status, approved } }),
    endKeys(db, id, at),
    endAgreements(db, id, at),
    deleteWebhooks(db, id, null),
    stopWaiting(db, { publisher: id }),
    writeAudit(db, { at, by, action: "leave", publisher: id, reason: null, details: { from: status } }),
  ]);
}
