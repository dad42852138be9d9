import { z } from "zod";
import { inWords } from "../in-words.ts";
import { PUSH } from "../policy.ts";
import { waitAfter } from "../retry.ts";

/** What can become of something that is due to be sent. */
export const DELIVERY_STATES = ["waiting", "delivered", "failed", "stopped"] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** Why a try failed, by its stable code, and what that means. Never more: what a receiver answered is kept nowhere. */
export const PUSH_PROBLEMS = {
  gone: "The address answered 410: it wants nothing any more.",
  redirects: "The address redirects. Nothing is sent on to another one: name that one instead.",
  refused: "The address refused what was sent: it answered with a status of the 400s.",
  failing: "The address answered with an error of its own, or with something else than 200 to 299.",
  slow: `The address took more than ${inWords(PUSH.timeoutSeconds)} seconds to answer.`,
  unreachable: "There was no answer at the address.",
  "not-public": "This is no address that everyone can reach.",
  "no-secret": "The webhook's secret can't be read any more. Rotate it, and resume the webhook.",
  "no-hub": "The settings name no hub any more.",
  restored:
    "The wire was restored from a backup. Whether this had been sent by then isn't known, so it isn't sent again.",
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
