import { z } from "zod";
import { WEBHOOK_STATES } from "../model/push/webhook.ts";

/** A webhook for its publisher, the API and the desk, without its secret. */
export const WebhookJson = z
  .object({
    id: z.string(),
    url: z.url(),
    events: z.array(z.string()).describe("The events to send."),
    state: z.enum(WEBHOOK_STATES),
    reason: z.string().optional().describe("Why it is paused or disabled, if the publisher didn't do it."),
    created: z.iso.datetime(),
    oldUntil: z.iso.datetime().optional().describe("Until then, messages are also signed with the previous secret."),
  })
  .meta({ id: "Webhook" });

/** A webhook with its secret, shown only once. */
export const GivenWebhookJson = WebhookJson.extend({
  secret: z.string().describe("The secret for checking signatures, as in Standard Webhooks. It is shown only here."),
}).meta({ id: "GivenWebhook" });

/** A publisher's webhooks. */
export const WebhookListJson = z.object({ webhooks: z.array(WebhookJson) }).meta({ id: "WebhookList" });

/** The webhook in a path. */
export const WebhookId = z.object({ id: z.string().max(50).describe("The webhook's id.") });
