import { BATCH, PUSH } from "../../model/policy.ts";
import type { Reminder } from "../../model/push/delivery.ts";
import { instant } from "../../model/time.ts";
import { leaseDue, releaseLease } from "../../store/push/outbox.ts";
import { dispatchMail, type MailOutbox } from "../mail/dispatch-mail.ts";

type Reminders = Pick<Queue<Reminder>, "sendBatch">;

/** What dispatching needs: the store, the queues for publishers and for the hub, mail sending, and the time in milliseconds. */
export type Outbox = MailOutbox & { deliveries: Reminders; pings: Reminders };

/**
 * Queues everything due for sending. Safe to run twice: leased items aren't queued again. Never fails, so nothing else fails
 * because of it.
 */
export async function dispatchDue(outbox: Outbox): Promise<void> {
  await Promise.all([dispatchMail(outbox), dispatchMessages(outbox)]);
}

async function dispatchMessages(outbox: Outbox): Promise<void> {
  try {
    for (let round = 0; round < BATCH.messageBatches; round++)
      if ((await dispatchBatch(outbox)) < BATCH.messages) return;
  } catch (error) {
    console.error(error);
  }
}

async function dispatchBatch({ db, deliveries, pings, now }: Outbox): Promise<number> {
  const due = await leaseDue(db, instant(now), instant(now + PUSH.queueLeaseMs), BATCH.messages);
  if (due.length === 0) return 0;
  try {
    await send(
      deliveries,
      due.filter(({ isPing }) => !isPing),
    );
    await send(
      pings,
      due.filter(({ isPing }) => isPing),
    );
  } catch (error) {
    await releaseLease(db, due).run();
    throw error;
  }
  return due.length;
}

async function send(queue: Reminders, due: readonly Reminder[]): Promise<void> {
  if (due.length === 0) return;
  await queue.sendBatch(
    due.map(({ id, claims }) => ({ body: { id, claims } })),
    { delaySeconds: PUSH.settleSeconds },
  );
}
