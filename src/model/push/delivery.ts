import { z } from "zod";
import { inWords } from "../in-words.ts";
import { PUSH } from "../policy.ts";
import { waitAfter } from "../retry.ts";

/** What can become of something that is due to be sent. */
export const DELIVERY_STATES = ["waiting", "delivered", "failed", "stopped"] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** Why a try failed, by its stable code, and what that means. Never more: what a receiver answered is kept nowhere. */
export const PUSH_PROBLEMS = {
  gone: "The address answered 410, so we no longer send to it.",
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

/** One try, and what came of it. */
export type Attempt = { at: string; status?: number; problem?: PushProblem };

/** What is handed to the queue: which delivery is due, and how often it was taken in hand before. */
export const Reminder = z.object({ id: z.string(), claims: z.int() });
export type Reminder = z.infer<typeof Reminder>;

/** When a delivery is tried again after so many tries that failed, in milliseconds from then; undefined once it is enough. */
export const waitAfterTry = (failed: number): number | undefined => waitAfter(failed, PUSH.tries);

/** What an answer's status means for the try; undefined where it went well. Only 200 to 299 is success (Standard Webhooks). */
export function statusProblem(status: number): PushProblem | undefined {
  if (status >= 200 && status < 300) return undefined;
  if (status === 410) return "gone";
  if (status >= 300 && status < 400) return "redirects";
  return status >= 400 && status < 500 ? "refused" : "failing";
}
