import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test, vi } from "vitest";
import { RecallJson } from "../../src/contract/recall.ts";
import { TodoJson } from "../../src/contract/todo.ts";
import { pass } from "../support/clock.ts";
import { cron } from "../support/cron.ts";
import { expectProblem } from "../support/problem.ts";
import { basic, bearer, decided, json, keyFor, publisherWithKey, sites } from "../support/publisher.ts";
import { act, desk, freshWire, get, MASTHEAD, publish, publishMasthead, request, TOKEN } from "../support/wire.ts";

const eligible = { ...MASTHEAD.licences.eligible, corrections: { takeDownWithinHours: 24, applyWithinHours: 48 } };

beforeEach(async () => {
  await freshWire();
  await publishMasthead({ ...MASTHEAD, licences: { ...MASTHEAD.licences, eligible } });
  await publish("ours", { licence: "eligible", headline: "A grave mistake" });
  await publish("theirs", { licence: "reserved" });
  pass(60);
  sites({});
});

/** Creates a publisher that reads an address with its key. */
async function reader(organization: string, domain: string, address: string) {
  const publisher = await publisherWithKey({ organization, domains: [domain] });
  await get(address, bearer(publisher.key));
  await vi.waitFor(async () => {
    const row = await env.DB.prepare("SELECT 1 FROM reading WHERE publisher = ?1").bind(publisher.id).first();
    expect(row).not.toBeNull();
  });
  return publisher;
}

const ledger = async (id: string) => RecallJson.parse(await (await desk("GET", `/recalls/${id}`)).json());
const todo = async (key: string) => TodoJson.parse(await (await get("/v1/publisher/todo", bearer(key))).json());

