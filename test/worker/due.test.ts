import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { DISPATCH, findDue, type Job, PUBLISHING, TENDING } from "../../src/commands/cron.ts";
import { dispatchDue } from "../../src/commands/push/dispatch-due.ts";
import { STATUSES } from "../../src/model/article/status.ts";
import { CRON, RETENTION, SIGN_IN } from "../../src/model/policy.ts";
import { DAY, HOUR, instant, SECOND } from "../../src/model/time.ts";
import { readDue } from "../../src/store/due.ts";
import { pass, START } from "../support/clock.ts";
import { cron } from "../support/cron.ts";
import { costOf, writeCostOf } from "../support/d1.ts";
import { act, fill, freshWire, get, MASTHEAD, publish, publishMasthead } from "../support/wire.ts";

const NOW = Date.parse(START);
/** Returns times one second before, at, and one second after the time `ago` milliseconds before now. */
const around = (ago = 0) => [-SECOND, 0, SECOND].map((by) => instant(NOW - ago + by));
const BOTH = [0, 1] as const;

const desk = { db: env.DB, origin: "http://localhost:8787", now: NOW, clock: () => NOW, by: "cron" };
const context = {
  ...desk,
  random: (bytes: number) => new Uint8Array(bytes),
  fetch: async () => new Response("", { status: 404 }),
};
const queue = { sendBatch: async () => ({ metadata: { metrics: { backlogCount: 0, backlogBytes: 0 } } }) };

/** Yields table rows, one for each combination of the values. */
function* combinations(values: Record<string, readonly unknown[]>): Generator<Record<string, unknown>> {
  const [[name, all] = [], ...rest] = Object.entries(values);
  if (name === undefined || all === undefined) return yield {};
  for (const value of all)
    for (const others of combinations(Object.fromEntries(rest))) yield { [name]: value, ...others };
}

/** Inserts a row into a table, with neutral values for other required columns. */
async function put(table: string, row: Record<string, unknown>): Promise<void> {
  const names = Object.keys(row);
  const sql = `INSERT INTO ${table} (${names.join(", ")}) VALUES (${names.map((_, at) => `?${at + 1}`).join(", ")})`;
  await env.DB.prepare(sql)
    .bind(...Object.values(row))
    .run();
}

/** Returns whether a job is reported due, and whether it then writes anything. */
async function saidAndDone(job: Pick<Job<never>, "isDue">, run: () => Promise<unknown>) {
  const [isSaid] = (await readDue(env.DB, [job.isDue(NOW)])).isDue;
  return { isSaid, isDone: (await writeCostOf(run)).rowsWritten > 0 };
}

/** Compares both for each row, alone in the table; returns how many were due. */
async function compare(
  job: Pick<Job<never>, "isDue">,
  run: () => Promise<unknown>,
  table: string,
  rows: Iterable<Record<string, unknown>>,
): Promise<number> {
  let due = 0;
  for (const row of rows) {
    await env.DB.prepare(`DELETE FROM ${table}`).run();
    await put(table, row);
    const { isSaid, isDone } = await saidAndDone(job, run);
    expect([row, isSaid]).toEqual([row, isDone]);
    due += Number(isDone);
  }
  return due;
}

const publisher = (status: string, more: object = {}) => ({
  ...{
    id: status,
    status,
    application: '{"licences":[]}',
    approved: "[]",
    token_hash: status,
    body_hash: "b",
    applied: START,
  },
  ...more,
});

const named = <Context>(jobs: Record<string, Job<Context>>, name: string): Job<Context> => {
  const job = jobs[name];
  if (job === undefined) throw new Error(`no job ${name}`);
  return job;
};

beforeEach(async () => {
  await freshWire();
  await publishMasthead();
});
afterEach(() => void vi.restoreAllMocks());

