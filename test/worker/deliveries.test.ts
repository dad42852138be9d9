import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { deliverAll } from "../../src/commands/push/deliver.ts";
import { readEnv } from "../../src/env.ts";
import { pass } from "../support/clock.ts";
import { cron } from "../support/cron.ts";
import {
  type Answers,
  byHand,
  consume,
  heldQueue,
  ofWebhooks,
  Receiver,
  until,
  verifies,
  webhookFor,
  world,
} from "../support/outbound.ts";
import { expectProblem } from "../support/problem.ts";
import { accept, applied, decided, keyFor, prove, publisherWithKey } from "../support/publisher.ts";
import { body as bodyOf, bytes } from "../support/site.ts";
import { act, article, desk, freshWire, MASTHEAD, publish, publishMasthead } from "../support/wire.ts";

const HOOK = "https://cms.paper.example/wire";
const MINUTE = 60;
const HOUR = 60 * MINUTE;

let publisher = { id: "", token: "", key: "" };

beforeEach(async () => {
  await freshWire();
  await publishMasthead();
  publisher = await publisherWithKey();
});
afterEach(() => {
  vi.restoreAllMocks();
});

type Row = { id: string; state: string; tries: number; next_at: string | null; attempts: string; type: string };
const outbox = async () =>
  (
    await env.DB.prepare(
      "SELECT id, state, tries, next_at, attempts, type FROM delivery WHERE webhook IS NOT NULL ORDER BY created, id",
    ).all<Row>()
  ).results;
const only = async (): Promise<Row> => {
  const [row, ...more] = await outbox();
  if (row === undefined || more.length > 0) throw new Error(`one delivery, not ${more.length + (row ? 1 : 0)}`);
  return row;
};
const hook = async (id: string) =>
  (await ofWebhooks(publisher.key, "GET", `/${id}`)).json<{ state: string; reason?: string }>();

/** Creates a webhook of the publisher whose receiver answers with `answer`, and the held queue. */
async function connected(answer?: Answers) {
  const receiver = new Receiver(answer);
  const { id, secret } = await webhookFor(publisher.key, HOOK);
  world({ [HOOK]: receiver.take });
  return { receiver, id, secret, queue: heldQueue() };
}
const status = (code: number) => () => new Response("An answer that nobody keeps.", { status: code });

