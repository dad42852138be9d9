import { PUSH } from "../../model/policy.ts";

/** There are as many as there may be. */
export const TOO_MANY = `You have ${PUSH.webhooksPerPublisher} webhooks, the most allowed. Delete one first.`;
/** A second rotation would leave the receiver without a secret that it has. */
export const ROTATED =
  "It was rotated recently, and the previous secret still works. Rotate it with an overlap of 0 hours to end that.";
/** A paused or disabled webhook is sent nothing. */
export const HALTED = "The webhook isn't active. Resume it first.";