describe("the ledger of a recall", () => {
  test("lists who was handed the story, and nobody who only saw its summary or nothing of it", async () => {
    const paper = await reader("Paper", "paper.example", "/v1/articles/ours");
    await reader("Radio", "radio.example", "/v1/articles/theirs");
    await publisherWithKey({ organization: "Silent", domains: ["silent.example"] });
    await act("ours", "kill", { reason: "Sourcing error." });
    expect(await ledger("ours.2")).toMatchObject({
      headline: "A grave mistake",
      reason: "Sourcing error.",
      deadline: "2026-06-02T12:01:00Z",
      concerned: 1,
      acknowledged: 0,
      overdue: 0,
      publishers: [
        { publisher: paper.id, copy: { version: 1, address: "/v1/articles/ours" }, sent: [], overdue: false },
      ],
    });
  });

  test("counts from what the licence gives: overdue until the publisher says that the copy is gone", async () => {
    const { key, id } = await reader("Paper", "paper.example", "/licensed/feeds/latest.rss");
    await act("ours", "kill", { reason: "Sourcing error." });
    pass(24 * 3600);
    expect(await ledger("ours.2")).toMatchObject({ overdue: 1 });
    const kept = await request(
      "/v1/publisher/recalls/ours.2",
      json({ outcome: "kept", note: "In court." }, bearer(key)),
    );
    expect(await kept.json()).toMatchObject({ open: false, overdue: true });
    expect(await ledger("ours.2")).toMatchObject({ overdue: 1, acknowledged: 1 });
    const gone = await request("/v1/publisher/recalls/ours.2", json({ outcome: "removed" }, bearer(key)));
    expect(await gone.json()).toMatchObject({
      open: false,
      overdue: false,
      acknowledgement: { outcome: "removed", by: id },
    });
    expect(await ledger("ours.2")).toMatchObject({
      overdue: 0,
      publishers: [{ acknowledgement: { outcome: "removed", at: "2026-06-02T12:01:00Z" } }],
    });
    const { audit } = await (await desk("GET", "/audit?article=ours")).json<{ audit: { action: string }[] }>();
    expect(audit.map(({ action }) => action)).toEqual(["acknowledge", "acknowledge", "kill"]);
  });

  test("counts a read that was noted only after the kill", async () => {
    const { id, key } = await publisherWithKey();
    await act("ours", "kill", { reason: "Sourcing error." });
    await env.DB.prepare("INSERT INTO holding VALUES (?1, 'ours', 1, 1, '/v1/articles/ours', ?2, ?2)")
      .bind(id, new Date().toISOString())
      .run();
    expect(await ledger("ours.2")).toMatchObject({ concerned: 1 });
    expect((await todo(key)).recalls).toHaveLength(1);
  });

  test("says what each was sent", async () => {
    const { id } = await reader("Paper", "paper.example", "/v1/articles/ours");
    await env.DB.prepare(
      "INSERT INTO webhook (id, publisher, url, events, secret, state, created) VALUES ('w', ?1, 'https://cms.paper.example/in', ?2, 's', 'active', '')",
    )
      .bind(id, JSON.stringify(["article.killed"]))
      .run();
    await act("ours", "kill", { reason: "Sourcing error." });
    expect((await ledger("ours.2")).publishers).toMatchObject([
      { sent: [{ webhook: "https://cms.paper.example/in", state: "waiting", lastStatus: null }] },
    ]);
    // What was sent remains on record even if the publisher deletes the webhook.
    await env.DB.batch([
      env.DB.prepare("UPDATE delivery SET state = 'delivered', attempts = json_array(json_object('status', 204))"),
      env.DB.prepare("DELETE FROM webhook"),
    ]);
    expect((await ledger("ours.2")).publishers).toMatchObject([
      { sent: [{ webhook: null, state: "delivered", lastStatus: 204 }] },
    ]);
    const page = await (await get("/desk/recalls/ours.2", basic(TOKEN))).text();
    expect(page).toContain(": sent to a webhook that has since been deleted (");
  });

  test("closes when the story is restored, and a second kill is a second recall", async () => {
    const { key } = await reader("Paper", "paper.example", "/v1/articles/ours");
    await act("ours", "kill", { reason: "Sourcing error." });
    pass(60);
    await act("ours", "restore", { reason: "Sources confirmed." });
    expect(await ledger("ours.2")).toMatchObject({ closed: "2026-06-01T12:02:00Z" });
    expect((await todo(key)).recalls).toEqual([]);
    await act("ours", "kill", { reason: "Wrong after all." });
    expect((await todo(key)).recalls.map(({ id }) => id)).toEqual(["ours.4"]);
    const { recalls } = await (await desk("GET", "/recalls")).json<{ recalls: { id: string; reason: string }[] }>();
    expect(recalls.map(({ id, reason }) => `${id} ${reason}`)).toEqual([
      "ours.4 Wrong after all.",
      "ours.2 Sourcing error.",
    ]);
  });

  test("keeps what each was sent, though the webhook was deleted since; and leaves out who came after the story was back", async () => {
    const { id, key } = await reader("Paper", "paper.example", "/v1/articles/ours");
    await env.DB.prepare(
      "INSERT INTO webhook (id, publisher, url, events, secret, state, created) VALUES ('w', ?1, 'https://cms.paper.example/in', ?2, 's', 'active', '')",
    )
      .bind(id, JSON.stringify(["article.killed"]))
      .run();
    await act("ours", "kill", { reason: "Sourcing error." });
    expect((await request("/v1/publisher/webhooks/w", { method: "DELETE", headers: bearer(key) })).status).toBe(204);
    pass(60);
    await act("ours", "restore", { reason: "Sources confirmed." });
    pass(60);
    const late = await reader("Radio", "radio.example", "/v1/articles/ours");
    expect(await ledger("ours.2")).toMatchObject({ publishers: [{ publisher: id, sent: [{ webhook: null }] }] });
    expect(await (await get("/v1/publisher/recalls", bearer(late.key))).json()).toEqual({ recalls: [] });
    await act("ours", "kill", { reason: "Wrong after all." });
    expect(await ledger("ours.4")).toMatchObject({ concerned: 2 });
    expect((await todo(late.key)).recalls.map((each) => each.id)).toEqual(["ours.4"]);
  });

  test("pages, also through kills of one second", async () => {
    const stories = Array.from({ length: 25 }, (_, at) => `s${String(at).padStart(2, "0")}`);
    for (const id of stories) await publish(id);
    for (const id of stories) await act(id, "kill", { reason: "All of it." });
    const first = await (await desk("GET", "/recalls")).json<{ recalls: { slug: string }[]; next: string }>();
    const second = await (await desk("GET", `/recalls?before=${first.next}`)).json<typeof first>();
    expect([...first.recalls, ...second.recalls].map(({ slug }) => slug).sort()).toEqual(stories);
    expect(second.next).toBeNull();
  });

  test("holds what the desk was told by telephone", async () => {
    const { id } = await reader("Paper", "paper.example", "/v1/articles/ours");
    await act("ours", "kill", { reason: "Sourcing error." });
    await desk("POST", `/recalls/ours.2/publishers/${id}`, { outcome: "not-used" });
    expect((await ledger("ours.2")).publishers).toMatchObject([
      { acknowledgement: { outcome: "not-used", by: "tester" } },
    ]);
  });
});

