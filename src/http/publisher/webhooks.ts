import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { dispatchDue } from "../../commands/push/dispatch-due.ts";
import { alterWebhook, deleteWebhook, makeWebhook, rotateSecret } from "../../commands/push/webhooks.ts";
import { PAGES, PUSH } from "../../model/policy.ts";
import { type Webhook, WebhookChange, WebhookInput, WebhookRotation } from "../../model/push/webhook.ts";
import { instant } from "../../model/time.ts";
import { DeliveryJson, GivenWebhookJson, WebhookJson } from "../../render/api/webhook.ts";
import { type Delivery, type ListPosition, listDeliveries, readDelivery, sendAgain } from "../../store/push/outbox.ts";
import { readWebhook, readWebhooks } from "../../store/push/webhook.ts";
import { COMMON } from "../applicant/applications.ts";
import type { AtDoor } from "../auth/authenticate.ts";
import type { PublisherEnv } from "../auth/key-holder.ts";
import { publisherContext } from "../context.ts";
import { answers, jsonBody } from "../respond/openapi.ts";
import { type ProblemCode, problem } from "../respond/problems.ts";

const tags = ["Publishers"];
const security = [{ key: [] }];
const REFUSALS: ProblemCode[] = [...COMMON, "unauthorized", "forbidden"];
const Id = z.object({ id: z.string().max(50).describe("The webhook's id.") });
const DeliveryId = Id.extend({
  delivery: z.string().max(50).describe("The delivery's id, which is its `webhook-id`."),
});

const listRoute = createRoute({
  method: "get",
  path: "/webhooks",
  summary: "Where the publisher is told of changes",
  tags,
  security,
  responses: answers(
    { 200: { description: "The newest first.", schema: z.object({ webhooks: z.array(WebhookJson) }) } },
    ...REFUSALS,
  ),
});

const makeRoute = createRoute({
  method: "post",
  path: "/webhooks",
  summary: `Be told of changes at an address; at most ${PUSH.webhooksPerPublisher}`,
  tags,
  security,
  request: { body: jsonBody(WebhookInput) },
  responses: answers(
    { 201: { description: "The webhook, with its secret, told once.", schema: GivenWebhookJson } },
    ...REFUSALS,
    "not-configured",
  ),
});

const showRoute = createRoute({
  method: "get",
  path: "/webhooks/{id}",
  summary: "One webhook",
  tags,
  security,
  request: { params: Id },
  responses: answers({ 200: { description: "The webhook.", schema: WebhookJson } }, ...REFUSALS),
});

const changeRoute = createRoute({
  method: "put",
  path: "/webhooks/{id}",
  summary: "Change what a webhook is told of; pause it, or resume it",
  tags,
  security,
  request: { params: Id, body: jsonBody(WebhookChange) },
  responses: answers({ 200: { description: "Changed.", schema: WebhookJson } }, ...REFUSALS),
});

const rotateRoute = createRoute({
  method: "post",
  path: "/webhooks/{id}/rotate",
  summary: "Get a new secret in an old one's place",
  tags,
  security,
  request: { params: Id, body: jsonBody(WebhookRotation) },
  responses: answers(
    { 201: { description: "The webhook, with its new secret, told once.", schema: GivenWebhookJson } },
    ...REFUSALS,
    "not-configured",
  ),
});

const deleteRoute = createRoute({
  method: "delete",
  path: "/webhooks/{id}",
  summary: "Delete a webhook",
  tags,
  security,
  request: { params: Id },
  responses: { ...answers({}, ...REFUSALS), 204: { description: "Deleted. What still waited for it isn't sent." } },
});

const deliveriesRoute = createRoute({
  method: "get",
  path: "/webhooks/{id}/deliveries",
  summary: "What was and is to be sent to a webhook, with each try; the newest first",
  tags,
  security,
  request: {
    params: Id,
    query: z.object({ before: z.string().max(100).default("~").describe("`next` of the answer before.") }),
  },
  responses: answers(
    {
      200: {
        description: `At most ${PAGES.deliveries}.`,
        schema: z.object({ deliveries: z.array(DeliveryJson), next: z.string().nullable() }),
      },
    },
    ...REFUSALS,
  ),
});

