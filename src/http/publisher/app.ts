import { audience } from "../auth/audience.ts";
import { guardPublisherApi, guardPublisherPages } from "../auth/guard-publisher.ts";
import { sameOrigin } from "../auth/same-origin.ts";
import type { PublisherEnv } from "../context.ts";
import { jsonOnly, smallBodies } from "../respond/body.ts";
import { accountPages } from "./pages/account-pages.ts";
import { agreementPages } from "./pages/agreement-pages.ts";
import { deliveryPages } from "./pages/delivery-pages.ts";
import { digestPages } from "./pages/digest-pages.ts";
import { keyPages } from "./pages/key-pages.ts";
import { libraryPages } from "./pages/library-pages.ts";
import { teamPages } from "./pages/team-pages.ts";
import { webhookPages } from "./pages/webhook-pages.ts";
import { peopleRoutes } from "./people.ts";
import { publisherRoutes } from "./publisher.ts";
import { recallRoutes } from "./recalls.ts";
import { webhookRoutes } from "./webhooks.ts";

/** `/v1/publisher`: the API for a publisher's software, with its own key. */
export function publisherApi() {
  const app = audience<PublisherEnv>(guardPublisherApi, { after: [smallBodies, jsonOnly] });
  recallRoutes(app);
  publisherRoutes(app);
  webhookRoutes(app);
  peopleRoutes(app);
  return app;
}

/** `/publisher`: a publisher's pages, with a session or a key. */
export function publisherApp() {
  const app = audience<PublisherEnv>(guardPublisherPages, { before: [sameOrigin, smallBodies] });
  libraryPages(app);
  agreementPages(app);
  keyPages(app);
  webhookPages(app);
  deliveryPages(app);
  teamPages(app);
  digestPages(app);
  accountPages(app);
  return app;
}
