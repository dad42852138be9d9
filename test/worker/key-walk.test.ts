import { env } from "cloudflare:workers";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { door, wire } from "../../src/http/app.ts";
import { FEED_FORMATS } from "../../src/model/address.ts";
import { pass } from "../support/clock.ts";
import { heldQueue, webhookFor } from "../support/outbound.ts";
import { png } from "../support/png.ts";
import { basic, bearer, keyFor, publisherWithKey, wireWith } from "../support/publisher.ts";
import { act, fill, get, publish, request, upload } from "../support/wire.ts";

// No response contains a key, in its headers or its body, whatever was requested and however the key was sent. The only
// exceptions are those that return a new key, once.

let token = "";
let id = "";
let image = "";
let keys: { read: string; manage: string; feed: string };

beforeAll(async () => {
  await wireWith("free", "ours", "theirs");
  heldQueue();
  image = await upload(png(1200, 800, "members"));
  const images = [{ sha256: image, alt: "A", credit: "C", owner: "O", licence: "eligible" }];
  await publish("ours", { licence: "eligible", images, body: `<p>Licensed body.</p><img src="/images/${image}">` });
  await fill("asia", 90);
  await fill("world", 30);
  pass(60);
  const publisher = await publisherWithKey({ licences: ["eligible", "open"] });
  [id, token] = [publisher.id, publisher.token];
  const read = (await keyFor(token, { scope: "read" })).key;
  const feed = (await keyFor(token, { kind: "feed" })).key;
  keys = { read, manage: publisher.key, feed };
  await webhookFor(keys.manage, "https://paper.example/hook");
  await get("/v1/articles/free", bearer(read));
  await publish("free", { licence: "open", body: "<p>Open body, again.</p>" });
  await act("asia-3", "kill", { reason: "Wrong." });
  await env.DB.prepare("UPDATE key SET scoped_at = '2026-06-01T00:00:00Z' WHERE id = ?1").bind(publisher.keyId).run();
});
afterAll(() => void vi.restoreAllMocks());

const inAll = (address: string): string[] => FEED_FORMATS.map((format) => `${address}.${format}`);

const FEEDS = [
  ...["latest", "section/asia", "section/none", "topic/trade", "author/ann", "licence/eligible"].flatMap((channel) =>
    inAll(`feeds/${channel}`),
  ),
  ...[1, 2, 9].flatMap((page) => inAll(`feeds/latest/archive/${page}`)),
  ...inAll("feeds/section/asia/archive/1"),
  // Near-miss addresses may redirect to the right one, but must not repeat the key to do so.
  "feeds/latest.rss/",
  "feeds/",
  "feeds/LATEST.RSS",
  "feeds/latest.txt",
  "feeds/latest.rss?x=1",
  "feeds/%6catest.rss",
];

/** Addresses for each route that takes a key, by the route's path; `{path}` stands for the place of the key. */
const READS: Record<string, string[]> = {
  "/licensed/feeds.opml": ["/licensed/feeds.opml"],
  "/licensed/:rest{(?:feeds|articles|images)/.+}": [
    ...FEEDS.map((feed) => `/licensed/${feed}`),
    ...["ours", "free", "theirs", "asia-3", "none", "ours/offer.jsonld", "ours/rsl.xml"].map(
      (at) => `/licensed/articles/${at}`,
    ),
  ],
  "/k/:key/feeds.opml": ["/k/{key}/feeds.opml", "/k/{key}/feeds.opml/"],
  "/k/:key/:rest{feeds/.+}": [
    ...FEEDS.map((feed) => `/k/{key}/${feed}`),
    "/k/{key}/articles/ours",
    "/k/{key}/",
    "/k/{key}",
  ],
  "/v1/articles": ["/v1/articles", "/v1/articles?limit=2", "/v1/articles?format=ninjs", "/v1/articles?limit=x"],
  "/v1/articles/*": ["/v1/articles/ours", "/v1/articles/ours?format=ninjs", "/v1/articles/asia-3", "/v1/articles/none"],
  "/v1/licences": ["/v1/licences"],
  "/v1/licences/*": ["/v1/licences/eligible", "/v1/licences/eligible/1", "/v1/licences/none"],
  "/v1/changes": ["/v1/changes", "/v1/changes?after=broken"],
};

/** The ways to send a key outside the path. */
const WAYS: ((key: string) => Record<string, string>)[] = [
  bearer,
  basic,
  (key) => ({ Authorization: `Basic ${btoa(`${key}:`)}` }),
];

/** Returns every form in which a key could appear in a response. */
const formsOf = (key: string): string[] => [
  key,
  key.slice(0, 30),
  key.slice(-30),
  btoa(`${key}:`),
  btoa(`:${key}`).slice(4),
];

/** Sends a request, and searches the whole response. */
async function expectNoKey(path: string, init: RequestInit, key: string): Promise<Response> {
  const response = await request(path, { redirect: "manual", ...init });
  const whole = [...[...response.headers].map((each) => each.join(": ")), await response.text()].join("\n");
  for (const form of formsOf(key)) expect([path, whole.includes(form)]).toEqual([path, false]);
  return response;
}

