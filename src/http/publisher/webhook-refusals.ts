import { PUSH } from "../../model/policy.ts";

/** The limit of webhooks is reached. */
export const TOO_MANY = `You have ${PUSH.webhooksPerPublisher} webhooks, the most allowed. Delete one first.`;
/** A second rotation would invalidate the only secret that the receiver has. */
export const ROTATED =
  "It was rotated recently, and the previous secret still works. To retire the previous secret now, rotate it with an overlap of 0 hours.";
/** A paused or disabled webhook gets no messages. */
export const HALTED = "The webhook isn't active. Resume it first.";
