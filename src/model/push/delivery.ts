import { z } from "zod";
import { inWords } from "../in-words.ts";
import { PUSH } from "../policy.ts";
import { waitAfter } from "../retry.ts";

/** The states of a delivery. */
export const DELIVERY_STATES = ["waiting", "delivered", "failed", "stopped"] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** Why an attempt failed, by stable code, and what that means. The receiver's answer isn't stored. */
export const PUSH_PROBLEMS = {
  gone: "The address answered with status 410, so we no longer send to it.",
  redirects: "The address redirects. We don’t follow redirects: enter the new address instead.",
  refused: "The address rejected the message with a 4xx status.",
  failing: "The address answered with an error, or with something other than 200 to 299.",
  slow: `The address took more than ${inWords(PUSH.timeoutSeconds)} seconds to answer.`,
  unreachable: "The address didn’t answer.",
  "not-public": "The address isn’t public.",
  "no-secret": "We can no longer read the webhook’s secret. Rotate it, then resume the webhook.",
  "no-hub": "The settings no longer name a hub.",
  restored:
    "The wire was restored from a backup. We don’t know whether this was sent before, so we didn’t send it again.",
} as const;
export type PushProblem = keyof typeof PUSH_PROBLEMS;

/** One attempt and its outcome. */
export type Attempt = { at: string; status?: number; problem?: PushProblem };

/** The queue's message: which delivery is due, and how often it was claimed before. */
export const Reminder = z.object({ id: z.string(), claims: z.int() });
export type Reminder = z.infer<typeof Reminder>;

/** Returns the wait before the next attempt in milliseconds; undefined after the last. */
export const waitAfterTry = (failed: number): number | undefined => waitAfter(failed, PUSH.tries);

/** Returns the problem that an answer's status means; undefined for success, which is only 200 to 299 (Standard Webhooks). */
export function statusProblem(status: number): PushProblem | undefined {
  if (status >= 200 && status < 300) return undefined;
  if (status === 410) return "gone";
  if (status >= 300 && status < 400) return "redirects";
  return status >= 400 && status < 500 ? "refused" : "failing";
}
