import type { Context } from "hono";
import { resendDelivery } from "../../commands/push/resend.ts";
import { alterWebhook, deleteWebhook, makeWebhook, rotateSecret } from "../../commands/push/webhooks.ts";
import { DeliveryId, DeliveryJson, DeliveryListJson, DeliveryListQuery } from "../../contract/delivery.ts";
import { GivenWebhookJson, WebhookId, WebhookJson, WebhookListJson } from "../../contract/webhook.ts";
import { PAGES, PUSH } from "../../model/policy.ts";
import { type Webhook, WebhookChange, WebhookInput, WebhookRotation } from "../../model/push/webhook.ts";
import { instant } from "../../model/time.ts";
import { type ListPosition, listDeliveries } from "../../store/push/outbox.ts";
import { readWebhook, readWebhooks } from "../../store/push/webhook.ts";
import { settle } from "../cache/carry-out.ts";
import { type PublisherEnv, publisherContext, type Routes } from "../context.ts";
import { apiRoute } from "../respond/api-route.ts";
import { answers, jsonBody, PUBLISHER_PROBLEMS } from "../respond/openapi.ts";
import { problem } from "../respond/problems.ts";
import { withSecretsKey } from "./secrets-key.ts";
import { HALTED, ROTATED, TOO_MANY } from "./webhook-refusals.ts";

const tags = ["Publishers"];
const security = [{ key: ["manage"] }];

const listRoute = apiRoute({
  method: "get",
  path: "/webhooks",
  operationId: "listWebhooks",
  summary: "List your webhooks",
  tags,
  security,
  responses: answers({ 200: { description: "Newest first.", schema: WebhookListJson } }, ...PUBLISHER_PROBLEMS),
});

const makeRoute = apiRoute({
  method: "post",
  path: "/webhooks",
  operationId: "createWebhook",
  summary: `Add a webhook; at most ${PUSH.webhooksPerPublisher}`,
  tags,
  security,
  request: { body: jsonBody(WebhookInput) },
  responses: answers(
    { 201: { description: "The webhook, with its secret, shown once.", schema: GivenWebhookJson } },
    ...PUBLISHER_PROBLEMS,
    "not-configured",
  ),
});

const showRoute = apiRoute({
  method: "get",
  path: "/webhooks/{id}",
  operationId: "getWebhook",
  summary: "Get a webhook",
  tags,
  security,
  request: { params: WebhookId },
  responses: answers({ 200: { description: "The webhook.", schema: WebhookJson } }, ...PUBLISHER_PROBLEMS),
});

const changeRoute = apiRoute({
  method: "put",
  path: "/webhooks/{id}",
  operationId: "updateWebhook",
  summary: "Change a webhook's events, pause it or resume it",
  tags,
  security,
  request: { params: WebhookId, body: jsonBody(WebhookChange) },
  responses: answers({ 200: { description: "Changed.", schema: WebhookJson } }, ...PUBLISHER_PROBLEMS),
});

const rotateRoute = apiRoute({
  method: "post",
  path: "/webhooks/{id}/rotate",
  operationId: "rotateWebhookSecret",
  summary: "Replace a webhook's secret with a new one",
  tags,
  security,
  request: { params: WebhookId, body: jsonBody(WebhookRotation) },
  responses: answers(
    { 201: { description: "The webhook, with its new secret, shown once.", schema: GivenWebhookJson } },
    ...PUBLISHER_PROBLEMS,
    "not-configured",
  ),
});

const deleteRoute = apiRoute({
  method: "delete",
  path: "/webhooks/{id}",
  operationId: "deleteWebhook",
  summary: "Delete a webhook",
  tags,
  security,
  request: { params: WebhookId },
  responses: {
    ...answers({}, ...PUBLISHER_PROBLEMS),
    204: { description: "Deleted. Messages still waiting for it won't be sent." },
  },
});

const deliveriesRoute = apiRoute({
  method: "get",
  path: "/webhooks/{id}/deliveries",
  operationId: "listDeliveries",
  summary: "List a webhook's messages, sent and waiting, with every attempt; newest first",
  tags,
  security,
  request: {
    params: WebhookId,
    query: DeliveryListQuery,
  },
  responses: answers(
    {
      200: {
        description: `At most ${PAGES.deliveries}.`,
        schema: DeliveryListJson,
      },
    },
    ...PUBLISHER_PROBLEMS,
  ),
});