describe("who is told", () => {
  test("each publisher of what it reads in full, and nobody of what is hidden", async () => {
    const { id, token } = await applied({ domains: ["gazette.example"] });
    await prove(token);
    await decided(id, "approve");
    const { key: stranger } = await keyFor(token);
    const [member, other] = [new Receiver(), new Receiver()];
    await webhookFor(publisher.key, HOOK);
    await webhookFor(stranger, "https://gazette.example/wire");
    world({ [HOOK]: member.take, "https://gazette.example/wire": other.take });
    const queue = heldQueue();
    await publish("everybodys");
    await publish("members", { licence: "eligible" });
    await publish("nobodys", { licence: "reserved" });
    await publish("excluded", { licence: "eligible", exclude: true });
    await publish("embargoed", { embargo: "2026-06-01T13:00:00Z" });
    await publish("withheld", { status: "withheld" });
    await act("embargoed", "kill", { reason: "Never true." });
    await act("members", "correct", { note: "The pier was wrong." });
    await queue.consume(4);
    expect(member.events().sort()).toEqual([
      "article.corrected members",
      "article.released everybodys",
      "article.released members",
    ]);
    expect(other.events()).toEqual(["article.released everybodys"]);
  });

  test("who may no longer read it: of removals alone, if it ever could, and of its agreements", async () => {
    const { receiver, queue } = await connected();
    await publish("members", { licence: "eligible" });
    await queue.consume(1);
    await decided(publisher.id, "suspend");
    await act("members", "correct", { note: "Wrong." });
    await publish("later", { licence: "eligible" });
    await act("members", "kill", { reason: "Wrong." });
    await queue.consume(2);
    expect(receiver.events()).toEqual([
      "article.released members",
      "agreement.changed suspend",
      "article.killed members",
    ]);
  });

  test("who was approved for fewer licences, has no proved domain any more, or accepted too old a text: of nothing that it can't read", async () => {
    const { receiver, queue } = await connected();
    await env.DB.prepare("UPDATE publisher SET approved = '[]'").run();
    await publish("one", { licence: "eligible" });
    await env.DB.prepare(`UPDATE publisher SET approved = '["eligible"]'`).run();
    await env.DB.prepare("UPDATE domain SET state = 'waiting'").run();
    await publish("two", { licence: "eligible" });
    await env.DB.prepare("UPDATE domain SET state = 'proved'").run();
    await publish("three", { licence: "eligible" });
    const eligible = { ...MASTHEAD.licences.eligible, text: "<p>Second.</p>" };
    await publishMasthead({ ...MASTHEAD, licences: { ...MASTHEAD.licences, eligible } });
    // An older text still counts for another thirty days, and then no longer.
    pass(30 * 24 * HOUR - 1);
    await publish("four", { licence: "eligible" });
    pass(1);
    await publish("five", { licence: "eligible" });
    await queue.consume(3);
    expect(receiver.events().sort()).toEqual([
      "agreement.changed new-text",
      "article.released four",
      "article.released three",
    ]);
  });

  test("of what a webhook wants, and nothing else", async () => {
    const { receiver, id, queue } = await connected();
    await ofWebhooks(publisher.key, "PUT", `/${id}`, { events: ["article.killed"] });
    await publish("one");
    await act("one", "kill", { reason: "Wrong." });
    await queue.consume(1);
    expect(receiver.events()).toEqual(["article.killed one"]);
  });

  test("of agreements: accepted, decided by the desk, and a new text, announced or at once", async () => {
    const { receiver, queue } = await connected();
    const { open, eligible } = MASTHEAD.licences;
    const text = (changed: Record<string, unknown>) =>
      publishMasthead({ ...MASTHEAD, licences: { ...MASTHEAD.licences, ...changed } });
    await text({ eligible: { ...eligible, text: "<p>Second.</p>" } });
    await accept(publisher.token, "eligible");
    const third = { ...eligible, text: "<p>Third.</p>", effective: { from: "2026-06-01T13:00:00Z" } };
    await text({ eligible: third });
    // Nobody has an agreement on this license.
    await text({ eligible: third, open: { ...open, text: "<p>Second.</p>" } });
    pass(HOUR + 1);
    await cron();
    await decided(publisher.id, "suspend");
    await decided(publisher.id, "restore");
    await cron();
    await queue.consume(5);
    const changes = receiver.got.map(({ text: each }) => JSON.parse(each));
    expect(changes.map(({ type }) => type)).toEqual(Array(changes.length).fill("agreement.changed"));
    expect(
      changes.map(({ data: { change, licence = "", version = "" } }) => `${change} ${licence} ${version}`).sort(),
    ).toEqual(["accepted eligible 2", "new-text eligible 2", "new-text eligible 3", "restore  ", "suspend  "]);
  });
});