describe("what is due is what the job does", () => {
  /** Returns the row of a stored story, the template of all rows. */
  async function written(): Promise<Record<string, unknown>> {
    await publish("harbour");
    return (await env.DB.prepare("SELECT * FROM article").first()) ?? {};
  }

  test.each(["releases", "expiries"])("of articles: %s", async (name) => {
    const story = await written();
    const job = named(PUBLISHING, name);
    const times = {
      status: STATUSES,
      released: [null, START],
      expired: BOTH,
      release_at: around(),
      expires_at: [null, ...around()],
    };
    // What had expired when it was written remains expired.
    const rows = [...combinations(times)].filter(
      ({ expired, expires_at }) => expired === 0 || (typeof expires_at === "string" && expires_at <= START),
    );
    // A released story is added to its channels and archive again.
    const alone = ["membership", "archive"].map((table) => env.DB.prepare(`DELETE FROM ${table}`));
    let due = 0;
    for (const row of rows) {
      await env.DB.batch([...alone, env.DB.prepare("DELETE FROM article")]);
      due += await compare(job, () => job.run(desk), "article", [{ ...story, ...row }]);
    }
    expect(due).toBe(name === "releases" ? 2 * 2 : 3 * 3 * 2);
  });

  test("of licences: texts in force, and their ends, however their times are written", async () => {
    const job = named(PUBLISHING, "licenceDates");
    const { results } = await env.DB.prepare("SELECT * FROM masthead").all<Record<string, unknown>>();
    const [row] = results;
    const masthead = JSON.parse(String(row?.content));
    const of = (change: object, coming?: object) => ({
      ...row,
      content: JSON.stringify({
        ...masthead,
        licences: { ...masthead.licences, open: { ...masthead.licences.open, ...change } },
        ...(coming ? { coming } : {}),
      }),
    });
    const ends = [
      ...around(),
      "2026-06-01T12:00Z",
      "2026-06-01T21:00:00+09:00",
      "2026-06-01T21:00:01+09:00",
      "2026-06-02T11:30:00+23:30",
      "2026-06-01T12:00:00.9999999Z",
      "2026-06-01T12:00:02Z",
      "2199-12-31T23:59:59-23:59",
    ];
    const rows = [
      ...around().map((since) => of({}, { open: { ...masthead.licences.open, version: 2, since } })),
      ...ends.flatMap((to) => [of({ effective: { to } }), of({ effective: { to }, ended: true })]),
      of({ effective: { from: instant(NOW + HOUR) } }),
    ];
    const found = [];
    for (const each of rows) {
      await env.DB.prepare("DELETE FROM masthead").run();
      await put("masthead", each);
      found.push(await saidAndDone(job, () => job.run(desk)));
    }
    // A job may be reported due a second early, or for a time zone that SQLite doesn't know; never too late.
    expect(found.filter(({ isSaid, isDone }) => isDone && !isSaid)).toEqual([]);
    expect(found.filter(({ isDone }) => isDone)).toHaveLength(8);
    expect(found.filter(({ isSaid, isDone }) => isSaid && !isDone)).toHaveLength(3);
  });

  test("of notes beside channels, each kind in its time", async () => {
    await written();
    const job = named(PUBLISHING, "notes");
    const places = ["withdrawn/latest", "gone/open/latest", "changed/latest", "withdrawn", "latest", "excluded/open"];
    const ages = [RETENTION.noticeDays, RETENTION.changedDays].flatMap((days) => around(days * DAY));
    const rows = combinations({ channel: places, published: ages, article: ["harbour"] });
    expect(await compare(job, () => job.run(desk), "membership", rows)).toBe(1 + 1 + 4);
  });

  test.each([
    ["session", { expires: around() }, { id: "s", hash: "h", person: "p", created: START, seen: START }],
    ["sign_in_link", { expires: around(SIGN_IN.linkKnownHours * HOUR) }, { hash: "h", person: "p", created: START }],
  ])("of signing in: %s", async (table, times, rest) => {
    const job = named(TENDING, "signIns");
    const rows = [...combinations(times)].map((row) => ({ ...rest, ...row }));
    expect(await compare(job, () => job.run(context), table, rows)).toBe(2);
  });

  const message = { id: "d", publisher: "p", body: "{}", created: START };

  test("of messages that were sent long ago", async () => {
    const job = named(TENDING, "messages");
    const times = {
      created: around(RETENTION.deliveryDays * DAY),
      type: ["article.killed", "article.released", "hub"],
    };
    const rows = [...combinations(times)].map((row) => ({ ...message, state: "delivered", ...row }));
    expect(await compare(job, () => job.run(context), "delivery", rows)).toBe(2);
  });

  test("of mails to be sent, and of those that were sent long ago", async () => {
    const mail = {
      id: "m",
      event: "key.made",
      about: "k",
      email: "e@paper.example",
      name: "E",
      facts: "{}",
      lane: "usual",
    };
    const ways = {
      state: ["waiting", "ready", "mailed", "failed", "stopped"],
      next_at: [null, ...around()],
      held_until: [null, ...around()],
    };
    const rows = [...combinations(ways)].map((row) => ({ ...mail, created: START, ...row }));
    const outbox = { db: env.DB, deliveries: queue, pings: queue, mail: undefined, now: NOW };
    expect(await compare(DISPATCH, () => dispatchDue(outbox), "mail", rows)).toBe(2 * 3);
    const old = around(RETENTION.deliveryDays * DAY).flatMap((created) =>
      ["key.made", "story.killed"].map((event) => ({ ...mail, created, event, state: "mailed" })),
    );
    const job = named(TENDING, "messages");
    expect(await compare(job, () => job.run(context), "mail", old)).toBe(1);
  });

  test("of lists of new stories", async () => {
    const job = named(TENDING, "digests");
    const person = {
      id: "p",
      publisher: "x",
      name: "P",
      email: "p@x.example",
      role: "member",
      invited_by: "x",
      created: START,
    };
    const ways = { digest: ["never", "daily", "weekly"], digest_next: [null, ...around()], removed: [null, START] };
    const rows = [...combinations(ways)].map((row) => ({ ...person, digest_since: START, ...row }));
    expect(await compare(job, () => job.run(context), "person", rows)).toBe(2 * 2);
  });

  test("of messages to be sent", async () => {
    const webhook = { publisher: "p", url: "https://paper.example/", events: "[]", secret: "s", created: START };
    for (const state of ["active", "paused", "disabled"]) await put("webhook", { ...webhook, id: state, state });
    const ways = {
      state: ["waiting", "delivered", "stopped"],
      next_at: [null, ...around()],
      held_until: [null, ...around()],
      webhook: [null, "active", "paused", "disabled", "deleted"],
    };
    const rows = [...combinations(ways)].map((row) => ({ ...message, type: "hub", ...row }));
    const outbox = { db: env.DB, deliveries: queue, pings: queue, mail: undefined, now: NOW };
    expect(await compare(DISPATCH, () => dispatchDue(outbox), "delivery", rows)).toBe(2 * 3 * 2);
  });

  test("of publishers whose data goes", async () => {
    const job = named(TENDING, "publishers");
    const rows = [null, ...around()].map((delete_at) => publisher("refused", { delete_at }));
    expect(await compare(job, () => job.run(context), "publisher", rows)).toBe(2);
  });

  test.each(["proofs", "keys"])("of domains: %s", async (name) => {
    for (const status of ["applied", "approved", "refused", "suspended", "left"])
      await put("publisher", publisher(status));
    const job = named(TENDING, name);
    const isProof = name === "proofs";
    const ways = {
      publisher: ["applied", "approved", "refused", "suspended", "left"],
      state: ["waiting", "proved"],
      next_at: isProof ? [null, ...around()] : [null],
      expires_at: isProof ? [null] : [null, ...around()],
      watched_at: isProof ? [""] : ["", ...around(DAY)],
    };
    const rest = { domain: "paper.example", token: "t", tries: 0 };
    const rows = [...combinations(ways)].map((row) => ({ ...rest, ...row }));
    expect(await compare(job, () => job.run(context), "domain", rows)).toBe(isProof ? 3 * 2 * 2 : 2 * 3);
  });

  test("of a domain of two publishers, of which one was looked through", async () => {
    await put("publisher", publisher("approved"));
    await put("publisher", publisher("suspended"));
    const domain = { domain: "paper.example", token: "t", tries: 0, state: "proved", expires_at: instant(NOW + DAY) };
    await put("domain", { ...domain, publisher: "approved", watched_at: "" });
    await put("domain", { ...domain, publisher: "suspended", watched_at: START });
    const job = named(TENDING, "keys");
    expect(await saidAndDone(job, () => job.run(context))).toEqual({ isSaid: false, isDone: false });
  });
});

