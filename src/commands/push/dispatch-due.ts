import type { Reminder } from "../../model/push/delivery.ts";
import { instant } from "../../model/time.ts";
import { leaseDue, releaseLease } from "../../store/push/outbox.ts";

type Reminders = Pick<Queue<Reminder>, "sendBatch">;

/** What handing out needs from outside: the store, the queues to publishers and to the hub, and the time in milliseconds. */
export type Outbox = { db: D1Database; deliveries: Reminders; pings: Reminders; now: number };

/** Messages that a queue takes at once, and how often a run fills one: the cron comes again a minute later. */
const AT_ONCE = 100;
const ROUNDS = 20;

/** Minutes for which the queue has what it was handed: if nothing came of it by then, it is handed out again. */
const LEASE_MS = 5 * 60_000;

/**
 * Seconds that a message lies before it is sent: whoever is told asks at once, and until then other isolates and the
 * cache in front of Wire may still hold the state before.
 */
const SETTLES = 2;

/** Hands to the queue what is due to be sent. Safe to run twice: what is in somebody's hands isn't handed out again. Never fails, so that nothing else does because of it. */
export async function dispatchDue(outbox: Outbox): Promise<void> {
  try {
    for (let round = 0; round < ROUNDS; round++) if ((await dispatchBatch(outbox)) < AT_ONCE) return;
  } catch (error) {
    console.error(error);
  }
}

async function dispatchBatch({ db, deliveries, pings, now }: Outbox): Promise<number> {
  const due = await leaseDue(db, instant(now), instant(now + LEASE_MS), AT_ONCE);
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
    { delaySeconds: SETTLES },
  );
}
