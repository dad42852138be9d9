import type { z } from "zod";
import { base64 } from "../../model/hash.ts";
import { PUSH } from "../../model/policy.ts";
import { SECRET_PREFIX, type Webhook, type WebhookChange, type WebhookInput } from "../../model/push/webhook.ts";
import { HOUR, instant } from "../../model/time.ts";
import { writeAudit, writeAuditOfChange } from "../../store/audit.ts";
import { makeDue, stopWaiting } from "../../store/push/outbox.ts";
import { changeWebhook, deleteWebhooks, readWebhook, rotateWebhook, writeWebhook } from "../../store/push/webhook.ts";
import { DELIVERY_EFFECTS, Done, doneWithout } from "../effects.ts";
import { newId, type PublisherContext } from "../publishers/context.ts";
import { encryptSecret, type SecretsKey } from "./encryption.ts";

/** A webhook with its secret: shown here, and never again. */
export type GivenWebhook = Webhook & { secret: string };

type SecretsContext = PublisherContext & { secretsKey: SecretsKey };

/** Standard Webhooks, "Secret generation": 24 to 64 random bytes. */
const newWebhookSecret = ({ random }: PublisherContext): string => SECRET_PREFIX + base64(random(32));

/** Creates a webhook; undefined if the publisher has too many. */
export async function makeWebhook(
  context: SecretsContext,
  publisher: string,
  { url, events }: z.output<typeof WebhookInput>,
): Promise<GivenWebhook | undefined> {
  const secret = newWebhookSecret(context);
  const [id, created] = [newId(context), instant(context.now)];
  const sealed = await encryptSecret(context.secretsKey, secret, id, context.random);
  const [written] = await context.db.batch([
    writeWebhook(context.db, { id, publisher, url, events, secret: sealed, created }, PUSH.webhooksPerPublisher),
    // The address may contain a secret of the publisher, so only its host is logged.
    writeAuditOfChange(
      context.db,
      auditLine(context, publisher, "make-webhook", { webhook: id, host: new URL(url).host }),
    ),
  ]);
  return written?.meta.changes === 1 ? { id, url, events, state: "active", created, secret } : undefined;
}

/**
 * Changes the events a webhook wants, or pauses or resumes it; resuming makes waiting messages due at once. Undefined if there
 * is none.
 */
export async function alterWebhook(
  context: PublisherContext,
  publisher: string,
  id: string,
  { events, state }: z.output<typeof WebhookChange>,
): Promise<Done<Webhook | undefined>> {
  const { db, now } = context;
  if ((await readWebhook(db, publisher, id, instant(now))) === undefined) return doneWithout(undefined);
  await db.batch([
    changeWebhook(db, publisher, id, { events: events ?? null, state: state ?? null }),
    writeAuditOfChange(db, auditLine(context, publisher, "change-webhook", { webhook: id, events, state })),
    ...(state === "active" ? [makeDue(db, instant(now), id)] : []),
  ]);
  return new Done(await readWebhook(db, publisher, id, instant(now)), DELIVERY_EFFECTS);
}

/** The outcome of a rotation. */
export type SecretRotationOutcome = { ok: true; given: GivenWebhook } | { ok: false; because: "unknown" | "rotated" };

/**
 * Gives a webhook a new secret; the previous one also signs for some hours. Refused during an overlap, because the receiver may
 * not have the second secret yet.
 */
export async function rotateSecret(
  context: SecretsContext,
  publisher: string,
  id: string,
  overlapHours: number,
): Promise<SecretRotationOutcome> {
  const { db, now, random, secretsKey } = context;
  if ((await readWebhook(db, publisher, id, instant(now))) === undefined) return { ok: false, because: "unknown" };
  const secret = newWebhookSecret(context);
  const oldUntil = overlapHours === 0 ? null : instant(now + overlapHours * HOUR);
  const sealed = await encryptSecret(secretsKey, secret, id, random);
  const [written] = await db.batch([
    rotateWebhook(db, publisher, id, { secret: sealed, oldUntil, now: instant(now) }),
    writeAuditOfChange(db, auditLine(context, publisher, "rotate-webhook", { webhook: id, until: oldUntil })),
  ]);
  const webhook = await readWebhook(db, publisher, id, instant(now));
  if (webhook === undefined) return { ok: false, because: "unknown" };
  return written?.meta.changes === 1 ? { ok: true, given: { ...webhook, secret } } : { ok: false, because: "rotated" };
}

/** Deletes a webhook and stops what still waits for it. Returns false if there is none. */
export async function deleteWebhook(context: PublisherContext, publisher: string, id: string): Promise<boolean> {
  const { db, now } = context;
  if ((await readWebhook(db, publisher, id, instant(now))) === undefined) return false;
  await db.batch([
    deleteWebhooks(db, publisher, id),
    stopWaiting(db, { webhook: id }),
    writeAudit(db, auditLine(context, publisher, "delete-webhook", { webhook: id })),
  ]);
  return true;
}

const auditLine = (
  { now, by }: PublisherContext,
  publisher: string,
  action: string,
  details: Record<string, unknown>,
) => ({
  at: instant(now),
  by,
  action,
  publisher,
  reason: null,
  details,
});
