import type { PublisherEnv, Routes } from "../../context.ts";
import { showDelivery } from "./show-delivery.ts";

/** `/publisher/delivery`: webhooks, how to connect software, and what it read. */
export function deliveryPages(app: Routes<PublisherEnv>): void {
  app.get("/delivery", (c) => showDelivery(c));
}
