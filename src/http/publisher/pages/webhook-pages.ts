import type { Context } from "hono";
import { resendDelivery } from "../../../commands/push/resend.ts";
import { alterWebhook, deleteWebhook, makeWebhook, rotateSecret } from "../../../commands/push/webhooks.ts";
import { mistakesOf } from "../../../model/mistake.ts";
import { WebhookChange, WebhookInput, WebhookRotation } from "../../../model/push/webhook.ts";
import { instant } from "../../../model/time.ts";
import { readWebhook } from "../../../store/push/webhook.ts";
import { settle } from "../../cache/carry-out.ts";
import type { PublisherEnv, Routes } from "../../context.ts";
import { formProblem, readForm } from "../../respond/form.ts";
import { problem } from "../../respond/problems.ts";
import { withSecretsKey } from "../secrets-key.ts";
import { HALTED, ROTATED, TOO_MANY } from "../webhook-refusals.ts";
import { ownContext } from "./acting.ts";
import { showDelivery } from "./show-delivery.ts";

/** The webhook forms on the publisher's pages, which do the same as the API. */
export function webhookPages(app: Routes<PublisherEnv>): void {
  app.post("/webhooks", makeByForm);
  app.post("/webhooks/:id", changeByForm);
  app.post("/webhooks/:id/rotate", rotateByForm);
  app.post("/webhooks/:id/delete", deleteByForm);
  app.post("/webhooks/:id/deliveries/:delivery/resend", resendByForm);
}

type WebhookPageContext = Context<PublisherEnv>;
const idOf = (c: WebhookPageContext): string => c.req.param("id") ?? "";
const goBack = (c: WebhookPageContext): Response => c.redirect("/publisher/delivery", 303);

async function makeByForm(c: WebhookPageContext): Promise<Response> {
  const { url: [url = ""] = [], events = [] } = await readForm(c);
  const read = WebhookInput.safeParse({ url, events });
  if (!read.success) return showDelivery(c, { mistakes: mistakesOf(read.error, { url, events }), url }, 422);
  return withSecretsKey(c, async (secretsKey) => {
    const given = await makeWebhook({ ...ownContext(c), secretsKey }, c.get("publisher").id, read.data);
    return given === undefined
      ? showDelivery(c, { problem: TOO_MANY }, 409)
      : showDelivery(c, { secret: given.secret });
  });
}

const LABELS = { state: "Status", events: "Events", overlapHours: "Hours" };

/** Each of the two forms sends only what it changes. */
async function changeByForm(c: WebhookPageContext): Promise<Response> {
  const { state: [state] = [], events = [] } = await readForm(c);
  const read = WebhookChange.safeParse(state === undefined ? { events } : { state });
  if (!read.success)
    return showDelivery(c, { problem: formProblem(mistakesOf(read.error, { state, events }), LABELS) }, 422);
  const altered = await settle(c, await alterWebhook(ownContext(c), c.get("publisher").id, idOf(c), read.data));
  if (altered === undefined) return problem(c, "not-found");
  return goBack(c);
}

async function rotateByForm(c: WebhookPageContext): Promise<Response> {
  const { overlapHours: [hours] = [] } = await readForm(c);
  const read = WebhookRotation.safeParse({ overlapHours: hours ? Number(hours) : undefined });
  if (!read.success)
    return showDelivery(c, { problem: formProblem(mistakesOf(read.error, { overlapHours: hours }), LABELS) }, 422);
  return withSecretsKey(c, async (secretsKey) => {
    const context = { ...ownContext(c), secretsKey };
    const done = await rotateSecret(context, c.get("publisher").id, idOf(c), read.data.overlapHours);
    if (done.ok) return showDelivery(c, { secret: done.given.secret });
    return done.because === "unknown" ? problem(c, "not-found") : showDelivery(c, { problem: ROTATED }, 409);
  });
}

async function deleteByForm(c: WebhookPageContext): Promise<Response> {
  const done = await deleteWebhook(ownContext(c), c.get("publisher").id, idOf(c));
  return done ? goBack(c) : problem(c, "not-found");
}

async function resendByForm(c: WebhookPageContext): Promise<Response> {
  const webhook = await readWebhook(c.env.env.db, c.get("publisher").id, idOf(c), instant(c.env.clock()));
  if (webhook === undefined) return problem(c, "not-found");
  const { id } = c.get("publisher");
  const done = await resendDelivery(ownContext(c), id, webhook, c.req.param("delivery") ?? "");
  const resent = await settle(c, done);
  if (resent.ok) return goBack(c);
  return resent.because === "unknown" ? problem(c, "not-found") : problem(c, "conflict", { detail: HALTED });
}
