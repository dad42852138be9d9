import { PAGES } from "../model/policy.ts";
import { instant } from "../model/time.ts";
import { listDeliveries } from "../store/push/outbox.ts";
import { readWebhooks } from "../store/push/webhook.ts";
import type { ViewContext } from "./context.ts";

/** Returns a publisher's webhooks, each with its latest deliveries. */
export async function viewWebhooks({ db, now }: ViewContext, publisher: string) {
  const webhooks = await readWebhooks(db, publisher, instant(now));
  return Promise.all(
    webhooks.map(async (each) => ({
      ...each,
      deliveries: await listDeliveries(db, each.id, { created: "~", id: "" }, PAGES.dashboardDeliveries),
    })),
  );
}
