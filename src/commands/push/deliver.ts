import { PUSH } from "../../model/policy.ts";
import { isPublicAddress } from "../../model/public-address.ts";
import {
  type Attempt,
  PUSH_PROBLEMS,
  type PushProblem,
  Reminder,
  statusProblem,
  waitAfterTry,
} from "../../model/push/delivery.ts";
import { instant, SECOND } from "../../model/time.ts";
import { discard, type Fetch, inTime, withTimeout } from "../../sources/outbound.ts";
import {
  type ClaimedDelivery,
  claim,
  type Outcome,
  releaseLease,
  stopWaiting,
  writeOutcome,
} from "../../store/push/outbox.ts";
import { haltWebhook } from "../../store/push/webhook.ts";
import type { SecretsKey } from "./encryption.ts";
import { type Message, messageOf, UnreadableSecret } from "./message.ts";

/** What sending needs: the store, the key for webhook secrets, the time in milliseconds, and `fetch`. */
export type Sender = {
  db: D1Database;
  secretsKey: SecretsKey | undefined;
  clock: () => number;
  fetch: Fetch;
  timeoutMs?: number;
};

/** A Worker waits for at most six responses at once; a seventh request would queue behind them and be mistaken for slow. */
const LANES = 5;

/** Tries each delivery from the queue once. Never fails: the outbox holds the next try, whatever the outcome of this one. */
export async function deliverAll(sender: Sender, messages: readonly unknown[]): Promise<void> {
  const left = [...messages];
  const lane = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift())
      await deliver(sender, next).catch((error: unknown) => console.error(error));
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

/**
 * Claims a delivery, tries it once, and records the outcome. If interrupted, it stays leased, and the cron queues it again
 * later, under the same id.
 */
async function deliver(sender: Sender, message: unknown): Promise<void> {
  const { db, clock } = sender;
  const { data: reminder } = Reminder.safeParse(message);
  if (reminder === undefined) return;
  const claimed = await claim(db, reminder, instant(clock() + PUSH.tryLeaseMs));
  if (claimed === undefined) {
    // Its webhook is paused; when that is resumed, the delivery is due at once.
    await releaseLease(db, [reminder]).run();
    return;
  }
  const attempt = { at: instant(clock()), ...(await attemptDelivery(sender, claimed)) };
  await db.batch(outcomeStatements(db, claimed, attempt, clock()));
}

type Answer = { status?: number; problem?: PushProblem };

async function attemptDelivery(
  { secretsKey, clock, fetch, timeoutMs = PUSH.timeoutSeconds * SECOND }: Sender,
  claimed: ClaimedDelivery,
): Promise<Answer> {
  const message = await messageOf(claimed, secretsKey, clock()).catch(secretProblem);
  if (message === undefined) return { problem: "no-hub" };
  if (message === "no-secret") return { problem: message };
  // Checked again, because the stored address may be older than the rule.
  if (!isPublicAddress(message.address)) return { problem: "not-public" };
  return withTimeout(timeoutMs, (signal) => post(message, fetch, signal));
}

/** Treats an unreadable secret as a failed try, so that its publisher finds out about it. */
function secretProblem(error: unknown): "no-secret" {
  if (!(error instanceof UnreadableSecret)) throw error;
  console.error(error);
  return "no-secret";
}

/** Posts a message. Only the status of the response counts; nothing else is kept or awaited. */
async function post({ address, headers, body }: Message, fetch: Fetch, signal: AbortSignal): Promise<Answer> {
  const status = await inTime(signal, async () => {
    const response = await fetch(address, { method: "POST", headers, body, redirect: "manual", signal });
    discard(response);
    return response.status;
  });
  if (typeof status === "string") return { problem: status };
  const problem = statusProblem(status);
  return { status, ...(problem ? { problem } : {}) };
}

/** Returns the statements that record a try: the time of the next one, if any, and the consequences for the webhook. */
function outcomeStatements(
  db: D1Database,
  claimed: ClaimedDelivery,
  attempt: Attempt,
  now: number,
): D1PreparedStatement[] {
  const outcome = outcomeOf(claimed, attempt, now);
  const { webhook } = claimed;
  const halted = outcome.state === "stopped" || outcome.state === "failed";
  if (webhook === null || !halted || attempt.problem === undefined) return [writeOutcome(db, claimed, outcome)];
  const why = PUSH_PROBLEMS[attempt.problem];
  return outcome.state === "stopped"
    ? [
        writeOutcome(db, claimed, outcome),
        haltWebhook(db, webhook.id, "disabled", why),
        stopWaiting(db, { webhook: webhook.id }),
      ]
    : [
        writeOutcome(db, claimed, outcome),
        haltWebhook(db, webhook.id, "paused", `A message failed ${claimed.tries + 1} times. Last error: ${why}`),
      ];
}

function outcomeOf({ tries, webhook }: ClaimedDelivery, attempt: Attempt, now: number): Outcome {
  const { problem } = attempt;
  if (problem === undefined) return { attempt, state: "delivered", nextAt: null };
  // Standard Webhooks, on 410: the receiver wants no more requests. The same applies to a hub that is no longer set.
  if (problem === "no-hub" || (problem === "gone" && webhook !== null))
    return { attempt, state: "stopped", nextAt: null };
  const wait = waitAfterTry(tries + 1);
  return wait === undefined
    ? { attempt, state: "failed", nextAt: null }
    : { attempt, state: "waiting", nextAt: instant(now + wait) };
}
