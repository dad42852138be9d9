import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { pass } from "../support/clock.ts";
import { cron } from "../support/cron.ts";
import { discover, Hub, Subscriber } from "../support/hub.ts";
import { type Answers, heldQueue, Receiver, until, webhookFor, world } from "../support/outbound.ts";
import { publisherWithKey } from "../support/publisher.ts";
import { act, freshWire, get, MASTHEAD, publish, publishMasthead } from "../support/wire.ts";

const HUB = "https://hub.example/";
const CALLBACK = "https://reader.example/callback";
const HOOK = "https://cms.paper.example/wire";
const FORMATS = ["rss", "atom", "json"];

const withHub = (hub: string | undefined = HUB) => ({
  ...MASTHEAD,
  publication: { ...MASTHEAD.publication, ...(hub ? { hub } : {}) },
});

beforeEach(freshWire);
afterEach(() => {
  vi.restoreAllMocks();
});

const pings = async () =>
  (
    await env.DB.prepare(
      "SELECT topic, state, tries, attempts FROM delivery WHERE topic IS NOT NULL ORDER BY topic",
    ).all<{
      topic: string;
      state: string;
      tries: number;
      attempts: string;
    }>()
  ).results;
const feedsOf = (...channels: string[]) =>
  channels.flatMap((channel) => FORMATS.map((format) => `http://localhost:8787/feeds/${channel}.${format}`)).sort();

/** Creates a hub with this answer; the pings of the masthead's own publish are done. */
async function hubThat(answer: Answers) {
  const hub = new Receiver(answer);
  world({ [HUB]: hub.take });
  const queue = heldQueue();
  await publishMasthead(withHub());
  await publish("first");
  await env.DB.prepare("DELETE FROM delivery").run();
  await cron();
  queue.messages.length = 0;
  return { hub, queue };
}