const resendRoute = apiRoute({
  method: "post",
  path: "/webhooks/{id}/deliveries/{delivery}/resend",
  operationId: "resendDelivery",
  summary: "Send a message again, under the same id",
  tags,
  security,
  request: { params: DeliveryId },
  responses: answers({ 200: { description: "It will be sent at once.", schema: DeliveryJson } }, ...PUBLISHER_PROBLEMS),
});

const AT_ONCE = PAGES.deliveries;

/** `/v1/publisher/webhooks`: a publisher's webhooks and their deliveries. */
export function webhookRoutes(app: Routes<PublisherEnv>): void {
  app.openapi(listRoute, async (c) => {
    const webhooks = await readWebhooks(c.env.env.db, c.get("publisher").id, instant(c.env.clock()));
    return c.json({ webhooks }, 200);
  });
  app.openapi(makeRoute, (c) =>
    withSecretsKey(c, async (secretsKey) => {
      const { id } = c.get("publisher");
      const given = await makeWebhook({ ...publisherContext(c, id), secretsKey }, id, c.req.valid("json"));
      return given === undefined ? problem(c, "conflict", { detail: TOO_MANY }) : c.json(given, 201);
    }),
  );
  app.openapi(showRoute, (c) => withWebhook(c, async (webhook) => c.json(webhook, 200)));
  app.openapi(changeRoute, async (c) => {
    const { id } = c.get("publisher");
    const changed = await settle(
      c,
      await alterWebhook(publisherContext(c, id), id, c.req.valid("param").id, c.req.valid("json")),
    );
    if (changed === undefined) return problem(c, "not-found");
    return c.json(changed, 200);
  });
  app.openapi(rotateRoute, (c) =>
    withSecretsKey(c, async (secretsKey) => {
      const { id } = c.get("publisher");
      const { overlapHours } = c.req.valid("json");
      const context = { ...publisherContext(c, id), secretsKey };
      const rotated = await rotateSecret(context, id, c.req.valid("param").id, overlapHours);
      if (rotated.ok) return c.json(rotated.given, 201);
      return rotated.because === "unknown" ? problem(c, "not-found") : problem(c, "conflict", { detail: ROTATED });
    }),
  );
  app.openapi(deleteRoute, async (c) => {
    const { id } = c.get("publisher");
    const done = await deleteWebhook(publisherContext(c, id), id, c.req.valid("param").id);
    return done ? c.body(null, 204) : problem(c, "not-found");
  });
  app.openapi(deliveriesRoute, (c) =>
    withWebhook(c, async ({ id }) => {
      const found = await listDeliveries(c.env.env.db, id, placeOf(c.req.valid("query").before), AT_ONCE);
      const last = found.length === AT_ONCE ? found.at(-1) : undefined;
      return c.json({ deliveries: found, next: last ? `${last.created}_${last.id}` : null }, 200);
    }),
  );
  app.openapi(resendRoute, (c) =>
    withWebhook(c, async (webhook) => {
      const { id } = c.get("publisher");
      const done = await resendDelivery(publisherContext(c, id), id, webhook, c.req.valid("param").delivery);
      const resent = await settle(c, done);
      if (resent.ok) return c.json(resent.delivery, 200);
      return resent.because === "unknown" ? problem(c, "not-found") : problem(c, "conflict", { detail: HALTED });
    }),
  );
}

/** Reads the list's cursor. An invalid one points before the first or past the last entry. */
function placeOf(before: string): ListPosition {
  const [created = "", id = ""] = before.split("_");
  return { created, id };
}

type WebhookContext = Context<PublisherEnv>;

async function withWebhook(c: WebhookContext, then: (webhook: Webhook) => Promise<Response>): Promise<Response> {
  const id = c.req.param("id") ?? "";
  const webhook = await readWebhook(c.env.env.db, c.get("publisher").id, id, instant(c.env.clock()));
  return webhook === undefined ? problem(c, "not-found") : then(webhook);
}
