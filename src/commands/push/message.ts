import { base64, fromBase64, hmac } from "../../model/hash.ts";
import { SECRET_PREFIX } from "../../model/push/webhook.ts";
import { userAgent } from "../../sources/outbound.ts";
import type { ClaimedDelivery } from "../../store/push/outbox.ts";
import { decryptSecret, type SecretsKey } from "./encryption.ts";

/** A message as it is sent. */
export type Message = { address: string; headers: Record<string, string>; body: string };

const TELLS = userAgent("tells publishers and hubs what changed");

/** Builds the message of a delivery as of now: signed, to its webhook, or to the hub; undefined if there is no hub any more. */
export async function messageOf(
  claimed: ClaimedDelivery,
  secretsKey: SecretsKey | undefined,
  now: number,
): Promise<Message | undefined> {
  if (claimed.webhook !== null) return signMessage(claimed, claimed.webhook, secretsKey, now);
  return claimed.hub === null ? undefined : ping(claimed.topic ?? "", claimed.hub);
}

/** Standard Webhooks: the id is the same for every try, the timestamp is this try's, and during an overlap both secrets sign. */
async function signMessage(
  { id, body }: ClaimedDelivery,
  webhook: NonNullable<ClaimedDelivery["webhook"]>,
  secretsKey: SecretsKey | undefined,
  now: number,
): Promise<Message> {
  const secrets = await secretsOf(webhook, secretsKey, now);
  const at = String(Math.floor(now / 1000));
  const signatures = await Promise.all(secrets.map((secret) => sign(secret, `${id}.${at}.${body}`)));
  const headers = {
    "Content-Type": "application/json",
    "User-Agent": TELLS,
    "webhook-id": id,
    "webhook-timestamp": at,
    "webhook-signature": signatures.join(" "),
  };
  return { address: webhook.url, headers, body };
}

/** Standard Webhooks, "Signature scheme": HMAC-SHA256 with the secret's bytes. Throws if the secret isn't base64 or is empty. */
async function sign(secret: string, content: string): Promise<string> {
  const bytes = fromBase64(secret.replace(SECRET_PREFIX, ""));
  return `v1,${base64(await hmac(bytes, content))}`;
}

/** Returns the signing secret, and the previous one while it is still valid. */
async function secretsOf(
  { id, secret, oldSecret, oldUntil }: NonNullable<ClaimedDelivery["webhook"]>,
  secretsKey: SecretsKey | undefined,
  now: number,
): Promise<string[]> {
  if (secretsKey === undefined)
    throw new Error("SECRETS_KEY is not set: webhooks can't be signed. `npm run secrets-key` makes a key.");
  const overlaps = oldSecret !== null && oldUntil !== null && Date.parse(oldUntil) > now;
  const old = overlaps ? [await decryptIfPossible(secretsKey, oldSecret, id)].flatMap((each) => each ?? []) : [];
  const signing = await decryptIfPossible(secretsKey, secret, id);
  if (signing === undefined)
    throw new UnreadableSecret(`The secret of webhook ${id} was encrypted with another SECRETS_KEY.`);
  return [signing, ...old];
}

/** Thrown if a webhook's secret can't be decrypted, however often it is tried: its publisher has to rotate it. */
export class UnreadableSecret extends Error {}

/** Decrypts a secret; undefined if its key is lost. After a rotation, the previous secret stays unreadable. */
const decryptIfPossible = (secretsKey: SecretsKey, sealed: string, id: string): Promise<string | undefined> =>
  decryptSecret(secretsKey, sealed, id).catch(() => undefined);

/** Builds a hub ping: WebSub §6 leaves the format open; hubs accept that of PubSubHubbub 0.3 §7.1, some with `hub.topic`. */
const ping = (topic: string, hub: string): Message => ({
  address: hub,
  headers: { "Content-Type": "application/x-www-form-urlencoded", "User-Agent": TELLS },
  body: new URLSearchParams({ "hub.mode": "publish", "hub.url": topic, "hub.topic": topic }).toString(),
});