/** The same for one address: read, revalidated, requested with HEAD, and in ways that are refused. */
async function expectNoKeyAt(path: string, headers: Record<string, string>, key: string): Promise<number> {
  const { status, headers: answered } = await expectNoKey(path, { headers }, key);
  const tag = answered.get("ETag");
  if (tag !== null) {
    const unchanged = { ...headers, "If-None-Match": tag };
    expect((await expectNoKey(path, { headers: unchanged }, key)).status).toBe(304);
    await expectNoKey(path, { headers, method: "HEAD" }, key);
  }
  await expectNoKey(path, { headers, method: "POST" }, key);
  await expectNoKey(path, { headers: { Accept: "text/html" } }, key);
  return status;
}

test("the walk has every route that reads with a key", () => {
  const taking = door.routes.filter(
    ({ method, path }) => method === "GET" && /^\/(?:licensed|k)\/|^\/v1\/(?:articles|licences|changes)/.test(path),
  );
  expect([...new Set(taking.map(({ path }) => path))].sort()).toEqual(Object.keys(READS).sort());
});

describe.each(Object.entries(READS))("%s", (_, addresses) => {
  test("holds no key, whole, in part or unchanged, and of no kind", async () => {
    const statuses = new Set<number>();
    for (const [at, address] of addresses.entries())
      for (const key of [keys.read, keys.feed]) {
        const path = address.replace("{key}", key);
        const way = WAYS[at % WAYS.length] ?? bearer;
        statuses.add(await expectNoKeyAt(path, path === address ? way(key) : {}, key));
        // A publisher may send only so many requests per minute.
        pass(1);
      }
    expect(statuses).toContain(200);
  });
});

test("an image that only publishers see", async () => {
  const headers = bearer(keys.read);
  expect((await expectNoKey(`/licensed/images/${image}.png`, { headers }, keys.read)).status).toBe(200);
});

describe("the links of feeds", () => {
  test.each(FEED_FORMATS)("in %s lead where a key isn't part of the address", async (format) => {
    for (const address of [`feeds/latest.${format}`, `feeds/latest/archive/1.${format}`]) {
      const response = await get(`/k/${keys.feed}/${address}`);
      const [body, links] = [await response.text(), response.headers.get("Link") ?? ""];
      // XML has relative links and the keyless URL as its own; JSON Feed, whose links are absolute, uses a Link header.
      const isToldOutside =
        format === "json"
          ? links.includes("latest/archive/") || address.includes("archive")
          : body.includes("/licensed/feeds/latest");
      expect([address, isToldOutside]).toEqual([address, true]);
      expect(body + links).not.toContain("/k/");
    }
  });
});

describe("pages and the API", () => {
  const MARKS: Record<string, string> = { ":token": "{token}", ":id": "{id}" };
  /** All other GET addresses, with a value for each variable part. */
  const others = [
    ...new Set(
      [...wire.routes, ...door.routes]
        .filter(
          ({ method, path }) => method === "GET" && !(path in READS) && !path.includes("*") && !path.includes("{"),
        )
        .map(({ path }) => path.replaceAll(/:\w+/g, (mark) => MARKS[mark] ?? "1")),
    ),
  ];

  test("hold no key, whoever signs in", async () => {
    expect(others.length).toBeGreaterThan(40);
    const seen = new Set<number>();
    for (const address of others) {
      const path = address.replace("{token}", token).replace("{id}", address.includes("publishers") ? id : "ours");
      const shown = path.startsWith("/v1/") ? bearer : basic;
      const headers = shown(path.includes("/desk") ? "cwdesk_test" : keys.manage);
      for (const key of Object.values(keys)) {
        seen.add((await expectNoKey(path, { headers }, key)).status);
        await expectNoKey(path, { headers: bearer(key) }, key);
      }
    }
    expect(seen).toContain(200);
  });

  test("and neither do messages to webhooks", async () => {
    const { results } = await env.DB.prepare("SELECT body FROM delivery").all();
    expect(results.length).toBeGreaterThan(0);
    for (const key of Object.values(keys)) expect(JSON.stringify(results)).not.toContain(key);
  });
});

describe("a recipe", () => {
  /** Returns the parts of the connection instructions by heading. */
  async function recipes(): Promise<Map<string, string>> {
    const page = await (await get("/publisher/delivery", basic(keys.read))).text();
    const [, connect = ""] = page.split("<h2>How to connect</h2>");
    const [, ...parts] = (connect.split("<h2>")[0] ?? "").split("<h3>");
    return new Map(parts.map((part) => [part.split("</h3>")[0] ?? "", part]));
  }

  test("puts a key into no address that an importer shows", async () => {
    const all = await recipes();
    expect(all.size).toBeGreaterThan(3);
    for (const [name, recipe] of all) {
      expect([name, /:\/\/[^/\s<]*@/.test(recipe)]).toEqual([name, false]);
      if (/FeedWordPress|Drupal/.test(name)) expect(recipe).not.toMatch(/\/k\//);
    }
    expect(all.get("WordPress, with FeedWordPress")).toContain("HTTP Basic");
  });

  test("works as it stands, with the key where it says", async () => {
    for (const recipe of (await recipes()).values())
      for (const [, path = ""] of recipe.matchAll(/http:\/\/localhost:8787(\/[^<\s]+)/g)) {
        const headers = path.startsWith("/k/") ? {} : bearer(keys.read);
        const address = path.replace("YOUR-FEED-KEY", keys.feed);
        expect([path, (await get(address, headers)).status]).toEqual([path, 200]);
      }
  });
});
