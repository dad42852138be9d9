import { z } from "zod";
import { ROTATION } from "../policy.ts";
import { publicAddress } from "../public-address.ts";
import { fields, wholeNumber } from "../text.ts";
import { EVENT_TYPES } from "./event.ts";

/** A webhook is paused by its publisher or after repeated failure, and disabled if its receiver answered that it is gone. */
export const WEBHOOK_STATES = ["active", "paused", "disabled"] as const;
export type WebhookState = (typeof WEBHOOK_STATES)[number];

/** A webhook as its publisher sees it, without its secret. */
export type Webhook = {
  id: string;
  url: string;
  events: string[];
  state: WebhookState;
  /** Why it is paused or disabled, in words. */
  reason?: string;
  created: string;
  /** How long messages are also signed with the previous secret. */
  oldUntil?: string;
};

const events = z
  .array(z.enum(EVENT_TYPES))
  .min(1, { error: "at least one event" })
  .overwrite((list) => [...new Set(list)]);

/** A publisher's settings for a new webhook. */
export const WebhookInput = fields({
  url: publicAddress.describe("Where messages are posted: a public HTTPS address."),
  events: events.default([...EVENT_TYPES]).describe("The events to send. If omitted, all of them."),
}).meta({ id: "WebhookInput" });

/** The changeable fields of a webhook; missing ones stay. */
export const WebhookChange = fields({
  events: events.optional().describe("The events to send."),
  state: z
    .enum(["active", "paused"])
    .optional()
    .describe("`paused` holds messages back; `active` resumes, and the ones held back go out at once."),
}).meta({ id: "WebhookChange" });

/** How to rotate a webhook's secret. */
export const WebhookRotation = fields({
  overlapHours: wholeNumber(0, ROTATION.maxHours)
    .default(ROTATION.defaultHours)
    .describe("How many hours messages are also signed with the old secret."),
}).meta({ id: "WebhookRotation" });

/** Standard Webhooks, "Secret generation": the prefix of a secret, followed by its bytes in base64. */
export const SECRET_PREFIX = "whsec_";
