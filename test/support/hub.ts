import { createHmac } from "node:crypto";
import type { Answers } from "./outbound.ts";
import { get, ORIGIN } from "./wire.ts";

/** The links that a feed declares (WebSub §4): first those in the Link headers, then those in the document. */
export type Discovered = { hubs: string[]; topic: string | undefined };

/** Finds the hub and the topic in a response, as a subscriber does. */
export async function discover(response: Response): Promise<Discovered> {
  const links = [...linksOf(response.headers.get("Link") ?? ""), ...inDocument(await response.text())];
  const of = (rel: string) => links.filter(({ rels }) => rels.includes(rel)).map(({ href }) => href);
  return { hubs: [...new Set(of("hub"))], topic: of("self")[0] };
}

type Link = { href: string; rels: string[] };

/** RFC 8288 §3. */
const linksOf = (header: string): Link[] =>
  [...header.matchAll(/<([^>]*)>([^,<]*)/g)].map(([, href = "", parameters = ""]) => ({
    href,
    rels: (/rel="?([^";]+)"?/.exec(parameters)?.[1] ?? "").split(" "),
  }));

/** Reads `atom:link`, under any prefix, in Atom and RSS; JSON Feed has `hubs` and `feed_url`. */
function inDocument(text: string): Link[] {
  if (text.startsWith("{")) {
    const { hubs = [], feed_url: self }: { hubs?: { url: string }[]; feed_url?: string } = JSON.parse(text);
    return [
      ...hubs.map(({ url }) => ({ href: url, rels: ["hub"] })),
      ...(self === undefined ? [] : [{ href: self, rels: ["self"] }]),
    ];
  }
  const [head = ""] = text.split(/<(?:item|entry)[\s>]/);
  return [...head.matchAll(/<(?:\w+:)?link\s([^>]*)>/g)].map(([, attributes = ""]) => ({
    href: /href="([^"]*)"/.exec(attributes)?.[1] ?? "",
    rels: (/rel="([^"]*)"/.exec(attributes)?.[1] ?? "").split(" "),
  }));
}

type Subscription = { callback: string; topic: string; secret: string };

/** A hub: it verifies subscribers, and when it is pinged, fetches the topic and distributes it if it changed. */
export class Hub {
  readonly address: string;
  readonly pings: { topic: string; contentType: string | null; at: number }[] = [];
  readonly subscriptions: Subscription[] = [];
  readonly #known = new Map<string, string>();

  constructor(address: string) {
    this.address = address;
  }

  readonly take: Answers = async (asked) => {
    const fields = new URLSearchParams(await asked.clone().text());
    if (fields.get("hub.mode") === "subscribe") return this.#subscribe(fields);
    if (fields.get("hub.mode") !== "publish") return new Response("hub.mode?", { status: 400 });
    const topic = fields.get("hub.url") ?? "";
    if (topic !== fields.get("hub.topic")) return new Response("hub.url and hub.topic?", { status: 400 });
    this.pings.push({ topic, contentType: asked.headers.get("Content-Type"), at: performance.now() });
    await this.#distribute(topic);
    return new Response(null, { status: 202 });
  };

  /** WebSub §5.3: asks the subscriber to confirm, who echoes the challenge. */
  async #subscribe(fields: URLSearchParams): Promise<Response> {
    const [callback = "", topic = "", secret = ""] = ["hub.callback", "hub.topic", "hub.secret"].map(
      (name) => fields.get(name) ?? "",
    );
    const question = new URL(callback);
    const asked = {
      "hub.mode": "subscribe",
      "hub.topic": topic,
      "hub.challenge": "4711",
      "hub.lease_seconds": "864000",
    };
    for (const [name, value] of Object.entries(asked)) question.searchParams.set(name, value);
    const echo = await fetch(question.href);
    if (!echo.ok || (await echo.text()) !== "4711") return new Response("not verified", { status: 409 });
    this.subscriptions.push({ callback, topic, secret });
    this.#known.set(topic, await fetched(topic));
    return new Response(null, { status: 202 });
  }

  /** WebSub §7: sends the whole topic, signed, to every subscriber; nothing if it didn't change. */
  async #distribute(topic: string): Promise<void> {
    if (!this.subscriptions.some((each) => each.topic === topic)) return;
    const body = await fetched(topic);
    if (this.#known.get(topic) === body) return;
    this.#known.set(topic, body);
    for (const { callback, secret } of this.subscriptions.filter((each) => each.topic === topic))
      await fetch(callback, {
        method: "POST",
        headers: {
          Link: `<${this.address}>; rel="hub", <${topic}>; rel="self"`,
          "X-Hub-Signature": `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`,
        },
        body,
      });
  }
}

/** Fetches a topic as the hub does, over the wire's public address. */
const fetched = async (topic: string): Promise<string> => (await get(topic.slice(ORIGIN.length))).text();

/** A subscriber: it subscribes, and keeps what it receives. */
export class Subscriber {
  readonly got: { text: string; signature: string | null; at: number }[] = [];
  readonly callback: string;
  readonly secret = "a secret of the subscriber";

  constructor(callback: string) {
    this.callback = callback;
  }

  /** Answers requests to the callback: the hub's verification, and its deliveries. */
  readonly take: Answers = async (asked) => {
    const challenge = new URL(asked.url).searchParams.get("hub.challenge");
    if (asked.method === "GET") return new Response(challenge);
    const signature = asked.headers.get("X-Hub-Signature");
    this.got.push({ text: await asked.text(), signature, at: performance.now() });
    return new Response(null, { status: 200 });
  };

  /** Subscribes to a topic at a hub. */
  subscribe = (hub: string, topic: string): Promise<Response> =>
    fetch(hub, {
      method: "POST",
      body: new URLSearchParams({
        "hub.mode": "subscribe",
        "hub.callback": this.callback,
        "hub.topic": topic,
        "hub.secret": this.secret,
      }),
    });

  /** Returns the signature that a text must have. */
  signatureOf = (text: string): string => `sha256=${createHmac("sha256", this.secret).update(text).digest("hex")}`;
}
