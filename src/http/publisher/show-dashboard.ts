import type { Context } from "hono";
import type { FlashMessage } from "../../render/html/publisher/application-page.tsx";
import { publisherPage } from "../../render/html/publisher/publisher-page.tsx";
import type { WebhookFlash } from "../../render/html/publisher/webhooks.tsx";
import { viewDashboard } from "../../views/publisher-dashboard.ts";
import { readSite } from "../cache/site.ts";
import { type PublisherEnv, viewContext } from "../context.ts";
import { privatePage } from "../respond/page-response.ts";
import { problem } from "../respond/problems.ts";

/** What just happened: something that didn't work, a new key, or something about a webhook. */
type Happened = { problem?: string; key?: string; webhook?: WebhookFlash };

/** Answers with `/publisher`, and what just happened. */
export async function showDashboard(
  c: Context<PublisherEnv>,
  { problem: wrong, key, webhook }: Happened = {},
  status = 200,
): Promise<Response> {
  const site = await readSite(c);
  if (site === undefined) return problem(c, "nothing-published");
  const { scope, access } = c.get("key");
  const { webhooks, ...shown } = await viewDashboard(viewContext(c), c.get("publisher"), site, access);
  const flash = flashOf(wrong, key);
  return privatePage(publisherPage({ ...shown, site, webhooks: { webhooks, flash: webhook }, scope, flash }), status);
}

function flashOf(wrong: string | undefined, key: string | undefined): FlashMessage {
  if (wrong !== undefined) return { problem: wrong };
  return key === undefined ? undefined : { key };
}