const resendRoute = createRoute({
  method: "post",
  path: "/webhooks/{id}/deliveries/{delivery}/resend",
  summary: "Send a message again, under the same id",
  tags,
  security,
  request: { params: DeliveryId },
  responses: answers({ 200: { description: "It is due.", schema: DeliveryJson } }, ...REFUSALS),
});

const AT_ONCE = PAGES.deliveries;

/** `/v1/publisher/webhooks`: where a publisher is told of changes, and what became of telling it. */
export function webhookRoutes(app: OpenAPIHono<PublisherEnv>): void {
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
    const changed = await alterWebhook(publisherContext(c, id), id, c.req.valid("param").id, c.req.valid("json"));
    if (changed === undefined) return problem(c, "not-found");
    handOutSoon(c);
    return c.json(changed, 200);
  });
  app.openapi(rotateRoute, (c) =>
    withSecretsKey(c, async (secretsKey) => {
      const { id } = c.get("publisher");
      const { overlapHours } = c.req.valid("json");
      const office = { ...publisherContext(c, id), secretsKey };
      const rotated = await rotateSecret(office, id, c.req.valid("param").id, overlapHours);
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
      const delivery = await resent(c, webhook, c.req.valid("param").delivery);
      return delivery instanceof Response ? delivery : c.json(delivery, 200);
    }),
  );
}

/** Where a page of the list ended; what isn't one of ours is before everything, or behind it. */
function placeOf(before: string): ListPosition {
  const [created = "", id = ""] = before.split("_");
  return { created, id };
}

export const TOO_MANY = `You have ${PUSH.webhooksPerPublisher} webhooks, which is as many as there may be. Delete one first.`;
export const ROTATED =
  "It was rotated lately, and the secret before still counts. Rotate it with an overlap of 0 hours to end that.";
const HALTED = "The webhook isn't active. Resume it first.";

type AsPublisher = Context<PublisherEnv>;

async function withWebhook(c: AsPublisher, then: (webhook: Webhook) => Promise<Response>): Promise<Response> {
  const id = c.req.param("id") ?? "";
  const webhook = await readWebhook(c.env.env.db, c.get("publisher").id, id, instant(c.env.clock()));
  return webhook === undefined ? problem(c, "not-found") : then(webhook);
}

/** Goes on with the key that encrypts webhooks' secrets; or says that there is none. */
export async function withSecretsKey<E extends AtDoor>(
  c: Context<E>,
  then: (secretsKey: Uint8Array<ArrayBuffer>) => Promise<Response>,
): Promise<Response> {
  const { secretsKey } = c.env.env;
  if (secretsKey !== undefined) return then(secretsKey);
  console.error("SECRETS_KEY is not set: webhooks can't be made. `npm run secrets-key` makes a key.");
  return problem(c, "not-configured");
}

/** What was made due is handed out now, behind the answer. */
export const handOutSoon = <E extends AtDoor>(c: Context<E>): void =>
  c.executionCtx.waitUntil(dispatchDue({ ...c.env.env, now: c.env.clock() }));

/** Makes a delivery due anew; or the problem that stands in the way. */
export async function resent<E extends AtDoor>(
  c: Context<E>,
  webhook: Webhook,
  id: string,
): Promise<Delivery | Response> {
  const { db } = c.env.env;
  if (webhook.state !== "active") return problem(c, "conflict", { detail: HALTED });
  await sendAgain(db, instant(c.env.clock()), webhook.id, id).run();
  const delivery = await readDelivery(db, webhook.id, id);
  if (delivery === undefined) return problem(c, "not-found");
  handOutSoon(c);
  return delivery;
}