describe("a message", () => {
  test("is signed as Standard Webhooks has it: the published package takes it, and so does an HMAC by hand", async () => {
    const { receiver, queue, secret } = await connected();
    await publish("harbour");
    await act("harbour", "kill", { reason: "Wrong, and hush about it." });
    await queue.consume(2);
    expect(receiver.got).toHaveLength(2);
    for (const got of receiver.got) {
      expect(verifies(got, secret)).toBe(true);
      expect(got.signatures).toEqual([byHand(got, secret)]);
      expect(verifies({ ...got, text: `${got.text} ` }, secret)).toBe(false);
      expect(got.id).toMatch(/^[0-9a-f]{32}$/);
      expect(got.at).toBe(Date.now() / 1000);
      expect(got.headers.get("Content-Type")).toBe("application/json");
      expect(got.headers.get("User-Agent")).toMatch(/^Commonwire \(/);
      expect([...got.headers.keys()].sort()).toEqual([
        "content-type",
        "user-agent",
        "webhook-id",
        "webhook-signature",
        "webhook-timestamp",
      ]);
      // A thin payload: what happened to which article, without the text or the reason.
      expect(got.text).not.toMatch(/Harbour reopens|open again|hush/);
    }
    const killed = receiver.got.map(({ text }) => JSON.parse(text)).find(({ type }) => type === "article.killed");
    expect(killed).toEqual({
      type: "article.killed",
      timestamp: "2026-06-01T12:00:00Z",
      data: {
        id: "http://localhost:8787/articles/harbour",
        slug: "harbour",
        version: 2,
        url: "http://localhost:8787/v1/articles/harbour",
        recall: "harbour.2",
      },
    });
  });

  test("comes for everything that the desk can do, in one batch with it", async () => {
    const { receiver, queue } = await connected();
    await publish("harbour");
    const actions = [
      ["correct", { note: "n" }, "corrected"],
      ["fix", { changes: { headline: "Harbor" } }, "corrected"],
      ["relicense", { licence: "eligible" }, "relicensed"],
      ["withhold", { reason: "r" }, "withheld"],
      ["restore", { reason: "r" }, "restored"],
      ["expire", { reason: "r" }, "expired"],
      ["restore", { reason: "r" }, "restored"],
      ["kill", { reason: "r" }, "killed"],
    ] as const;
    await queue.consume(1);
    for (const [action, body, event] of actions) {
      await act("harbour", action, body);
      await queue.consume(1);
      expect(JSON.parse(receiver.got.at(-1)?.text ?? "{}").type).toBe(`article.${event}`);
    }
    expect(receiver.got).toHaveLength(9);
  });

  test("reaches its receiver through the queue alone, with nobody calling the consumer", {
    timeout: 20_000,
  }, async () => {
    const receiver = new Receiver();
    const { secret } = await webhookFor(publisher.key, HOOK);
    world({ [HOOK]: receiver.take });
    await publish("harbour");
    await until(async () => (await only()).state === "delivered");
    expect(receiver.events()).toEqual(["article.released harbour"]);
    expect(receiver.got.every((got) => verifies(got, secret))).toBe(true);
  });
});

describe("after a failure", () => {
  test("waits of 1, 5 and 30 minutes, 2, 8 and 24 hours; then it has failed, and its webhook is paused with a notice", async () => {
    const { receiver, queue, id } = await connected(status(503));
    await publish("harbour");
    const waits = [MINUTE, 5 * MINUTE, 30 * MINUTE, 2 * HOUR, 8 * HOUR, 24 * HOUR];
    for (const wait of waits) {
      await queue.consume(1);
      const due = Date.now() + wait * 1000;
      expect(await only()).toMatchObject({
        state: "waiting",
        next_at: new Date(due).toISOString().replace(".000", ""),
      });
      pass(wait - 1);
      await cron();
      expect(queue.messages).toEqual([]);
      pass(1);
      await cron();
    }
    await queue.consume(1);
    const { state, next_at, attempts } = await only();
    expect([state, next_at]).toEqual(["failed", null]);
    expect(JSON.parse(attempts)).toHaveLength(7);
    expect(attempts).not.toContain("nobody keeps");
    expect(await hook(id)).toMatchObject({ state: "paused", reason: expect.stringContaining("failed 7 times") });
    expect(new Set(receiver.got.map((got) => got.id)).size).toBe(1);
    // Each attempt has its own timestamp.
    expect(new Set(receiver.got.map(({ at }) => at)).size).toBe(7);
  });

  test("a paused webhook is sent nothing, keeps what comes, and is sent it at once when it is resumed", async () => {
    const { receiver, queue, id } = await connected();
    await ofWebhooks(publisher.key, "PUT", `/${id}`, { state: "paused" });
    await publish("one");
    await publish("two");
    pass(HOUR);
    await cron();
    expect([queue.messages, receiver.got]).toEqual([[], []]);
    await ofWebhooks(publisher.key, "PUT", `/${id}`, { state: "active" });
    await queue.consume(2);
    expect(receiver.events().sort()).toEqual(["article.released one", "article.released two"]);
  });

  test("what the queue brought while the webhook was paused is sent at once when it is resumed, too", async () => {
    const { receiver, queue, id } = await connected();
    await publish("harbour");
    await until(() => queue.messages.length === 1);
    await ofWebhooks(publisher.key, "PUT", `/${id}`, { state: "paused" });
    await consume(queue.messages.splice(0));
    expect(receiver.got).toEqual([]);
    await ofWebhooks(publisher.key, "PUT", `/${id}`, { state: "active" });
    await queue.consume(1);
    expect(receiver.events()).toEqual(["article.released harbour"]);
  });

  test("410 disables the webhook and stops what waits for it; resumed, what was stopped can be sent again", async () => {
    const { receiver, queue, id } = await connected(status(410));
    await publish("one");
    await publish("two");
    await until(() => queue.messages.length === 2);
    await consume(queue.messages.splice(0, 1));
    expect(await hook(id)).toMatchObject({ state: "disabled", reason: expect.stringContaining("410") });
    expect((await outbox()).map(({ state }) => state)).toEqual(["stopped", "stopped"]);
    await consume(queue.messages.splice(0));
    await publish("three");
    await cron();
    expect([queue.messages, receiver.got.length, (await outbox()).length]).toEqual([[], 1, 2]);
    const [stopped] = await outbox();
    const again = () => ofWebhooks(publisher.key, "POST", `/${id}/deliveries/${stopped?.id}/resend`);
    await expectProblem(await again(), 409, "conflict");
    await ofWebhooks(publisher.key, "PUT", `/${id}`, { state: "active" });
    receiver.answer = status(200);
    expect((await again()).status).toBe(200);
    await queue.consume(1);
    expect((await outbox()).map(({ state }) => state).sort()).toEqual(["delivered", "stopped"]);
  });

  test.each<[string, Answers, Record<string, unknown>]>([
    [
      "a redirect, which isn't followed",
      () => Response.redirect("https://elsewhere.example/", 307),
      { status: 307, problem: "redirects" },
    ],
    ["404", status(404), { status: 404, problem: "refused" }],
    ["500", status(500), { status: 500, problem: "failing" }],
    ["a connection that breaks", () => Promise.reject(new TypeError("secret words")), { problem: "unreachable" }],
    ["nothing, for too long", () => new Promise<Response>(() => undefined), { problem: "slow" }],
  ])("the outcome is kept as a code: %s", async (_, answer, expected) => {
    const { receiver, queue, id } = await connected(answer);
    const outside = vi.mocked(globalThis.fetch);
    await publish("harbour");
    await until(() => queue.messages.length === 1);
    const { db, secretsKey } = readEnv(env);
    const fetch = (address: string, init: RequestInit) => globalThis.fetch(address, init);
    await deliverAll({ db, secretsKey, clock: Date.now, fetch, timeoutMs: 200 }, queue.messages.splice(0));
    expect(JSON.parse((await only()).attempts)).toEqual([{ at: "2026-06-01T12:00:00Z", ...expected }]);
    expect([(await only()).state, receiver.got.length, outside.mock.calls.length]).toEqual(["waiting", 1, 1]);
    const [init] = outside.mock.calls.map(([, given]) => given);
    expect([init?.redirect, init?.signal?.aborted]).toEqual(["manual", true]);
    expect(await (await ofWebhooks(publisher.key, "GET", `/${id}/deliveries`)).text()).not.toContain("secret words");
  });

  test("an endless answer is success by its status, and nobody reads it", async () => {
    const { stream, seen } = bodyOf(bytes(64 * 1024), { every: 1 });
    const { queue } = await connected(() => new Response(stream, { status: 202 }));
    await publish("harbour");
    await queue.consume(1);
    expect((await only()).state).toBe("delivered");
    await until(() => seen.cancelled);
    expect(seen.pulled).toBeLessThanOrEqual(2);
  });

  test.each(["http://cms.paper.example/wire", "https://127.0.0.1/wire", "https://paper.example:444/", "nonsense"])(
    "an address that was stored though the rule forbids it isn't asked: %s",
    async (url) => {
      const { queue, receiver } = await connected();
      await env.DB.prepare("UPDATE webhook SET url = ?1").bind(url).run();
      const outside = vi.mocked(globalThis.fetch);
      await publish("harbour");
      await queue.consume(1);
      expect([receiver.got, outside.mock.calls]).toEqual([[], []]);
      expect(JSON.parse((await only()).attempts)).toMatchObject([{ problem: "not-public" }]);
    },
  );

  test("without the key of secrets nothing is sent, no try is counted, and later it is", async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const { receiver, queue } = await connected();
    await publish("harbour");
    const set = readEnv(env);
    const before = set.secretsKey;
    set.secretsKey = undefined;
    await queue.consume(1);
    set.secretsKey = before;
    expect([receiver.got, (await only()).tries, log.mock.calls.length]).toEqual([[], 0, 1]);
    pass(5 * MINUTE);
    await cron();
    await queue.consume(1);
    expect(receiver.events()).toEqual(["article.released harbour"]);
  });
});

