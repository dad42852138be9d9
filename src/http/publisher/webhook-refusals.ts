import { PUSH } from "../../model/policy.ts";

/** There are as many as there may be. */
export const TOO_MANY = `You have ${PUSH.webhooksPerPublisher} webhooks, which is as many as there may be. Delete one first.`;
/** A second rotation would leave the receiver without a secret that it has. */
export const ROTATED =
  "It was rotated lately, and the secret before still counts. Rotate it with an overlap of 0 hours to end that.";
/** A paused or disabled webhook is sent nothing. */
export const HALTED = "The webhook isn't active. Resume it first.";