describe("what a publisher still has to do", () => {
  test("corrections that it hasn't pulled, with their time, until it pulls them", async () => {
    const { key } = await reader("Paper", "paper.example", "/v1/articles/ours");
    expect(await todo(key)).toMatchObject({ corrections: [], behind: { changes: 0, lastRead: null } });
    pass(60);
    await act("ours", "correct", { note: "The pier was wrong." });
    expect((await todo(key)).corrections).toMatchObject([
      {
        slug: "ours",
        read: 1,
        version: 2,
        note: "The pier was wrong.",
        deadline: "2026-06-03T12:02:00Z",
        overdue: false,
      },
    ]);
    pass(48 * 3600);
    expect((await todo(key)).corrections).toMatchObject([{ overdue: true }]);
    await get("/licensed/feeds/section/asia.atom", basic(key));
    await vi.waitFor(async () => expect((await todo(key)).corrections).toEqual([]));
  });

  test("an old recall too, however many newer ones are settled", async () => {
    const { id, key } = await reader("Paper", "paper.example", "/v1/articles/ours");
    await act("ours", "kill", { reason: "Sourcing error." });
    await act("ours", "restore", { reason: "No." });
    await act("ours", "kill", { reason: "Yes." });
    const copies = (table: string, columns: string) =>
      env.DB.prepare(
        `WITH RECURSIVE n(n) AS (SELECT 10 UNION ALL SELECT n + 1 FROM n WHERE n < 130) INSERT INTO ${table} SELECT ${columns} FROM n`,
      );
    await env.DB.batch([
      copies("recall", "'ours.' || n, 'ours', 4, '2026-07-01T00:00:00Z', NULL, NULL"),
      copies("acknowledgement", `'ours.' || n, '${id}', 'removed', NULL, '2026-07-01T00:00:00Z', '${id}'`),
    ]);
    expect((await todo(key)).recalls.map((each) => each.id)).toEqual(["ours.4"]);
  });

  test("how far behind it is", async () => {
    const { key } = await reader("Paper", "paper.example", "/v1/articles");
    pass(60);
    expect((await todo(key)).behind).toEqual({ changes: 0, lastRead: "2026-06-01T12:01:00Z" });
    await publish("more", { licence: "eligible" });
    await publish("not-theirs", { licence: "reserved" });
    await publish("hidden", { licence: "eligible", embargo: "2027-01-01T00:00:00Z" });
    await act("ours", "correct", { note: "Mended." });
    expect((await todo(key)).behind.changes).toBe(2);
  });

  test.each([
    ["withhold", { reason: "r" }, "withheld"],
    ["expire", { reason: "r" }, "expired"],
    ["relicense", { licence: "reserved" }, "not-licensed"],
  ])("after %s: that the copy isn't theirs to show any more", async (name, body, because) => {
    const { key } = await reader("Paper", "paper.example", "/v1/articles/ours");
    await act("ours", name, body);
    expect((await todo(key)).gone).toMatchObject([{ slug: "ours", because }]);
    pass(91 * 86_400);
    const { gone } = await todo(key).catch(() => ({ gone: [] }));
    expect(gone).toEqual([]);
  });

  test("over by its own time: since then", async () => {
    await publish("timely", { licence: "eligible", expires: "2026-06-01T12:03:00Z" });
    const { key } = await reader("Paper", "paper.example", "/v1/articles/timely");
    pass(120);
    await cron();
    expect((await todo(key)).gone).toMatchObject([{ because: "expired", since: "2026-06-01T12:03:00Z" }]);
  });

  test("on its page, with a form that confirms", async () => {
    const { key } = await reader("Paper", "paper.example", "/v1/articles/ours");
    await act("ours", "kill", { reason: "Sourcing <error>." });
    const page = await (await get("/publisher", basic(key))).text();
    expect(page).toContain("Sourcing &lt;error&gt;.");
    expect(page).not.toContain("A grave mistake");
    const form = (fields: Record<string, string>) =>
      request("/publisher/recalls/ours.2", {
        method: "POST",
        headers: { ...basic(key), "Sec-Fetch-Site": "same-origin" },
        body: new URLSearchParams(fields),
        redirect: "manual",
      });
    const refused = await form({ outcome: "kept", note: "" });
    expect([refused.status, await refused.text()]).toEqual([
      422,
      expect.stringContaining("the reason for keeping the copy"),
    ]);
    expect((await form({ outcome: "removed", note: "" })).status).toBe(303);
    expect(await (await get("/publisher", basic(key))).text()).not.toContain("Needs action");
  });
});

test("suspended, a publisher says it on its application's page", async () => {
  const { id, token } = await reader("Paper", "paper.example", "/v1/articles/ours");
  await act("ours", "kill", { reason: "Sourcing error." });
  await decided(id, "suspend");
  expect(await (await get(`/applications/${token}`)).text()).toContain("Sourcing error.");
  const sent = (fields: Record<string, string>) =>
    request(`/applications/${token}/recalls/ours.2`, {
      method: "POST",
      headers: { "Sec-Fetch-Site": "same-origin" },
      body: new URLSearchParams(fields),
      redirect: "manual",
    });
  expect((await sent({ outcome: "kept" })).status).toBe(422);
  expect((await sent({ outcome: "removed" })).status).toBe(303);
  expect(await (await get(`/applications/${token}`)).text()).not.toContain("Sourcing error.");
  expect((await ledger("ours.2")).publishers).toMatchObject([{ acknowledgement: { outcome: "removed" } }]);
});

