import { createMessageBatch } from "cloudflare:test";
import { env } from "cloudflare:workers";
import { createHmac } from "node:crypto";
import { Webhook } from "standardwebhooks";
import { vi } from "vitest";
import { z } from "zod";
import worker from "../../src/worker.ts";
import { bearer, json } from "./publisher.ts";
import { currentEnv, request } from "./wire.ts";

/** What answers at an address of the world outside. */
export type Answers = (request: Request) => Response | Promise<Response>;

/** The world outside, by address; what isn't named isn't there. What was asked before is forgotten. */
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

/** A receiver that keeps what it got, and answers as it is told. */
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

  /** Each event once, as a receiver that keeps ids sees them, in the order in which they came. */
  events(): string[] {
    const seen = new Map(this.got.map(({ id, text }) => [id, Event.parse(JSON.parse(text))]));
    return [...seen.values()].map(({ type, data }) => [type, data.slug ?? data.change].join(" "));
  }
}

/** Whether a message verifies with a secret, as the published package sees it. */
export function verifies({ id, at, signatures, text }: ReceivedMessage, secret: string): boolean {
  const headers = { "webhook-id": id, "webhook-timestamp": String(at), "webhook-signature": signatures.join(" ") };
  try {
    new Webhook(secret).verify(text, headers);
    return true;
  } catch {
    return false;
  }
}

/** The signature of a message computed by hand: HMAC-SHA256 over `id.timestamp.body` with what is behind `whsec_`. */
export const byHand = ({ id, at, text }: ReceivedMessage, secret: string): string =>
  `v1,${createHmac("sha256", Buffer.from(secret.slice("whsec_".length), "base64"))
    .update(`${id}.${at}.${text}`)
    .digest("base64")}`;

const Given = z.object({ id: z.string(), secret: z.string() });

/** Makes a webhook. */
export async function webhookFor(key: string, url: string, more: Record<string, unknown> = {}) {
  const response = await request("/v1/publisher/webhooks", json({ url, ...more }, bearer(key)));
  if (response.status !== 201) throw new Error(`${response.status} ${await response.text()}`);
  return Given.parse(await response.json());
}

/** What a publisher asks of its webhooks. */
export const ofWebhooks = (key: string, method: string, path = "", body?: unknown): Promise<Response> =>
  request(`/v1/publisher/webhooks${path}`, {
    method,
    headers: { ...bearer(key), ...(body === undefined ? {} : { "Content-Type": "application/json" }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });

const queue: Queue = Object.getPrototypeOf(env.DELIVERIES);

/** Takes what is handed out in the queue's place, so that a test decides when the consumer runs. */
export function heldQueue() {
  const messages: unknown[] = [];
  const sendBatch = vi.spyOn(queue, "sendBatch").mockImplementation(async (batch) => {
    messages.push(...[...batch].map(({ body }) => body));
    return { metadata: { metrics: { backlogCount: 0, backlogBytes: 0 } } };
  });
  return {
    messages,
    sendBatch,
    /** Gives the consumer what was handed out since, so many messages: a publish hands them out behind its answer. */
    consume: async (count: number) => {
      await until(() => messages.length >= count);
      await consume(messages.splice(0));
    },
  };
}

let sent = 0;

/** Gives messages to the consumer, as Cloudflare does. */
export async function consume(bodies: readonly unknown[]): Promise<void> {
  if (bodies.length === 0) return;
  const messages = bodies.map((body) => ({ id: String(sent++), timestamp: new Date(), attempts: 1, body }));
  await worker.queue?.(createMessageBatch("commonwire-deliveries", messages), currentEnv());
}

/** Waits until something is so, for ten seconds at most. */
export async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  for (let tried = 0; tried < 200; tried++) {
    if (await isSo()) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("It didn't become so within ten seconds.");
}
