import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { RawEnv } from "../../src/env.ts";
import { isolate } from "../../src/http/cache/isolate.ts";
import { pass, stopClock } from "../support/clock.ts";
import { cron } from "../support/cron.ts";
import { bearer, publisherWithKey, sites } from "../support/publisher.ts";
import { SharedCache } from "../support/shared-cache.ts";
import { act, article, freshWire, get, ORIGIN, publish, publishMasthead, TOKEN } from "../support/wire.ts";

const MAIN = [
  "/",
  "/feeds/latest.rss",
  "/feeds/latest.atom",
  "/feeds/latest.json",
  "/withdrawn.atom",
  "/withdrawn.json",
  "/style.css",
] as const;
const FEEDS = MAIN.filter((path) => path.startsWith("/feeds"));
const GONE = ["killed", "withheld", "brief"] as const;
const bodyOf = (id: string) => `The whole text of ${id}.`;

/** Returns a database whose queries never complete. */
function hangingDatabase(): D1Database {
  const never = () => new Promise<never>(() => undefined);
  const statement: object = new Proxy({}, { get: (_, name) => (name === "bind" ? () => statement : never) });
  return new Proxy(env.DB, { get: (_, name) => (name === "prepare" ? () => statement : never) });
}

type Way = {
  begin: () => Promise<unknown>;
  end: () => Promise<unknown>;
  /** Returns the Worker's environment during the outage. */
  raw: () => RawEnv;
  /** The status for a key whose cached authorization has expired: the key table may still be readable. */
  unbelieved: number;
};

/** Each way in which the database can be unreadable. */
const WAYS: Record<string, Way> = {
  "the table is gone": {
    begin: () => env.DB.prepare("ALTER TABLE ledger RENAME TO ledger_away").run(),
    end: () => env.DB.prepare("ALTER TABLE ledger_away RENAME TO ledger").run(),
    raw: () => env,
    unbelieved: 200,
  },
  "it never answers": {
    begin: async () => undefined,
    end: async () => undefined,
    raw: () => ({ ...env, DB: hangingDatabase() }),
    unbelieved: 503,
  },
};

const { setTimeout: realTimeout } = globalThis;

/** Waits for a promise while the timers run as fast as they can; `Date` is frozen. */
async function hurry<Result>(work: Promise<Result>): Promise<Result> {
  let isOver = false;
  const over = () => {
    isOver = true;
  };
  work.then(over, over);
  const at = Date.now();
  while (!isOver) {
    await vi.advanceTimersByTimeAsync(500);
    vi.setSystemTime(at);
    await new Promise((resolve) => realTimeout(resolve, 1));
  }
  return work;
}

let restore: () => Promise<unknown> = async () => undefined;
let cache: SharedCache;
let key: string;
let log: ReturnType<typeof vi.spyOn>;

beforeEach(async () => {
  await freshWire();
  await publishMasthead();
  sites({});
  cache = new SharedCache();
  for (const id of ["stays", ...GONE])
    await publish(id, { body: `<p>${bodyOf(id)}</p>`, ...(id === "brief" ? { expires: "2026-06-01T12:10:00Z" } : {}) });
  key = (await publisherWithKey({ licences: ["eligible"] })).key;
  pass(60);
});
afterEach(async () => {
  vi.restoreAllMocks();
  vi.useRealTimers();
  stopClock();
  await restore();
  restore = async () => undefined;
});

/** Takes three stories away, each in a different way, and breaks the database immediately afterward. */
async function takeAway(begin: () => Promise<unknown>): Promise<void> {
  pass(600);
  await cron();
  await act("killed", "kill", { reason: "Wrong." });
  await act("withheld", "withhold", { reason: "Wait." });
  log = vi.spyOn(console, "error").mockImplementation(() => undefined);
  await begin();
  vi.useFakeTimers({ toFake: ["Date", "setTimeout", "clearTimeout"], now: Date.now() });
}

const put = (raw: RawEnv) =>
  cache.send(
    new Request(`${ORIGIN}/v1/desk/articles/new`, {
      method: "PUT",
      headers: { Authorization: `Bearer ${TOKEN}`, "Content-Type": "application/json" },
      body: JSON.stringify(article()),
    }),
    raw,
  );

