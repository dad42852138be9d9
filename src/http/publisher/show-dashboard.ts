import type { Context } from "hono";
import { publisherPage } from "../../render/html/publisher/publisher-page.tsx";
import type { WebhookFlash } from "../../render/html/publisher/webhooks.tsx";
import { viewDashboard } from "../../views/publisher-dashboard.ts";
import { readSite } from "../cache/site.ts";
import { type PublisherEnv, viewContext } from "../context.ts";
import { privatePage } from "../respond/page-response.ts";
import { problem } from "../respond/problems.ts";

/** What just happened: something that didn't work, or something about a webhook. */
type FlashMessage = { problem?: string; webhook?: WebhookFlash };

/** Answers with `/publisher`, and what just happened. */
export async function showDashboard(
  c: Context<PublisherEnv>,
  flash: FlashMessage = {},
  status = 200,
): Promise<Response> {
  const site = await readSite(c);
  if (site === undefined) return problem(c, "nothing-published");
  const { webhooks, ...shown } = await viewDashboard(viewContext(c), c.get("publisher"), site, c.get("key").access);
  return privatePage(
    publisherPage({ ...shown, site, webhooks: { webhooks, flash: flash.webhook }, problem: flash.problem }),
    status,
  );
}
