import type { PublisherJson } from "../contract/publisher.ts";
import type { Access } from "../model/access.ts";
import { PAGES } from "../model/policy.ts";
import type { Publisher } from "../model/publisher/publisher.ts";
import { keyTodos } from "../render/api/key-todo.ts";
import type { Site } from "../render/site.ts";
import { listReadLog } from "../store/publisher/read-log.ts";
import { listDeliveries } from "../store/push/outbox.ts";
import type { ViewContext } from "./context.ts";
import { viewPublisher } from "./publisher.ts";
import { viewStoryTodo } from "./todo.ts";

/** What a publisher sees of itself at `/publisher`. */
export async function viewDashboard(context: ViewContext, publisher: Publisher, site: Site, access: Access) {
  const [view, stories, readings] = await Promise.all([
    viewPublisher(context, publisher, site),
    viewStoryTodo(context, publisher.id, site, access),
    listReadLog(context.db, publisher.id, PAGES.dashboardReadings),
  ]);
  const todo = { ...stories, keys: keyTodos(view.keys, context.now) };
  return { view, todo, readings, webhooks: await withDeliveries(context.db, view.webhooks) };
}

const withDeliveries = (db: D1Database, webhooks: PublisherJson["webhooks"]) =>
  Promise.all(
    webhooks.map(async (each) => ({
      ...each,
      deliveries: await listDeliveries(db, each.id, { created: "~", id: "" }, PAGES.dashboardDeliveries),
    })),
  );
