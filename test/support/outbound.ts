import { createMessageBatch } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { createHmac } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { vi } from "vitest";
import { z } from "zod";
import worker from "../../src/worker.ts";
import { bearer, json } from "./publisher.ts";
import { currentEnv, request } from "./wire.ts";

/** Answers requests to one external address. */
export type Answers = (request: Request) => Response | Promise<Response>;

/** Mocks all external addresses; unlisted ones are not found. Clears earlier calls. */
export const world = (places: Record<string, Answers>) =>
  vi
    .spyOn(globalThis, "fetch")
    .mockClear()
    .mockImplementation(async (input, init) => {
      const asked = new Request(input, init);
      const place = places[asked.url];
      return place === undefined ? new Response("not here", { status: 404 }) : place(asked);
    });

const Data = z.looseObject({ slug: z.string().optional(), version: z.int().optional(), change: z.string().optional() });
const Event = z.object({ type: z.string(), timestamp: z.iso.datetime(), data: Data });

/** A message as a receiver got it. */
export type ReceivedMessage = { id: string; at: number; signatures: string[]; text: string; headers: Headers };

/** A webhook receiver that records its messages and answers as configured. */
export class Receiver {
  readonly got: ReceivedMessage[] = [];
  answer: Answers;
  constructor(answer: Answers = () => new Response(null, { status: 204 })) {
    this.answer = answer;
  }

  readonly take: Answers = async (asked) => {
    const { headers } = asked;
    this.got.push({
      id: headers.get("webhook-id") ?? "",
      at: Number(headers.get("webhook-timestamp")),
      signatures: (headers.get("webhook-signature") ?? "").split(" "),
      text: await asked.clone().text(),
      headers,
    });
    return this.answer(asked);
  };

  /** Returns each event once, in order of arrival, as a receiver that deduplicates by id sees them. */
  events(): string[] {
    const seen = new Map(this.got.map(({ id, text }) => [id, Event.parse(JSON.parse(text))]));
    return [...seen.values()].map(({ type, data }) => [type, data.slug ?? data.change].join(" "));
  }
}

/** Whether a message's signature is valid for a secret, according to the published package. */
export function verifies({ id, at, signatures, text }: ReceivedMessage, secret: string): boolean {
  const headers = { "webhook-id": id, "webhook-timestamp": String(at), "webhook-signature": signatures.join(" ") };
  try {
    new Webhook(secret).verify(text, headers);
    return true;
  } catch {
    return false;
  }
}

/** Computes the signature of a message by hand: HMAC-SHA256 over `id.timestamp.body` with the part after `whsec_` as the key. */
export const byHand = ({ id, at, text }: ReceivedMessage, secret: string): string =>
  `v1,${createHmac("sha256", Buffer.from(secret.slice("whsec_".length), "base64"))
    .update(`${id}.${at}.${text}`)
    .digest("base64")}`;

const Given = z.object({ id: z.string(), secret: z.string() });

/** Creates a webhook. */
export async function webhookFor(key: string, url: string, more: Record<string, unknown> = {}) {
  const response = await request("/v1/publisher/webhooks", json({ url, ...more }, bearer(key)));
  if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`);
  return Given.parse(await response.json());
}

/** Sends a publisher's request to the webhooks API. */
export const ofWebhooks = (key: string, method: string, path = "", body?: unknown): Promise<Response> =>
  request(`/v1/publisher/webhooks${path}`, {
    method,
    headers: { ...bearer(key), ...(body === undefined ? {} : { "Content-Type": "application/json" }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

const queue: Queue = Object.getPrototypeOf(env.DELIVERIES);

/** Captures the messages sent to the queue, so that a test decides when the consumer runs. */
export function heldQueue() {
  const messages: unknown[] = [];
  const sendBatch = vi.spyOn(queue, "sendBatch").mockImplementation(async (batch) => {
    messages.push(...[...batch].map(({ body }) => body));
    return { metadata: { metrics: { backlogCount: 0, backlogBytes: 0 } } };
  });
  return {
    messages,
    sendBatch,
    /** Waits for `count` messages, because a publish sends them after its response, and passes them to the consumer. */
    consume: async (count: number) => {
      await until(() => messages.length >= count);
      await consume(messages.splice(0));
    },
  };
}

let sent = 0;

/** Passes messages to the consumer, as Cloudflare does. */
export async function consume(bodies: readonly unknown[]): Promise<void> {
  if (bodies.length === 0) return;
  const messages = bodies.map((body) => ({ id: String(sent++), timestamp: new Date(), attempts: 1, body }));
  await worker.queue?.(createMessageBatch("commonwire-deliveries", messages), currentEnv());
}

/** Waits until a condition holds, ten seconds at most. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let tried = 0; tried < 200; tried++) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("It didn't become so within ten seconds.");
}