describe("a minute in which nothing is due", () => {
  /** Creates a wire with a long history on which nothing is due now. */
  async function settled(stories: number): Promise<void> {
    await fill("asia", stories);
    for (const id of ["over-1", "over-2"]) await publish(id, { expires: "2026-05-02T00:00:00Z" });
    await publish("later", { embargo: "2026-07-01T00:00:00Z" });
    await publish("ending", { expires: "2026-07-01T00:00:00Z" });
    await act("asia-1", "kill", { reason: "Wrong." });
    await act("asia-2", "withhold", { reason: "Looked at." });
    await act("asia-3", "correct", { note: "Mended." });
    pass(60);
    await cron();
    pass(60);
  }

  test("costs one statement, and as many rows however large the archive is", async () => {
    await settled(60);
    const small = await costOf(cron);
    expect(small).toMatchObject({ batches: [], alone: 1 });
    expect(small.rowsRead).toBeLessThanOrEqual(24);
    await fill("world", 300);
    pass(60);
    await cron();
    pass(60);
    expect(await costOf(cron)).toEqual(small);
  });

  test("is found by indices alone, but for the masthead's licences", async () => {
    const jobs = [...Object.values(PUBLISHING), DISPATCH, ...Object.values(TENDING)];
    const plans = await Promise.all(
      jobs.map(async ({ isDue }) => {
        const { sql, values } = isDue(NOW);
        const plan = env.DB.prepare(`EXPLAIN QUERY PLAN SELECT ${sql}`).bind(...values);
        return (await plan.all<{ detail: string }>()).results.map(({ detail }) => detail);
      }),
    );
    const scans = plans.flat().filter((detail) => /^SCAN|TEMP B-TREE/.test(detail));
    expect(scans.filter((detail) => !/^SCAN (?:masthead|coming|licence|CONSTANT ROW)\b/.test(detail))).toEqual([]);
  });
});