describe.each(Object.entries(WAYS))("while the database can't be read: %s", (_, { begin, end, raw, unbelieved }) => {
  test("for five minutes main documents are served, nothing that was taken away is, and nothing is a 500", {
    timeout: 60_000,
  }, async () => {
    for (const path of [...MAIN, "/articles/stays", ...GONE.map((id) => `/articles/${id}`)]) await cache.ask(path);
    await takeAway(begin);
    restore = end;
    const broken = raw();
    const told: { path: string; status: number }[] = [];
    const ask = async (path: string, headers: Record<string, string> = {}) => {
      const response = await hurry(cache.ask(path, headers, broken));
      told.push({ path, status: response.status });
      const text = await response.text();
      for (const id of GONE) expect([path, text.includes(bodyOf(id))]).toEqual([path, false]);
      if (response.status >= 500) {
        expect([path, response.status, response.headers.get("Retry-After")]).toEqual([path, 503, "30"]);
        expect(text).not.toMatch(/ledger|D1|SQLITE/);
      } else
        expect([path, response.headers.get("Cache-Status")]).toEqual([path, expect.stringContaining("Commonwire")]);
      return { response, text };
    };
    for (let second = 0; second <= 300; second += 20) {
      isolate.reset();
      for (const path of MAIN) expect([path, (await ask(path)).response.status]).toEqual([path, 200]);
      for (const path of FEEDS) expect((await ask(path)).text).toContain(bodyOf("stays"));
      // The shared cache's copies have the old state in their keys, and pages that aren't cached can't be rendered.
      for (const path of ["/articles/stays", "/articles/killed", "/v1/articles", "/feeds/section/asia.rss"])
        await ask(path);
      await ask("/licensed/feeds/latest.rss", bearer(key));
      const health = await hurry(cache.ask("/health", {}, broken));
      expect(await health.json()).toMatchObject({ status: "degraded" });
      const refused = await hurry(put(broken));
      told.push({ path: "PUT", status: refused.status });
      expect([refused.status, refused.headers.get("Retry-After")]).toEqual([503, "30"]);
      pass(20);
    }
    const failed = told.filter(({ status }) => status >= 500);
    const ofMain = told.filter(({ path }) => MAIN.some((each) => each === path));
    expect(failed.some(({ path }) => MAIN.some((each) => each === path))).toBe(false);
    // 10 of 16 requests are for main documents; the others are for pages that no isolate and no cache has in this state.
    expect([ofMain.length / told.length, failed.length / told.length]).toEqual([10 / 16, 6 / 16]);
    vi.useRealTimers();
    stopClock(new Date(Date.now()).toISOString());
    await end();
    restore = async () => undefined;
    log.mockRestore();
    pass(2);
    isolate.reset();
    for (const path of MAIN) {
      const response = await get(path);
      expect([path, response.status, response.headers.get("Cache-Status")]).toEqual([path, 200, null]);
    }
    expect((await get("/articles/killed")).status).toBe(410);
    expect(await (await get("/v1/articles/stays")).text()).toContain(bodyOf("stays"));
    await publish("new");
    expect(await (await get("/feeds/latest.json")).text()).toContain("/articles/new");
  });

  test("what an isolate or the cache holds is served on, in the same bytes and to the same access alone, for half an hour", async () => {
    await takeAway(async () => undefined);
    const paths = ["/articles/stays", "/v1/articles", "/feeds/section/asia.rss"];
    const before = new Map<string, string>();
    for (const path of paths) before.set(path, await (await hurry(cache.ask(path))).text());
    const licensed = await hurry(cache.ask("/licensed/feeds/latest.rss", bearer(key)));
    await begin();
    restore = end;
    const broken = raw();
    pass(10);
    for (const path of paths) {
      const response = await hurry(cache.ask(path, {}, broken));
      expect([path, response.status, await response.text()]).toEqual([path, 200, before.get(path)]);
      expect(response.headers.get("Cache-Status")).toBe("Commonwire; hit; detail=database-unavailable");
      const unchanged = await hurry(cache.ask(path, { "If-None-Match": response.headers.get("ETag") ?? "" }, broken));
      expect([path, unchanged.status]).toEqual([path, 304]);
    }
    // The key's cached authorization lasts as long as always.
    expect((await hurry(cache.ask("/licensed/feeds/latest.rss", bearer(key), broken))).status).toBe(licensed.status);
    pass(20);
    expect((await hurry(cache.ask("/licensed/feeds/latest.rss", bearer(key), broken))).status).toBe(unbelieved);
    pass(30 * 60 - 31);
    expect((await hurry(cache.ask("/articles/stays", {}, broken))).status).toBe(200);
    pass(2);
    const over = await hurry(cache.ask("/articles/stays", {}, broken));
    expect([over.status, over.headers.get("Retry-After")]).toEqual([503, "30"]);
  });
});

describe("a removal", () => {
  test("that R2 doesn't take isn't reported as done, and the cron notes it", async () => {
    const bucket: R2Bucket = Object.getPrototypeOf(env.IMAGES);
    const quiet = vi.spyOn(console, "error").mockImplementation(() => undefined);
    const full = vi.spyOn(bucket, "put").mockRejectedValue(new Error("R2 is away."));
    vi.useFakeTimers({ toFake: ["Date", "setTimeout", "clearTimeout"], now: Date.now() });
    const kill = new Request(`${ORIGIN}/v1/desk/articles/killed/kill`, {
      method: "POST",
      headers: { Authorization: `Bearer ${TOKEN}`, "Content-Type": "application/json" },
      body: JSON.stringify({ reason: "Wrong." }),
    });
    const answer = await hurry(cache.send(kill));
    expect([answer.status, (await answer.json<{ detail: string }>()).detail]).toEqual([
      503,
      expect.stringContaining("The change was made, but we couldn't save a copy of it"),
    ]);
    full.mockRestore();
    vi.useRealTimers();
    stopClock(new Date(Date.now()).toISOString());
    expect((await get("/articles/killed")).status).toBe(410);
    pass(60);
    await cron();
    quiet.mockRestore();
    const noted = await env.IMAGES.get("standby/state.json");
    const ledger = await env.DB.prepare("SELECT change, salt FROM ledger").first();
    expect(await noted?.json()).toMatchObject(ledger ?? {});
  });

  test("is listed in R2 with its time, by whom and why", async () => {
    await act("withheld", "withhold", { reason: "Wait." });
    await act("withheld", "restore", { reason: "Right." });
    const { objects } = await env.IMAGES.list({ prefix: "removals/2026-06-01T12:01:00Z" });
    const told = await Promise.all(objects.map(async ({ key: name }) => (await env.IMAGES.get(name))?.json()));
    expect(told).toEqual(
      expect.arrayContaining([
        {
          kind: "withheld",
          article: "withheld",
          version: 2,
          at: "2026-06-01T12:01:00Z",
          by: "tester",
          reason: "Wait.",
        },
        {
          kind: "restored",
          article: "withheld",
          version: 3,
          at: "2026-06-01T12:01:00Z",
          by: "tester",
          reason: "Right.",
        },
      ]),
    );
  });
});
