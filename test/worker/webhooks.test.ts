import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { readEnv } from "../../src/env.ts";
import { EVENT_TYPES } from "../../src/model/push/event.ts";
import { pass } from "../support/clock.ts";
import { cron } from "../support/cron.ts";
import { byHand, heldQueue, ofWebhooks, Receiver, verifies, webhookFor, world } from "../support/outbound.ts";
import { expectProblem } from "../support/problem.ts";
import { basic, decided, getOwnPublisher, publisherWithKey } from "../support/publisher.ts";
import { act, desk, freshWire, publish, publishMasthead, request } from "../support/wire.ts";

const HOOK = "https://cms.paper.example/wire";

let key = "";
let publisher = { id: "", token: "" };
let queue: ReturnType<typeof heldQueue>;

beforeEach(async () => {
  await freshWire();
  await publishMasthead();
  const made = await publisherWithKey();
  key = made.key;
  publisher = made;
  queue = heldQueue();
});
afterEach(() => {
  vi.restoreAllMocks();
});

const shown = async (path = "") => (await ofWebhooks(key, "GET", path)).json<Record<string, unknown>>();
const rows = async (sql: string) => (await env.DB.prepare(sql).all()).results;

describe("a webhook", () => {
  test("is made with a secret that is told once and kept encrypted, and is then listed without it", async () => {
    const response = await ofWebhooks(key, "POST", "", { url: HOOK });
    expect([response.status, response.headers.get("Cache-Control")]).toEqual([201, "private, no-store"]);
    const { secret, ...webhook } = await response.json<{ secret: string; id: string }>();
    expect(webhook).toMatchObject({ url: HOOK, state: "active", events: [...EVENT_TYPES] });
    // Standard Webhooks: `whsec_`, then 24 to 64 random bytes as base64.
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(await shown()).toEqual({ webhooks: [webhook] });
    expect(await shown(`/${webhook.id}`)).toEqual(webhook);
    const everything = JSON.stringify(
      await env.DB.batch([env.DB.prepare("SELECT * FROM webhook"), env.DB.prepare("SELECT * FROM audit")]),
    );
    expect(everything).not.toContain(secret.slice("whsec_".length));
    expect(everything.match(/wire/g)).toHaveLength(1);
  });

  test("is changed, paused and resumed, deleted; each is in the log, with no address and no secret", async () => {
    const { id } = await webhookFor(key, `${HOOK}?token=hush`);
    const changed = await ofWebhooks(key, "PUT", `/${id}`, { events: ["article.killed", "article.killed"] });
    expect(await changed.json()).toMatchObject({ events: ["article.killed"], state: "active" });
    expect(await (await ofWebhooks(key, "PUT", `/${id}`, { state: "paused" })).json()).toMatchObject({
      events: ["article.killed"],
      state: "paused",
    });
    expect(await (await ofWebhooks(key, "PUT", `/${id}`, { state: "active" })).json()).toMatchObject({
      state: "active",
    });
    expect((await ofWebhooks(key, "POST", `/${id}/rotate`, {})).status).toBe(201);
    expect((await ofWebhooks(key, "DELETE", `/${id}`)).status).toBe(204);
    expect(await shown()).toEqual({ webhooks: [] });
    const { audit } = await (await desk("GET", `/audit?publisher=${publisher.id}`)).json<{
      audit: { action: string }[];
    }>();
    expect(audit.map(({ action }) => action).slice(0, 6)).toEqual([
      "delete-webhook",
      "rotate-webhook",
      "change-webhook",
      "change-webhook",
      "change-webhook",
      "make-webhook",
    ]);
    expect(JSON.stringify(audit)).not.toContain("hush");
  });

  test("stands on the desk's page and in its JSON with the reason why it is paused", async () => {
    const { id } = await webhookFor(key, HOOK);
    await env.DB.prepare("UPDATE webhook SET state = 'paused', reason = 'It failed.' WHERE id = ?1").bind(id).run();
    expect((await getOwnPublisher(publisher.token)).webhooks).toMatchObject([
      { id, state: "paused", reason: "It failed." },
    ]);
    const credentials = { Authorization: `Basic ${btoa("x:cwdesk_test")}` };
    const page = await (await request(`/desk/publishers/${publisher.id}`, { headers: credentials })).text();
    expect(page).toMatch(/cms\.paper\.example\/wire[^<]*<\/code>, paused: It failed\./);
  });
});