describe("once the key of secrets is lost", () => {
  test("nothing is sent, each try is counted, and at last the webhook is paused with a notice of what to do", async () => {
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    const { receiver, queue, id } = await connected();
    await env.DB.prepare("UPDATE webhook SET secret = substr(secret, 1, 40)").run();
    await publish("harbour");
    for (const minutes of [1, 5, 30, 120, 480, 1440]) {
      await queue.consume(1);
      pass(minutes * MINUTE);
      await cron();
    }
    await queue.consume(1);
    expect([receiver.got, (await only()).state]).toEqual([[], "failed"]);
    expect(await hook(id)).toMatchObject({ state: "paused", reason: expect.stringContaining("Rotate it") });
  });

  test("a webhook whose secret is rotated is sent to again at once, signed with the new one alone", async () => {
    const { receiver, queue, id } = await connected();
    const set = readEnv(env);
    const before = set.secretsKey;
    set.secretsKey = crypto.getRandomValues(new Uint8Array(32));
    const rotated = await (await ofWebhooks(publisher.key, "POST", `/${id}/rotate`, {})).json<{ secret: string }>();
    await publish("harbour");
    await queue.consume(1);
    set.secretsKey = before;
    expect(receiver.got.map(({ signatures }) => signatures)).toEqual(
      receiver.got.map((got) => [byHand(got, rotated.secret)]),
    );
    expect(receiver.events()).toEqual(["article.released harbour"]);
  });
});

