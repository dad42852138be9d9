import type { MailReminder } from "../../model/mail/mail.ts";
import { BATCH, MAIL, PUSH } from "../../model/policy.ts";
import { instant } from "../../model/time.ts";
import { leaseMails, markReady, releaseMails } from "../../store/mail/outbox.ts";

/** What dispatching mails needs; without `mail` the wire sends none, and the desk has to. The time is in milliseconds. */
export type MailOutbox = {
  db: D1Database;
  deliveries: Pick<Queue<MailReminder>, "sendBatch">;
  mail: unknown;
  now: number;
};

/** Hands due mails to the queue, or to the desk. Safe to run twice. Never fails, so nothing else fails because of it. */
export async function dispatchMail(outbox: MailOutbox): Promise<void> {
  try {
    for (let round = 0; round < BATCH.messageBatches; round++) if ((await dispatchBatch(outbox)) < MAIL.batch) return;
  } catch (error) {
    console.error(error);
  }
}

async function dispatchBatch({ db, deliveries, mail, now }: MailOutbox): Promise<number> {
  if (mail === undefined) return (await markReady(db, instant(now), MAIL.batch).run()).meta.changes;
  const due = await leaseMails(db, instant(now), instant(now + MAIL.queueLeaseMs), MAIL.batch);
  if (due.length === 0) return 0;
  try {
    await deliveries.sendBatch(
      due.map((body) => ({ body })),
      { delaySeconds: PUSH.settleSeconds },
    );
  } catch (error) {
    await releaseMails(db, due).run();
    throw error;
  }
  return due.length;
}
