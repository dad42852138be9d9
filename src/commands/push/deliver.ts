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

/** What sending needs from outside: the store, the key of webhooks' secrets, the time in milliseconds, and the way out. */
export type Sender = {
  db: D1Database;
  secretsKey: SecretsKey | undefined;
  clock: () => number;
  fetch: Fetch;
  timeoutMs?: number;
};

/** A Worker waits for six answers at a time; a seventh request would wait for them, and be taken for slow. */
const LANES = 5;

/** Tries what the queue brought, once each. Never fails: the outbox holds the next attempt, whatever comes of this one. */
export async function deliverAll(sender: Sender, messages: readonly unknown[]): Promise<void> {
  const left = [...messages];
  const lane = async () => {
    for (let next = left.shift(); next !== undefined; next = left.shift())
      await deliver(sender, next).catch((error: unknown) => console.error(error));
  };
  await Promise.all(Array.from({ length: LANES }, lane));
}

/** Takes a delivery in hand, tries it once, and writes what came of it. Whoever stops in between leaves it held, and the cron hands it out again later, under the same id. */
async function deliver(sender: Sender, message: unknown): Promise<void> {
  const { db, clock } = sender;
  const { data: reminder } = Reminder.safeParse(message);
  if (reminder === undefined) return;
  const claimed = await claim(db, reminder, instant(clock() + PUSH.tryLeaseMs));
  if (claimed === undefined) {
    // Its webhook is paused: once that is resumed, it is due at once.
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
  // Asked again: what is stored could be older than the rule.
  if (!isPublicAddress(message.address)) return { problem: "not-public" };
  return withTimeout(timeoutMs, (signal) => post(message, fetch, signal));
}

/** A secret that can't be read is a failed try, so that its publisher learns of it. */
function secretProblem(error: unknown): "no-secret" {
  if (!(error instanceof UnreadableSecret)) throw error;
  console.error(error);
  return "no-secret";
}

/** Posts a message. Nothing of the answer counts but its status, and nothing else is kept or waited for. */
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

/** Writes what came of a try: the next one, or that there is none, and what that means for the webhook. */
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
  // Standard Webhooks, on 410: the receiver doesn't want to be asked again. A hub that is no longer named neither.
  if (problem === "no-hub" || (problem === "gone" && webhook !== null))
    return { attempt, state: "stopped", nextAt: null };
  const wait = waitAfterTry(tries + 1);
  return wait === undefined
    ? { attempt, state: "failed", nextAt: null }
    : { attempt, state: "waiting", nextAt: instant(now + wait) };
}
