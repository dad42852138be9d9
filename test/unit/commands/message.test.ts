import { createHmac } from "node:crypto";
import fc from "fast-check";
import { Webhook } from "standardwebhooks";
import { describe, expect, test } from "vitest";
import { encryptSecret } from "../../../src/commands/push/encryption.ts";
import { messageOf } from "../../../src/commands/push/message.ts";
import type { ClaimedDelivery } from "../../../src/store/push/outbox.ts";

const random = (bytes: number) => crypto.getRandomValues(new Uint8Array(bytes));
const KEY = new Uint8Array(random(32));
const [NEW, OLD] = ["whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "whsec_C2FVsBQIhrscChlQIMV+b5sSYspob7oD"];
const NOW = Date.parse("2026-06-01T12:00:00.900Z");
const BODY = '{"type":"article.killed","data":{"slug":"häfen"}}';

const claimed = async (over: Partial<NonNullable<ClaimedDelivery["webhook"]>> = {}): Promise<ClaimedDelivery> => ({
  id: "3f00",
  claims: 1,
  tries: 0,
  body: BODY,
  topic: null,
  hub: null,
  webhook: {
    id: "hook",
    url: "https://cms.paper.example/wire",
    secret: await encryptSecret(KEY, NEW, "hook", random),
    oldSecret: await encryptSecret(KEY, OLD, "hook", random),
    oldUntil: "2026-06-01T12:00:01Z",
    ...over,
  },
});

/** The "Signature scheme" of Standard Webhooks, implemented independently. */
const signature = (secret: string, at: number) =>
  `v1,${createHmac("sha256", Buffer.from(secret.slice(6), "base64"))
    .update(`3f00.${at}.${BODY}`)
    .digest("base64")}`;

describe("a message to a webhook", () => {
  test("bears both signatures while the old secret counts, and one from then on", async () => {
    const during = await messageOf(await claimed(), KEY, NOW);
    const after = await messageOf(await claimed(), KEY, NOW + 100);
    const at = Math.floor(NOW / 1000);
    expect(during?.headers["webhook-timestamp"]).toBe(String(at));
    expect(during?.headers["webhook-signature"]).toBe(`${signature(NEW, at)} ${signature(OLD, at)}`);
    expect(after?.headers["webhook-signature"]).toBe(signature(NEW, at + 1));
  });

  test("is the body of the outbox byte for byte, signed as the published package signs it", async () => {
    const message = await messageOf(await claimed({ oldSecret: null, oldUntil: null }), KEY, NOW);
    expect(message?.body).toBe(BODY);
    expect(message?.headers["webhook-signature"]).toBe(new Webhook(NEW).sign("3f00", new Date(NOW), BODY));
  });

  test("is signed as the published package signs it, whatever the secret and the body", () => {
    const bytes = fc.uint8Array({ minLength: 24, maxLength: 64 });
    return fc.assert(
      fc.asyncProperty(
        bytes,
        fc.string({ unit: "binary" }),
        fc.date({ noInvalidDate: true }),
        async (key, body, at) => {
          const secret = `whsec_${Buffer.from(key).toString("base64")}`;
          const each = await claimed({ secret: await encryptSecret(KEY, secret, "hook", random), oldSecret: null });
          const message = await messageOf({ ...each, body }, KEY, at.getTime());
          expect(message?.headers["webhook-signature"]).toBe(new Webhook(secret).sign("3f00", at, body));
        },
      ),
    );
  });

  test.each(["whsec_", "whsec_not base64!"])("isn't signed with a secret that is none: %s", async (secret) => {
    const each = await claimed({ secret: await encryptSecret(KEY, secret, "hook", random), oldSecret: null });
    await expect(messageOf(each, KEY, NOW)).rejects.toThrow();
  });

  test("isn't made without the key, or with another; what is said then is no secret", async () => {
    const each = await claimed();
    await expect(messageOf(each, undefined, NOW)).rejects.toThrow("SECRETS_KEY is not set");
    await expect(messageOf(each, new Uint8Array(random(32)), NOW)).rejects.toThrow();
  });
});

test("a ping says which topic changed, in a form; without a hub there is none", async () => {
  const topic = "https://wire.example.org/feeds/latest.rss?a=b&c";
  const ping = { ...(await claimed()), webhook: null, topic, hub: "https://hub.example/" };
  const message = await messageOf(ping, undefined, NOW);
  expect(message?.address).toBe("https://hub.example/");
  expect([...new URLSearchParams(message?.body)]).toEqual([
    ["hub.mode", "publish"],
    ["hub.url", topic],
    ["hub.topic", topic],
  ]);
  expect(await messageOf({ ...ping, hub: null }, KEY, NOW)).toBeUndefined();
});
