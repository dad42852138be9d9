import { z } from "zod";
import { DELIVERY_STATES } from "../model/push/delivery.ts";
import { WebhookId } from "./webhook.ts";

/** A delivery with its attempts. */
export const DeliveryJson = z
  .object({
    id: z.string().describe("The `webhook-id`, the same with every try: skip what you've already handled."),
    type: z.string(),
    article: z.string().nullable(),
    version: z.int().nullable(),
    created: z.iso.datetime(),
    state: z.enum(DELIVERY_STATES).describe("`stopped`: it won't be sent anymore."),
    nextAt: z.iso.datetime().nullable().describe("When the next try is; null if there is none."),
    attempts: z.array(
      z.object({
        at: z.iso.datetime(),
        status: z.int().optional().describe("The HTTP status of the answer, if there was one."),
        problem: z.string().optional().describe("Why it failed, as a stable code; absent if it succeeded."),
      }),
    ),
  })
  .meta({ id: "Delivery" });

/** A page of deliveries. */
export const DeliveryListJson = z
  .object({ deliveries: z.array(DeliveryJson), next: z.string().nullable() })
  .meta({ id: "DeliveryList" });

/** Where a page of deliveries starts. */
export const DeliveryListQuery = z.object({
  before: z.string().max(100).default("~").describe("`next` from the previous answer."),
});

/** The delivery in a path. */
export const DeliveryId = WebhookId.extend({
  delivery: z.string().max(50).describe("The delivery's id, which is its `webhook-id`."),
});
