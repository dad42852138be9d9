import { audience } from "../auth/audience.ts";
import { guardPublisherApi, guardPublisherPages } from "../auth/guard-publisher.ts";
import { sameOrigin } from "../auth/same-origin.ts";
import type { PublisherEnv } from "../context.ts";
import { jsonOnly, smallBodies } from "../respond/body.ts";
import { keyPages } from "./key-pages.ts";
import { publisherPages } from "./pages.ts";
import { publisherRoutes } from "./publisher.ts";
import { recallRoutes } from "./recalls.ts";
import { webhookPages } from "./webhook-pages.ts";
import { webhookRoutes } from "./webhooks.ts";

/** `/v1/publisher`: what a publisher's software does with its own key. */
export function publisherApi() {
  const app = audience<PublisherEnv>(guardPublisherApi, { after: [smallBodies, jsonOnly] });
  recallRoutes(app);
  publisherRoutes(app);
  webhookRoutes(app);
  return app;
}

/** `/publisher`: the pages of a publisher, signed in with its key. */
export function publisherApp() {
  const app = audience<PublisherEnv>(guardPublisherPages, { before: [sameOrigin, smallBodies] });
  publisherPages(app);
  keyPages(app);
  webhookPages(app);
  return app;
}