describe("deliveries", () => {
  test("are listed with each try, the newest first, fifty at a time", async () => {
    const { queue, id, receiver } = await connected(status(500));
    await publish("first");
    await queue.consume(1);
    receiver.answer = status(200);
    pass(MINUTE);
    await cron();
    await queue.consume(1);
    const many = Array.from({ length: 50 }, (_, at) => article({ id: `story-${at}` }));
    await desk("PUT", "/articles", { articles: many });
    type Page = { deliveries: { article: string; state: string; attempts: unknown[] }[]; next: string | null };
    const page = async (query: string) =>
      (await ofWebhooks(publisher.key, "GET", `/${id}/deliveries${query}`)).json<Page>();
    const newest = await page("");
    expect(newest.deliveries).toHaveLength(50);
    const rest = await page(`?before=${newest.next}`);
    expect(rest).toMatchObject({
      deliveries: [
        {
          article: "first",
          state: "delivered",
          attempts: [
            { at: "2026-06-01T12:00:00Z", status: 500, problem: "failing" },
            { at: "2026-06-01T12:01:00Z", status: 200 },
          ],
        },
      ],
      next: null,
    });
    const all = [...newest.deliveries, ...rest.deliveries].map((each) => each.article);
    expect(new Set(all).size).toBe(51);
  });

  test("are sent again under the same id, whatever became of them", async () => {
    const { queue, id, receiver, secret } = await connected();
    await publish("harbour");
    await queue.consume(1);
    const before = await only();
    pass(HOUR);
    const response = await ofWebhooks(publisher.key, "POST", `/${id}/deliveries/${before.id}/resend`, {});
    expect(await response.json()).toMatchObject({ id: before.id, state: "waiting", nextAt: "2026-06-01T13:00:00Z" });
    await queue.consume(1);
    expect(receiver.got.map((got) => got.id)).toEqual([before.id, before.id]);
    expect(receiver.got.every((got) => got.signatures.includes(byHand(got, secret)))).toBe(true);
    expect(await only()).toMatchObject({ state: "delivered" });
    await expectProblem(await ofWebhooks(publisher.key, "POST", `/${id}/deliveries/none/resend`, {}), 404, "not-found");
  });

  test("go after 90 days, but not the kills that a publisher was told of", async () => {
    const { queue } = await connected();
    await publish("harbour");
    await act("harbour", "kill", { reason: "Wrong." });
    await queue.consume(2);
    pass(90 * 24 * HOUR);
    await cron();
    expect(await outbox()).toHaveLength(2);
    pass(1);
    await cron();
    expect((await outbox()).map(({ type }) => type)).toEqual(["article.killed"]);
  });
});

