import type { Context } from "hono";
import { PAGES } from "../../model/policy.ts";
import type { PublisherJson } from "../../render/api/publisher.ts";
import { publisherPage } from "../../render/html/publisher/publisher-page.tsx";
import type { WebhookFlash } from "../../render/html/publisher/webhooks.tsx";
import { listReadLog } from "../../store/publisher/read-log.ts";
import { listDeliveries } from "../../store/push/outbox.ts";
import type { DoorEnv } from "../auth/authenticate.ts";
import { type Holder, keyHolder } from "../auth/key-holder.ts";
import { keyIn } from "../auth/key-request.ts";
import { publisherView, siteOf } from "../context.ts";
import { privatePage } from "../respond/page-response.ts";
import { problem } from "../respond/problems.ts";
import { todoOf } from "../views/todo.ts";

/** Lets in who shows a full key as the password of Basic. */
export async function withKey(
  c: Context<DoorEnv>,
  then: (holder: Holder) => Response | Promise<Response>,
): Promise<Response> {
  const challenge = { "WWW-Authenticate": 'Basic realm="Publisher: a key as password", charset="UTF-8"' };
  const held = await keyHolder(c, keyIn(c.req.raw.headers, "Basic or Bearer"), challenge);
  return held instanceof Response ? held : then(held);
}

/** What just happened: something that didn't work, or something about a webhook. */
type FlashMessage = { problem?: string; webhook?: WebhookFlash };

/** `/publisher`, with what just happened. */
export async function dashboardPage(
  c: Context<DoorEnv>,
  { publisher, opened }: Holder,
  told: FlashMessage = {},
  status = 200,
): Promise<Response> {
  const site = await siteOf(c);
  if (site === undefined) return problem(c, "nothing-published");
  const [view, todo, readings] = await Promise.all([
    publisherView(c, publisher, site),
    todoOf(c, publisher.id, site, opened.access),
    listReadLog(c.env.env.db, publisher.id, PAGES.dashboardReadings),
  ]);
  const webhooks = { webhooks: await withDeliveries(c.env.env.db, view.webhooks), told: told.webhook };
  return privatePage(publisherPage({ view, todo, readings, site, webhooks, problem: told.problem }), status);
}

/** Deliveries of each webhook that the page shows. */
const SENT_LAST = PAGES.dashboardDeliveries;

const withDeliveries = (db: D1Database, webhooks: PublisherJson["webhooks"]) =>
  Promise.all(
    webhooks.map(async (each) => ({
      ...each,
      deliveries: await listDeliveries(db, each.id, { created: "~", id: "" }, SENT_LAST),
    })),
  );
