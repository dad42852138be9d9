import type { Context, Hono } from "hono";
import { alterWebhook, deleteWebhook, makeWebhook, rotateSecret } from "../../commands/push/webhooks.ts";
import { mistakeSentence, mistakesOf } from "../../model/mistake.ts";
import { WebhookChange, WebhookInput, WebhookRotation } from "../../model/push/webhook.ts";
import { instant } from "../../model/time.ts";
import { readWebhook } from "../../store/push/webhook.ts";
import type { DoorEnv } from "../auth/authenticate.ts";
import type { Holder } from "../auth/key-holder.ts";
import { publisherContext } from "../context.ts";
import { formOf } from "../respond/form.ts";
import { problem } from "../respond/problems.ts";
import { dashboardPage, withKey } from "./publisher-dashboard.ts";
import { handOutSoon, ROTATED, resent, TOO_MANY, withSecretsKey } from "./webhooks.ts";

/** The forms of the webhooks on `/publisher`: they do what the API does. */
export function webhookPages(door: Hono<DoorEnv>): void {
  door.post("/publisher/webhooks", (c) => withKey(c, (holder) => made(c, holder)));
  door.post("/publisher/webhooks/:id", (c) => withKey(c, (holder) => changed(c, holder)));
  door.post("/publisher/webhooks/:id/rotate", (c) => withKey(c, (holder) => rotated(c, holder)));
  door.post("/publisher/webhooks/:id/delete", (c) => withKey(c, (holder) => deleted(c, holder)));
  door.post("/publisher/webhooks/:id/deliveries/:delivery/resend", (c) => withKey(c, (holder) => sentAgain(c, holder)));
}

type AtPage = Context<DoorEnv>;
const idOf = (c: AtPage): string => c.req.param("id") ?? "";
const back = (c: AtPage): Response => c.redirect("/publisher#webhooks", 303);

async function made(c: AtPage, holder: Holder): Promise<Response> {
  const { url: [url = ""] = [], events = [] } = await formOf(c);
  const read = WebhookInput.safeParse({ url, events });
  if (!read.success)
    return dashboardPage(c, holder, { webhook: { mistakes: mistakesOf(read.error, { url, events }), url } }, 422);
  return withSecretsKey(c, async (secretsKey) => {
    const given = await makeWebhook(
      { ...publisherContext(c, holder.publisher.id), secretsKey },
      holder.publisher.id,
      read.data,
    );
    return given === undefined
      ? dashboardPage(c, holder, { webhook: { problem: TOO_MANY } }, 409)
      : dashboardPage(c, holder, { webhook: { secret: given.secret } });
  });
}

/** Each of its two forms sends what it changes, and nothing else. */
async function changed(c: AtPage, holder: Holder): Promise<Response> {
  const { state: [state] = [], events = [] } = await formOf(c);
  const read = WebhookChange.safeParse(state === undefined ? { events } : { state });
  if (!read.success)
    return dashboardPage(
      c,
      holder,
      { webhook: { problem: mistakesOf(read.error, { state, events }).map(mistakeSentence).join(" ") } },
      422,
    );
  const altered = await alterWebhook(publisherContext(c, holder.publisher.id), holder.publisher.id, idOf(c), read.data);
  if (altered === undefined) return problem(c, "not-found");
  handOutSoon(c);
  return back(c);
}

async function rotated(c: AtPage, holder: Holder): Promise<Response> {
  const { overlapHours: [hours] = [] } = await formOf(c);
  const read = WebhookRotation.safeParse({ overlapHours: hours ? Number(hours) : undefined });
  if (!read.success)
    return dashboardPage(
      c,
      holder,
      { webhook: { problem: mistakesOf(read.error, { overlapHours: hours }).map(mistakeSentence).join(" ") } },
      422,
    );
  return withSecretsKey(c, async (secretsKey) => {
    const office = { ...publisherContext(c, holder.publisher.id), secretsKey };
    const done = await rotateSecret(office, holder.publisher.id, idOf(c), read.data.overlapHours);
    if (done.ok) return dashboardPage(c, holder, { webhook: { secret: done.given.secret } });
    return done.because === "unknown"
      ? problem(c, "not-found")
      : dashboardPage(c, holder, { webhook: { problem: ROTATED } }, 409);
  });
}

async function deleted(c: AtPage, holder: Holder): Promise<Response> {
  const done = await deleteWebhook(publisherContext(c, holder.publisher.id), holder.publisher.id, idOf(c));
  return done ? back(c) : problem(c, "not-found");
}

async function sentAgain(c: AtPage, holder: Holder): Promise<Response> {
  const webhook = await readWebhook(c.env.env.db, holder.publisher.id, idOf(c), instant(c.env.clock()));
  if (webhook === undefined) return problem(c, "not-found");
  const delivery = await resent(c, webhook, c.req.param("delivery") ?? "");
  return delivery instanceof Response ? delivery : back(c);
}