describe("a minute in which something is due", () => {
  const statement: D1PreparedStatement = Object.getPrototypeOf(env.DB.prepare("SELECT 1"));
  const database: D1Database = Object.getPrototypeOf(env.DB);

  test("costs that job's statements, and the others nothing", async () => {
    await publish("later", { embargo: "2026-06-01T12:30:00Z" });
    pass(3600);
    const due = await findDue({ db: env.DB, now: Date.now() });
    expect([[...due.jobs], due.ledger]).toEqual([[PUBLISHING.releases], undefined]);
    const { alone, batches } = await costOf(cron);
    expect(batches).toHaveLength(1);
    expect(alone).toBeLessThanOrEqual(1 + 11);
    expect((await get("/articles/later")).status).toBe(200);
  });

  test("and that can't be asked for keeps no embargo waiting: every job looks for itself", async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => undefined);
    await publish("later", { embargo: "2026-06-01T12:30:00Z" });
    pass(3600);
    vi.spyOn(statement, "first").mockRejectedValueOnce(new Error("D1_ERROR: no such index"));
    await cron();
    expect(log).toHaveBeenCalledTimes(1);
    expect((await get("/articles/later")).status).toBe(200);
  });

  test("and hangs holds up no job: the question, or one that comes before", async () => {
    const log = vi.spyOn(console, "error").mockImplementation(() => undefined);
    await publish("later", { embargo: "2026-06-01T12:30:00Z" });
    const { eligible } = MASTHEAD.licences;
    const ends = { ...eligible, effective: { to: "2026-06-01T12:30:00Z" } };
    await publishMasthead({ ...MASTHEAD, licences: { ...MASTHEAD.licences, eligible: ends } });
    pass(3600);
    // Shortens the time limits.
    const later = globalThis.setTimeout;
    const limits: number[] = [CRON.questionMs, CRON.jobMs];
    vi.spyOn(globalThis, "setTimeout").mockImplementation(((run: () => void, ms = 0) =>
      later(run, limits.includes(ms) ? 300 : ms)) as typeof setTimeout);
    const question = Promise.withResolvers<never>();
    const batch = Promise.withResolvers<never>();
    vi.spyOn(statement, "first").mockReturnValueOnce(question.promise);
    vi.spyOn(database, "batch").mockReturnValueOnce(batch.promise);
    later(() => batch.reject(new Error("D1_ERROR: timed out")), 2000);
    await cron();
    question.reject(new Error("D1_ERROR: timed out"));
    // Each one logs twice: that the cron stopped waiting for it, and how it ended.
    await vi.waitFor(() => expect(log).toHaveBeenCalledTimes(4));
    expect((await get("/articles/later")).status).toBe(200);
  });
});
