import type { Context } from "hono";
import { PAGES } from "../../../model/policy.ts";
import { isEnough } from "../../../model/publisher/scope.ts";
import { deliveryPage } from "../../../render/html/publisher/delivery-page.tsx";
import type { WebhookFlash } from "../../../render/html/publisher/webhooks.tsx";
import { listReadLog } from "../../../store/publisher/read-log.ts";
import { viewStoryNames } from "../../../views/story-names.ts";
import { viewWebhooks } from "../../../views/webhooks.ts";
import { siteFor } from "../../cache/site.ts";
import { type PublisherEnv, viewContext } from "../../context.ts";
import { showTab } from "./show-tab.ts";

/** Returns the story of a URL that was read. */
const storyIn = ({ address }: { address: string }): string[] => {
  const [, id] = /^\/(?:v1\/)?articles\/([^/?]+)/.exec(address) ?? [];
  return id === undefined ? [] : [id];
};

/** Answers with that tab, and with what just happened to a webhook. */
export const showDelivery = (c: Context<PublisherEnv>, webhook?: WebhookFlash, status = 200): Promise<Response> =>
  showTab(c, { status }, async (frame) => {
    const { id } = c.get("publisher");
    const mayManage = isEnough(c.get("visitor").scope, "manage");
    const [webhooks, readings] = await Promise.all([
      mayManage ? viewWebhooks(viewContext(c), id) : [],
      listReadLog(c.env.env.db, id, PAGES.dashboardReadings),
    ]);
    const site = await siteFor(c, frame.site, c.get("visitor").access);
    const told = webhooks.flatMap(({ deliveries }) => deliveries.flatMap(({ article }) => article ?? []));
    const names = await viewStoryNames(c.env.env.db, site, [...told, ...readings.flatMap(storyIn)]);
    const named = readings.map((reading) => ({ ...reading, story: names.get(storyIn(reading)[0] ?? "") }));
    return deliveryPage({ ...frame, webhooks: { webhooks, names, flash: webhook }, readings: named, mayManage });
  });