describe("recalls are guarded", () => {
  test("a publisher sees only what concerns it, and never a word of the story", async () => {
    const holder = await reader("Paper", "paper.example", "/v1/articles/ours");
    const other = await reader("Radio", "radio.example", "/v1/articles/theirs");
    await act("ours", "kill", { reason: "Sourcing error." });
    const recalls = async (key: string) => (await get("/v1/publisher/recalls", bearer(key))).text();
    expect(await recalls(other.key)).toBe('{"recalls":[]}');
    expect(await recalls(holder.key)).toContain("Sourcing error.");
    expect(await recalls(holder.key)).not.toContain("grave");
  });

  test("without a key, of a story that it never had, suspended, or from another site nothing is said or shown", async () => {
    const { id, key } = await reader("Paper", "paper.example", "/v1/articles/ours");
    await act("ours", "kill", { reason: "Sourcing error." });
    const said = json({ outcome: "removed" });
    const feed = await reader("Radio", "radio.example", "/v1/articles/theirs");
    const { key: feedKey } = await keyFor(feed.token, { kind: "feed", scope: "report" });
    await expectProblem(
      await request("/v1/publisher/recalls/ours.2", json({ outcome: "removed" }, bearer(feedKey))),
      409,
      "conflict",
    );
    await expectProblem(await request("/v1/publisher/recalls/ours.2", said), 401, "unauthorized");
    await expectProblem(await get("/v1/desk/recalls"), 401, "unauthorized");
    await expectProblem(await get("/v1/desk/recalls/ours.2", bearer(key)), 401, "unauthorized");
    const cross = await request("/publisher/recalls/ours.2", {
      method: "POST",
      headers: { ...basic(key), "Sec-Fetch-Site": "cross-site" },
      body: new URLSearchParams({ outcome: "removed" }),
    });
    expect(cross.status).toBe(403);
    await decided(id, "suspend");
    await expectProblem(
      await request("/v1/publisher/recalls/ours.2", json({ outcome: "removed" }, bearer(key))),
      403,
      "forbidden",
    );
    expect(await ledger("ours.2")).toMatchObject({ acknowledged: 0, concerned: 1 });
  });

  test("an unknown recall, an outcome that isn't one, a kept copy without a reason", async () => {
    const { id, key } = await publisherWithKey();
    const say = (recall: string, body: unknown) => request(`/v1/publisher/recalls/${recall}`, json(body, bearer(key)));
    await expectProblem(await say("ours.9", { outcome: "removed" }), 404, "not-found");
    await act("ours", "kill", { reason: "r" });
    const wrong = await expectProblem(await say("ours.2", { outcome: "burnt" }), 422, "invalid");
    expect(wrong.errors).toMatchObject([{ field: "outcome" }]);
    expect((await expectProblem(await say("ours.2", { outcome: "kept" }), 422, "invalid")).errors).toMatchObject([
      { field: "note" },
    ]);
    await expectProblem(
      await desk("POST", `/recalls/ours.9/publishers/${id}`, { outcome: "removed" }),
      404,
      "not-found",
    );
    await expectProblem(
      await desk("POST", "/recalls/ours.2/publishers/nobody", { outcome: "removed" }),
      404,
      "not-found",
    );
    await expectProblem(await desk("GET", "/recalls/nothing.1"), 404, "not-found");
  });

  test("the desk's pages show the ledger to the desk alone, and are never cached", async () => {
    const { id } = await reader("Paper", "paper.example", "/v1/articles/ours");
    await act("ours", "kill", { reason: "Sourcing error." });
    expect((await get("/desk/recalls")).status).toBe(401);
    const signedIn = { Authorization: `Basic ${btoa(`desk:${TOKEN}`)}` };
    const list = await get("/desk/recalls", signedIn);
    const told = await list.text();
    expect(told).toContain("A grave mistake");
    expect(told).toMatch(
      /"Killed"><time datetime="2026-[^"]+-04:00">Jun 1, 2026.*1 publisher, 0 answered.*1 without an answer/,
    );
    expect(list.headers.get("Cache-Control")).toBe("private, no-store");
    const form = new URLSearchParams({ outcome: "removed" });
    const noted = await request(`/desk/recalls/ours.2/publishers/${id}`, {
      method: "POST",
      headers: { ...signedIn, "Sec-Fetch-Site": "same-origin" },
      body: form,
      redirect: "manual",
    });
    expect(noted.status).toBe(303);
    expect(await (await get("/desk/recalls/ours.2", signedIn)).text()).toContain("says its copy is gone");
    expect((await get("/desk/recalls/nothing.1", signedIn)).status).toBe(404);
  });
});