describe("a hub", () => {
  test("is found in the feed, subscribed to, pinged on a publish, and hands on the changed feed", async () => {
    const hub = new Hub(HUB);
    const subscriber = new Subscriber(CALLBACK);
    vi.spyOn(globalThis, "fetch").mockImplementation(async (input, init) => {
      const asked = new Request(input, init);
      if (asked.url === HUB) return hub.take(asked);
      return asked.url.startsWith(CALLBACK) ? subscriber.take(asked) : new Response(null, { status: 404 });
    });
    await publishMasthead(withHub());
    await publish("first");
    const found = await discover(await get("/feeds/latest.atom"));
    expect(found.topic).toBe("http://localhost:8787/feeds/latest.atom");
    // If the feed doesn't name the hub, the settings do.
    const [address = "none"] = found.hubs;
    expect(address).toBe(HUB);
    expect((await subscriber.subscribe(address, found.topic ?? "")).status).toBe(202);
    // The pings left from the first publish no longer report anything new.
    await until(async () => (await pings()).every(({ state }) => state === "delivered"));
    subscriber.got.length = 0;
    const began = performance.now();
    await publish("second", { headline: "The second story" });
    await until(() => subscriber.got.length > 0);
    const [got] = subscriber.got;
    expect(got?.text).toContain("The second story");
    expect(got?.signature).toBe(subscriber.signatureOf(got?.text ?? ""));
    console.info(`From the publish to the changed feed: ${Math.round((got?.at ?? 0) - began)} ms.`);
    expect(subscriber.got).toHaveLength(1);
  }, 20_000);

  test("is pinged about each public feed that changed, in each format, and about no other", async () => {
    const { hub, queue } = await hubThat(() => new Response(null, { status: 204 }));
    await publish("second", { section: "world", licence: "eligible", topics: [], authors: [] });
    await queue.consume(feedsOf("latest", "section/world", "licence/eligible").length);
    const asked = hub.got.map(({ text, headers }) => ({
      ...Object.fromEntries(new URLSearchParams(text)),
      type: headers.get("Content-Type"),
      user: headers.get("User-Agent"),
    }));
    expect(asked.map((each) => Object.keys(each))).toEqual(
      asked.map(() => ["hub.mode", "hub.url", "hub.topic", "type", "user"]),
    );
    const told = new URLSearchParams(hub.got[0]?.text);
    expect([told.get("hub.mode"), told.get("hub.url")]).toEqual(["publish", told.get("hub.topic")]);
    expect(asked[0]?.type).toBe("application/x-www-form-urlencoded");
    expect(asked[0]?.user).toMatch(/^Commonwire \(/);
    // Nothing of ours is sent: no signature, no key.
    expect([...(hub.got[0]?.headers.keys() ?? [])].sort()).toEqual(["content-type", "user-agent"]);
    const topics = hub.got.map(({ text }) => new URLSearchParams(text).get("hub.topic"));
    expect(topics.sort()).toEqual(feedsOf("latest", "section/world", "licence/eligible"));
    expect((await pings()).map(({ state }) => state)).toEqual(topics.map(() => "delivered"));
  });

  test("is pinged about every feed when the settings change that each of them bears, and about none when nothing does", async () => {
    await hubThat(() => new Response(null, { status: 204 }));
    const before = await get("/feeds/section/asia.json");
    await publishMasthead(withHub());
    expect(await pings()).toEqual([]);
    const { publication, ...rest } = withHub();
    await publishMasthead({ ...rest, publication: { ...publication, description: "For other tests." } });
    pass(1);
    expect((await get("/feeds/section/asia.json")).headers.get("ETag")).not.toBe(before.headers.get("ETag"));
    const channels = ["latest", "section/asia", "topic/trade", "author/ann", "licence/open"];
    expect((await pings()).map(({ topic }) => topic)).toEqual(expect.arrayContaining(feedsOf(...channels)));
  });

  test("hears nothing of what is hidden, nor of feeds that a key opens", async () => {
    const { hub, queue } = await hubThat(() => new Response(null, { status: 204 }));
    await publish("embargoed", { embargo: "2026-06-01T13:00:00Z", topics: ["hidden"] });
    await publish("withheld", { status: "withheld", authors: ["ghost"] });
    await cron();
    expect([queue.messages, hub.got, await pings()]).toEqual([[], [], []]);
    await act("first", "kill", { reason: "Wrong." });
    const topics = (await pings()).map(({ topic }) => topic);
    expect(topics.filter((topic) => topic.includes("withdrawn")).sort()).toEqual([
      "http://localhost:8787/withdrawn.atom",
      "http://localhost:8787/withdrawn.json",
    ]);
    expect(topics.filter((topic) => /licensed|\/k\/|hidden|ghost|excluded/.test(topic))).toEqual([]);
  });

  test("is told once of a feed that changed twice before it was pinged", async () => {
    const { hub, queue } = await hubThat(() => new Response(null, { status: 204 }));
    await publish("second");
    await publish("third");
    await until(
      () =>
        queue.messages.length ===
        2 * feedsOf("latest", "section/asia", "topic/trade", "author/ann", "licence/open").length,
    );
    await queue.consume(1);
    expect(hub.got).toHaveLength(15);
  });
});

describe("a hub that fails", () => {
  test("is tried again as webhooks are, and at last left in peace; nothing is paused", async () => {
    const { hub, queue } = await hubThat(() => new Response(null, { status: 410 }));
    await publish("second");
    await env.DB.prepare("DELETE FROM delivery WHERE topic NOT LIKE '%latest.rss'").run();
    await queue.consume(15);
    for (const minutes of [1, 5, 30, 120, 480, 1440]) {
      expect(await pings()).toMatchObject([{ state: "waiting" }]);
      pass(minutes * 60);
      await cron();
      await queue.consume(1);
    }
    expect(await pings()).toMatchObject([{ state: "failed", tries: 7 }]);
    expect(hub.got).toHaveLength(7);
    await publish("third");
    await queue.consume(15);
    expect(hub.got).toHaveLength(22);
  });

  test("is asked no more once the settings don't name it, and another is asked instead", async () => {
    const { hub, queue } = await hubThat(() => new Response(null, { status: 503 }));
    const other = new Receiver();
    world({ [HUB]: hub.take, "https://other.example/hub": other.take });
    await publish("second");
    await env.DB.prepare("DELETE FROM delivery WHERE topic NOT LIKE '%latest.rss'").run();
    await queue.consume(15);
    expect([hub.got.length, (await pings())[0]?.state]).toEqual([1, "waiting"]);
    await env.DB.prepare(
      "UPDATE masthead SET content = json_set(content, '$.publication.hub', 'https://other.example/hub')",
    ).run();
    pass(60);
    await cron();
    await queue.consume(1);
    expect([hub.got.length, other.got.length]).toEqual([1, 1]);
    await env.DB.prepare("UPDATE delivery SET state = 'waiting', next_at = '2026-01-01T00:00:00Z'").run();
    await env.DB.prepare("UPDATE masthead SET content = json_remove(content, '$.publication.hub')").run();
    await cron();
    await queue.consume(1);
    expect([hub.got.length, other.got.length]).toEqual([1, 1]);
    expect(await pings()).toMatchObject([{ state: "stopped", attempts: expect.stringContaining("no-hub") }]);
  });

  test("at an address that isn't public isn't asked, though the store names it", async () => {
    const { queue } = await hubThat(() => new Response(null, { status: 204 }));
    await env.DB.prepare(
      "UPDATE masthead SET content = json_set(content, '$.publication.hub', 'http://169.254.169.254/')",
    ).run();
    const outside = world({});
    await publish("second");
    await queue.consume(15);
    expect(outside).not.toHaveBeenCalled();
    expect((await pings()).every(({ attempts }) => attempts.includes("not-public"))).toBe(true);
  });

  test("and never answers delays nothing: the publish is answered at once, and webhooks are called before it gives up", {
    timeout: 20_000,
  }, async () => {
    await publishMasthead(withHub());
    await publish("first");
    const { key } = await publisherWithKey();
    await webhookFor(key, HOOK);
    await env.DB.prepare("DELETE FROM delivery").run();
    const receiver = new Receiver();
    let pinged = 0;
    const hangs = () => {
      pinged++;
      return new Promise<Response>(() => undefined);
    };
    world({ [HOOK]: receiver.take, [HUB]: hangs });
    const began = performance.now();
    await publish("second");
    expect(performance.now() - began).toBeLessThan(1000);
    await until(() => receiver.got.length === 1);
    expect(performance.now() - began).toBeLessThan(5000);
    expect(await (await get("/feeds/latest.rss")).text()).toContain("articles/second");
    expect((await pings()).every(({ state }) => state === "waiting")).toBe(true);
    // While pings hang, the next publish is delivered just as fast.
    await until(() => pinged > 0);
    const again = performance.now();
    await publish("third");
    await until(() => receiver.got.length === 2);
    expect(performance.now() - again).toBeLessThan(5000);
    // Drops the pings that still hang.
    await env.DB.prepare("DELETE FROM delivery").run();
  });
});
