import { z } from "@hono/zod-openapi";
import { DELIVERY_STATES } from "../../model/push/delivery.ts";
import { WEBHOOK_STATES } from "../../model/push/webhook.ts";

/** A webhook as its publisher, the API and the desk see it: never its secret. */
export const WebhookJson = z.object({
  id: z.string(),
  url: z.url(),
  events: z.array(z.string()).describe("What it wants to be told of."),
  state: z.enum(WEBHOOK_STATES),
  reason: z.string().optional().describe("Why it is paused or disabled, where the publisher didn't do it."),
  created: z.iso.datetime(),
  oldUntil: z.iso.datetime().optional().describe("Until then messages are signed with the secret before, too."),
});

/** A webhook with its secret, told once. */
export const GivenWebhookJson = WebhookJson.extend({
  secret: z
    .string()
    .describe("What signatures are checked with, as Standard Webhooks has it. It is told here and never again."),
});

/** What was or is to be sent, with each try. */
export const DeliveryJson = z.object({
  id: z.string().describe("The `webhook-id`, the same with every try: what was seen before can be left out."),
  type: z.string(),
  article: z.string().nullable(),
  version: z.int().nullable(),
  created: z.iso.datetime(),
  state: z.enum(DELIVERY_STATES).describe("`stopped`: it is no longer to be sent."),
  nextAt: z.iso.datetime().nullable().describe("When it is tried next; null where it isn't."),
  attempts: z.array(
    z.object({
      at: z.iso.datetime(),
      status: z.int().optional().describe("The status of the answer, where there was one."),
      problem: z.string().optional().describe("Why it failed, by a stable code; without it, it went well."),
    }),
  ),
});