/** Sends a form under `/publisher` as a browser does. */
const form = (path: string, fields: [string, string][] = []) =>
  request(`/publisher${path}`, {
    method: "POST",
    headers: { ...basic(key), "Content-Type": "application/x-www-form-urlencoded", "Sec-Fetch-Site": "same-origin" },
    body: new URLSearchParams(fields).toString(),
    redirect: "manual",
  });
const page = async () => (await request("/publisher/delivery", { headers: basic(key) })).text();

describe("the page /publisher", () => {
  test("makes a webhook, shows its secret once, and what was sent to it with a button to send it again", async () => {
    const receiver = new Receiver(() => new Response("No <b>words</b> of theirs.", { status: 503 }));
    const made = await form("/webhooks", [
      ["url", HOOK],
      ["events", "article.released"],
      ["events", "article.killed"],
    ]);
    const secret = /whsec_[A-Za-z0-9+/]{43}=/.exec(await made.text())?.[0] ?? "";
    expect([made.status, made.headers.get("Cache-Control")]).toEqual([200, "private, no-store"]);
    expect(await page()).not.toContain("whsec_");
    world({ [HOOK]: receiver.take });
    await publish("harbour");
    await queue.consume(1);
    expect(receiver.got.map((got) => verifies(got, secret))).toEqual([true]);
    const html = await page();
    expect(html).toContain("New story Harbour");
    expect(html).toContain("waiting (503). The address answered with an error, or");
    expect(html).not.toContain("of theirs");
    const [action = ""] = /\/webhooks\/[^"]*\/resend/.exec(html) ?? [];
    receiver.answer = () => new Response(null, { status: 200 });
    const again = await form(action);
    expect([again.status, again.headers.get("Location")]).toEqual([303, "/publisher/delivery"]);
    await queue.consume(1);
    expect(await page()).toContain("delivered, after 2 tries (200).");
  });

  test("changes, pauses, resumes, rotates and deletes; a paused one says why", async () => {
    const { id, secret } = await webhookFor(key, HOOK);
    expect((await form(`/webhooks/${id}`, [["events", "article.killed"]])).status).toBe(303);
    expect(await shown(`/${id}`)).toMatchObject({ events: ["article.killed"] });
    expect((await form(`/webhooks/${id}`, [["state", "paused"]])).status).toBe(303);
    expect(await shown(`/${id}`)).toMatchObject({ state: "paused", events: ["article.killed"] });
    await env.DB.prepare("UPDATE webhook SET reason = 'It failed <7> times.'").run();
    expect(await page()).toContain("It failed &lt;7&gt; times.");
    expect((await form(`/webhooks/${id}`, [["state", "active"]])).status).toBe(303);
    const rotated = await (await form(`/webhooks/${id}/rotate`, [["overlapHours", "2"]])).text();
    expect(/whsec_[^<]+/.exec(rotated)?.[0]).not.toBe(secret);
    expect(await page()).toContain(
      'signed with the previous secret until <time datetime="2026-06-01T10:00:00-04:00">Jun 1, 2026',
    );
    expect((await form(`/webhooks/${id}/delete`)).status).toBe(303);
    expect(await shown()).toEqual({ webhooks: [] });
  });

  test("refuses what the API refuses, and forms of other sites and of nobody", async () => {
    const wrong = await form("/webhooks", [
      ["url", "http://paper.example/"],
      ["events", "article.killed"],
    ]);
    const html = await wrong.text();
    expect([wrong.status, html]).toEqual([422, expect.stringContaining("an HTTPS address")]);
    expect((await form("/webhooks", [["url", HOOK]])).status).toBe(422);
    const { id } = await webhookFor(key, HOOK);
    expect((await form(`/webhooks/${id}/rotate`, [["overlapHours", "x"]])).status).toBe(422);
    expect((await form(`/webhooks/${id}`, [["state", "disabled"]])).status).toBe(422);
    expect((await form("/webhooks/none/delete")).status).toBe(404);
    const elsewhere = { ...basic(key), "Sec-Fetch-Site": "cross-site" };
    for (const path of ["", `/${id}`, `/${id}/rotate`, `/${id}/delete`, `/${id}/deliveries/x/resend`]) {
      const address = `/publisher/webhooks${path}`;
      expect((await request(address, { method: "POST", headers: elsewhere })).status).toBe(403);
      expect((await request(address, { method: "POST" })).status).toBe(401);
    }
    expect(await shown(`/${id}`)).toMatchObject({ state: "active" });
  });
});

describe("rotation", () => {
  test("signs with both secrets while they overlap, the new one first, and then with the new one alone", async () => {
    const receiver = new Receiver();
    const { id, secret: old } = await webhookFor(key, HOOK);
    world({ [HOOK]: receiver.take });
    const response = await ofWebhooks(key, "POST", `/${id}/rotate`, { overlapHours: 1 });
    const { secret, oldUntil } = await response.json<{ secret: string; oldUntil: string }>();
    expect([secret === old, oldUntil]).toEqual([false, "2026-06-01T13:00:00Z"]);
    await publish("one");
    await queue.consume(1);
    pass(3600);
    await publish("two");
    await queue.consume(1);
    const [during, after] = receiver.got;
    if (during === undefined || after === undefined) throw new Error("two messages");
    expect(during.signatures).toEqual([byHand(during, secret), byHand(during, old)]);
    expect(after.signatures).toEqual([byHand(after, secret)]);
    expect([verifies(after, secret), verifies(after, old)]).toEqual([true, false]);
    expect(await shown(`/${id}`)).not.toHaveProperty("oldUntil");
  });

  test("isn't begun twice, except to end the overlap at once", async () => {
    const { id } = await webhookFor(key, HOOK);
    const rotate = (body: unknown) => ofWebhooks(key, "POST", `/${id}/rotate`, body);
    expect((await rotate({})).status).toBe(201);
    await expectProblem(await rotate({}), 409, "conflict");
    expect((await rotate({ overlapHours: 0 })).status).toBe(201);
    expect(await rows("SELECT old_secret, old_until FROM webhook")).toEqual([{ old_secret: null, old_until: null }]);
    for (const overlapHours of [-1, 721, 1.5, "1"]) await expectProblem(await rotate({ overlapHours }), 422, "invalid");
  });
});

describe("what is refused", () => {
  test.each([
    "http://cms.paper.example/wire",
    "https://192.0.2.7/wire",
    "https://127.1/wire",
    "https://[2001:db8::1]/wire",
    "https://localhost/wire",
    "https://cms.internal/wire",
    "https://paper.example:8443/wire",
    "https://user:word@paper.example/wire",
    "https://paper.example/wire#part",
    "ftp://paper.example/",
    "paper.example",
    `https://paper.example/${"x".repeat(1000)}`,
    7,
  ])("the address %s", async (url) => {
    const { errors } = await expectProblem(await ofWebhooks(key, "POST", "", { url }), 422, "invalid");
    expect(errors).toMatchObject([{ field: "url" }]);
    expect(await rows("SELECT id FROM webhook")).toEqual([]);
  });

  test("events that there aren't, none at all, fields of nobody, an eleventh webhook", async () => {
    const wrong = [{ events: ["article.read"] }, { events: [] }, { secret: "whsec_mine" }, { state: "active" }];
    for (const more of wrong)
      await expectProblem(await ofWebhooks(key, "POST", "", { url: HOOK, ...more }), 422, "invalid");
    const { id } = await webhookFor(key, HOOK);
    await expectProblem(await ofWebhooks(key, "PUT", `/${id}`, { state: "disabled" }), 422, "invalid");
    await expectProblem(await ofWebhooks(key, "PUT", `/${id}`, { url: HOOK }), 422, "invalid");
    const more = await Promise.all(Array.from({ length: 12 }, () => ofWebhooks(key, "POST", "", { url: HOOK })));
    expect(more.map(({ status }) => status).sort()).toEqual([...Array(9).fill(201), ...Array(3).fill(409)]);
  });

  test("another publisher's webhook, and its deliveries", async () => {
    const { id } = await webhookFor(key, HOOK);
    await publish("one");
    const [delivery] = await rows("SELECT id FROM delivery");
    vi.restoreAllMocks();
    const other = await publisherWithKey({ domains: ["gazette.example"] });
    const tries = [
      ["GET", ""],
      ["PUT", "", { state: "paused" }],
      ["POST", "/rotate", {}],
      ["DELETE", ""],
      ["GET", "/deliveries"],
      ["POST", `/deliveries/${delivery?.id}/resend`, {}],
    ] as const;
    for (const [method, path, body] of tries)
      await expectProblem(await ofWebhooks(other.key, method, `/${id}${path}`, body), 404, "not-found");
    expect(await shown(`/${id}`)).toMatchObject({ state: "active" });
    expect(await rows("SELECT tries, claims FROM delivery")).toEqual([{ tries: 0, claims: 0 }]);
  });

  test("without a key, with a feed key, and while the publisher is suspended", async () => {
    await expectProblem(await request("/v1/publisher/webhooks"), 401, "unauthorized");
    await decided(publisher.id, "suspend");
    await expectProblem(await ofWebhooks(key, "GET"), 403, "forbidden");
  });

  test("everything that needs a secret, where there is no key to encrypt it with", async () => {
    const { id } = await webhookFor(key, HOOK);
    const log = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const set = readEnv(env);
    const before = set.secretsKey;
    set.secretsKey = undefined;
    try {
      await expectProblem(await ofWebhooks(key, "POST", "", { url: HOOK }), 503, "not-configured");
      await expectProblem(await ofWebhooks(key, "POST", `/${id}/rotate`, {}), 503, "not-configured");
    } finally {
      set.secretsKey = before;
    }
    expect(log).toHaveBeenCalledTimes(2);
  });
});

describe("who goes", () => {
  test("has no webhooks from then on, and nothing is sent any more", async () => {
    const receiver = new Receiver();
    world({ [HOOK]: receiver.take });
    await webhookFor(key, HOOK);
    await publish("one");
    expect((await request(`/v1/applications/${publisher.token}`, { method: "DELETE" })).status).toBe(204);
    await queue.consume(1);
    await act("one", "kill", { reason: "Wrong." });
    await cron();
    expect(queue.messages).toEqual([]);
    expect(receiver.got).toEqual([]);
    expect(await rows("SELECT state FROM delivery")).toEqual([{ state: "stopped" }]);
  });

  test("leaves nothing behind once the time is over", async () => {
    await webhookFor(key, HOOK);
    await publish("one");
    await env.DB.batch([
      env.DB.prepare("INSERT INTO holding VALUES (?1, 'one', 1, 1, '/', 'a', 'a')").bind(publisher.id),
      env.DB.prepare("INSERT INTO acknowledgement VALUES ('one.2', ?1, 'removed', NULL, 'a', 'k')").bind(publisher.id),
    ]);
    await request(`/v1/applications/${publisher.token}`, { method: "DELETE" });
    pass(90 * 86_400 + 1);
    await cron();
    for (const table of ["publisher", "webhook", "delivery", "holding", "acknowledgement"])
      expect([table, await rows(`SELECT * FROM ${table}`)]).toEqual([table, []]);
  });
});