describe("whatever breaks", () => {
  const database: D1Database = Object.getPrototypeOf(env.DB);
  const statement: D1PreparedStatement = Object.getPrototypeOf(env.DB.prepare("SELECT 1"));
  const { batch } = database;
  const { first } = statement;
  const dies = () => Promise.reject(new Error("The consumer was stopped."));

  /** Stops the consumer at a step: after it, neither the database nor any receiver is reached. */
  function stopAt(step: string, receiver: Receiver): void {
    if (step === "before claim") vi.spyOn(statement, "first").mockImplementation(dies);
    if (step === "after claim")
      vi.spyOn(statement, "first").mockImplementation(async function (this: D1PreparedStatement) {
        await first.call(this);
        return dies();
      });
    if (step === "after record")
      vi.spyOn(database, "batch").mockImplementation(async function (this: D1Database, statements) {
        await batch.call(this, statements);
        return dies();
      });
    else vi.spyOn(database, "batch").mockImplementation(dies);
    if (step === "during the request, unsent") world({ [HOOK]: dies });
    if (step === "during the request, received")
      world({
        [HOOK]: async (asked) => {
          await receiver.take(asked);
          return dies();
        },
      });
  }

  test.each([
    "before claim",
    "after claim",
    "during the request, unsent",
    "during the request, received",
    "after the answer, before record",
    "after record",
  ])("the consumer stops %s and starts again: nothing is lost, and each event comes once", async (step) => {
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    const { receiver, secret } = await connected();
    vi.restoreAllMocks();
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    world({ [HOOK]: receiver.take });
    const queue = heldQueue();
    await publish("one");
    await publish("two");
    await until(() => queue.messages.length === 2);
    const handedOut = queue.messages.splice(0);
    stopAt(step, receiver);
    await consume(handedOut);
    vi.restoreAllMocks();
    world({ [HOOK]: receiver.take });
    const restarted = heldQueue();
    const reached = receiver.got.length;
    // The queue redelivers the messages: a delivery in progress isn't sent again before its lease ends.
    await consume(handedOut);
    expect(receiver.got.length - reached).toBe(step === "before claim" ? 2 : 0);
    for (let minute = 0; minute < 6; minute++) {
      pass(MINUTE);
      await cron();
      await consume(restarted.messages.splice(0));
    }
    expect((await outbox()).map(({ state, tries }) => [state, tries])).toEqual([
      ["delivered", 0],
      ["delivered", 0],
    ]);
    expect(receiver.events().sort()).toEqual(["article.released one", "article.released two"]);
    expect(new Set(receiver.got.map(({ id }) => id)).size).toBe(2);
    const repeated = step === "during the request, received" || step === "after the answer, before record";
    expect(receiver.got).toHaveLength(repeated ? 4 : 2);
    expect(receiver.got.every((got) => got.signatures.includes(byHand(got, secret)))).toBe(true);
  });

  test("two consumers at once send it once", async () => {
    const { receiver, queue } = await connected();
    await publish("harbour");
    await until(() => queue.messages.length === 1);
    const [message] = queue.messages.splice(0);
    await Promise.all([consume([message, message]), consume([message]), consume([message])]);
    expect(receiver.got).toHaveLength(1);
    expect((await only()).state).toBe("delivered");
  });

  test("two runs that hand out at once hand it out once", async () => {
    const { queue, id } = await connected();
    await ofWebhooks(publisher.key, "PUT", `/${id}`, { state: "paused" });
    await publish("harbour");
    await env.DB.prepare("UPDATE webhook SET state = 'active'").run();
    await Promise.all([cron(), cron(), cron()]);
    expect(queue.messages).toHaveLength(1);
  });

  test("a licence's new text that can't be put in force holds up neither an embargo nor what is due, and comes a minute later", async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const { receiver, queue } = await connected();
    const { eligible } = MASTHEAD.licences;
    const next = { ...eligible, text: "<p>Second.</p>", effective: { from: "2026-06-01T13:00:00Z" } };
    await publishMasthead({ ...MASTHEAD, licences: { ...MASTHEAD.licences, eligible: next } });
    await publish("embargoed", { embargo: "2026-06-01T13:00:00Z" });
    pass(HOUR);
    vi.spyOn(database, "batch").mockImplementationOnce(dies);
    await cron();
    expect(log).toHaveBeenCalledTimes(1);
    await queue.consume(1);
    expect(receiver.events()).toEqual(["article.released embargoed"]);
    pass(MINUTE);
    await cron();
    await queue.consume(1);
    expect(receiver.events()).toEqual(["article.released embargoed", "agreement.changed new-text"]);
  });

  test("a queue that takes nothing: the publish is answered, and a minute later it is handed out", async () => {
    vi.spyOn(console, "error").mockImplementation(() => undefined);
    const { receiver, queue } = await connected();
    queue.sendBatch.mockImplementationOnce(dies);
    await publish("harbour");
    await until(async () => queue.sendBatch.mock.calls.length === 1);
    pass(MINUTE);
    await until(async () => {
      await cron();
      return queue.messages.length === 1;
    });
    await queue.consume(1);
    expect(receiver.events()).toEqual(["article.released harbour"]);
  });

  test("a queue that takes what it was handed and then fails: what is being sent isn't handed out a second time", async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const answered = Promise.withResolvers<Response>();
    const { receiver, queue } = await connected(() => answered.promise);
    let taken: unknown[] = [];
    queue.sendBatch.mockImplementationOnce(async (batch) => {
      taken = [...batch].map(({ body }) => body);
      await until(() => receiver.got.length === 1);
      return dies();
    });
    await publish("harbour");
    await until(() => taken.length === 1);
    const sending = consume(taken);
    await until(() => log.mock.calls.length === 1);
    await cron();
    expect(queue.messages).toEqual([]);
    answered.resolve(new Response(null, { status: 204 }));
    await sending;
    expect((await only()).state).toBe("delivered");
  });

  test("a message that is none of ours harms nobody", async () => {
    const { receiver, queue } = await connected();
    await publish("harbour");
    await until(() => queue.messages.length === 1);
    await consume([null, "x", { id: 7 }, { id: "nothing", claims: 0 }, ...queue.messages.splice(0)]);
    expect(receiver.got).toHaveLength(1);
  });

  test("no secret is ever in a log, whatever fails", async () => {
    const said: unknown[] = [];
    for (const level of ["log", "warn", "error"] as const)
      vi.spyOn(console, level).mockImplementation((...words) => void said.push(...words.map(String)));
    const { queue, secret } = await connected(() => Promise.reject(new Error("broken")));
    await env.DB.prepare("UPDATE webhook SET secret = substr(secret, 1, 40)").run();
    await publish("harbour");
    await queue.consume(1);
    expect(said).toHaveLength(1);
    const { secret: sealed } = (await env.DB.prepare("SELECT secret FROM webhook").first<{ secret: string }>()) ?? {};
    expect(said.join(" ")).not.toContain(secret);
    expect(said.join(" ")).not.toContain(sealed);
  });
});
