import { env } from "cloudflare:workers";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { pass } from "../support/clock.ts";
import { cron } from "../support/cron.ts";
import { heldQueue, webhookFor } from "../support/outbound.ts";
import { accept, applied, bearer, decided, keyFor, prove, publisherWithKey } from "../support/publisher.ts";
import { act, article, desk, fill, freshWire, get, MASTHEAD, publish, publishMasthead } from "../support/wire.ts";

const HOUR = 3600;
const HOOK = "https://cms.paper.example/wire";

let publisher = { id: "", token: "", key: "" };

beforeEach(async () => {
  await freshWire();
  await publishMasthead();
  publisher = await publisherWithKey();
  await webhookFor(publisher.key, HOOK);
  heldQueue();
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** Returns the article events in the outbox, sorted as text. */
const outbox = async (): Promise<string[]> => {
  const sql = "SELECT type || ' ' || article AS told FROM delivery WHERE article IS NOT NULL AND webhook IS NOT NULL";
  return (await env.DB.prepare(sql).all<{ told: string }>()).results.map(({ told }) => told).sort();
};
const newText = (of: "open" | "eligible", changed: Record<string, unknown>) =>
  publishMasthead({ ...MASTHEAD, licences: { ...MASTHEAD.licences, [of]: { ...MASTHEAD.licences[of], ...changed } } });
const bodyOf = async (id: string) =>
  (await (await get(`/v1/articles/${id}`, bearer(publisher.key))).json<{ body?: string }>()).body;

describe("once a licence's time is over", () => {
  test.each(["eligible", "open"] as const)(
    "a key reads nothing in full under %s, and no webhook is told of its texts; but of a kill",
    async (licence) => {
      await publish("harbour", { licence });
      await newText(licence, { publicText: "full", effective: { to: "2026-06-01T13:00:00Z" } });
      await act("harbour", "correct", { note: "In time." });
      expect(await bodyOf("harbour")).toContain("open again");
      pass(HOUR);
      await cron();
      await act("harbour", "correct", { note: "Too late." });
      await publish("later", { licence });
      await act("harbour", "withhold", { reason: "Reason." });
      await act("harbour", "restore", { reason: "Reason." });
      expect(await bodyOf("harbour")).toBeUndefined();
      await act("harbour", "kill", { reason: "Wrong." });
      expect(await outbox()).toEqual([
        "article.corrected harbour",
        "article.killed harbour",
        "article.released harbour",
        "article.withheld harbour",
      ]);
    },
  );
});

describe("put under another licence", () => {
  test("it is told to who reads it now, and to who could until now; nobody else", async () => {
    await publish("out", { licence: "eligible" });
    await publish("in", { licence: "reserved" });
    await publish("neither", { licence: "reserved" });
    await act("out", "relicense", { licence: "reserved" });
    await act("in", "relicense", { licence: "eligible" });
    await publish("neither", { licence: "reserved", translate: "deny" });
    expect(await outbox()).toEqual(["article.released out", "article.relicensed in", "article.relicensed out"]);
  });

  test("excluded from its licence, to who could read it until then; and back, to who reads it again", async () => {
    await publish("harbour", { licence: "eligible" });
    await publish("harbour", { licence: "eligible", exclude: true });
    await publish("harbour", { licence: "eligible", exclude: true, headline: "Another" });
    await publish("harbour", { licence: "eligible" });
    expect(await outbox()).toEqual([
      "article.released harbour",
      "article.relicensed harbour",
      "article.relicensed harbour",
    ]);
  });

  test("while nobody saw it, its release or return is told to who reads it now alone", async () => {
    await publish("waiting", { licence: "eligible", embargo: "2026-06-01T13:00:00Z" });
    await publish("waiting", { licence: "reserved" });
    await publish("back", { licence: "eligible" });
    await act("back", "withhold", { reason: "Reason." });
    await publish("back", { licence: "reserved", status: "withheld", headline: "Another" });
    await act("back", "restore", { reason: "Reason." });
    expect(await outbox()).toEqual(["article.released back", "article.withheld back"]);
  });
});

describe("a publisher that becomes another while something is published", () => {
  const database: D1Database = Object.getPrototypeOf(env.DB);
  const { batch } = database;

  /** Runs something between the next publish's reads and its writes. */
  const between = (happens: () => Promise<unknown>) =>
    vi.spyOn(database, "batch").mockImplementationOnce(async function (this: D1Database, statements) {
      await happens();
      return batch.call(this, statements);
    });

  test("suspended: it isn't told, as it can't read", async () => {
    between(() => decided(publisher.id, "suspend"));
    await publish("harbour", { licence: "eligible" });
    expect(await outbox()).toEqual([]);
  });

  test("with an agreement, or a webhook, since: it is told, as it can read", async () => {
    const { id, token } = await applied({ domains: ["gazette.example"] });
    await prove(token);
    await decided(id, "approve");
    const { key } = await keyFor(token);
    between(() => accept(token, "eligible"));
    await publish("one", { licence: "eligible" });
    between(() => webhookFor(key, "https://gazette.example/wire"));
    await publish("two", { licence: "eligible" });
    expect(await outbox()).toEqual(["article.released one", "article.released two", "article.released two"]);
  });

  test("holds up no kill", async () => {
    await publish("harbour", { licence: "eligible" });
    const tried = between(() => decided(publisher.id, "suspend"));
    await act("harbour", "kill", { reason: "Wrong." });
    // The kill, and the decision in between.
    expect(tried.mock.calls.filter(([statements]) => statements.length > 1)).toHaveLength(2);
    expect(await outbox()).toEqual(["article.killed harbour", "article.released harbour"]);
  });
});

describe("telling publishers costs", () => {
  const database: D1Database = Object.getPrototypeOf(env.DB);
  const statement: D1PreparedStatement = Object.getPrototypeOf(env.DB.prepare("SELECT 1"));
  const { batch } = database;
  const { all } = statement;

  /** Counts the rows that the database reads during a write. */
  async function rowsRead(run: () => Promise<unknown>): Promise<number> {
    let rows = 0;
    const add = ({ meta }: { meta: { rows_read?: number } }) => {
      rows += meta.rows_read ?? 0;
    };
    const spies = [
      vi.spyOn(database, "batch").mockImplementation(async function <T>(
        this: D1Database,
        given: D1PreparedStatement[],
      ) {
        const results = await batch.call<D1Database, [D1PreparedStatement[]], Promise<D1Result<T>[]>>(this, given);
        results.forEach(add);
        return results;
      }),
      vi.spyOn(statement, "first").mockImplementation(async function (this: D1PreparedStatement) {
        const result = await all.call(this);
        add(result);
        return result.results[0] ?? null;
      }),
    ];
    await run();
    for (const spy of spies) spy.mockRestore();
    return rows;
  }

  /** Rows per publisher with one webhook, one domain and one agreement: per publish, and per article in it. */
  const [ONCE, EACH] = [20, 3];

  /** Adds `count` publishers, each with an agreement, a domain and a webhook. */
  const more = (count: number) =>
    env.DB.batch(
      [
        `INSERT INTO publisher SELECT 'p' || value, status, application, approved, reason, 't' || value, NULL, '', applied, decided, NULL, NULL, '[]' FROM publisher, each WHERE id = ?2`,
        `INSERT INTO domain SELECT 'p' || each.value, domain, token, state, problem, tries, checked_at, proved_at, expires_at, NULL, watched_at, verified_token, NULL, NULL, NULL, NULL FROM domain, each WHERE publisher = ?2`,
        `INSERT INTO agreement SELECT 'a' || each.value, 'p' || each.value, licence, version, hash, jws, policy, issued, expires, ended FROM agreement, each WHERE publisher = ?2`,
        `INSERT INTO webhook SELECT 'w' || each.value, 'p' || each.value, url, events, secret, NULL, NULL, state, NULL, created FROM webhook, each WHERE publisher = ?2`,
      ].map((sql) =>
        env.DB.prepare(
          `${sql.replace(" SELECT", " WITH RECURSIVE each(value) AS (SELECT 1 UNION ALL SELECT value + 1 FROM each WHERE value < ?1) SELECT")}`,
        ).bind(count, publisher.id),
      ),
    );

  const stories = (name: string) =>
    desk("PUT", "/articles", {
      articles: Array.from({ length: 20 }, (_, at) => article({ id: `${name}-${at}`, licence: "eligible" })),
    });

  test("per publisher twice what decides what it reads, and per article one row a webhook, whatever is in the archive", async () => {
    // As many stories as a channel's row holds, so that rebuilding the row always reads the same number of rows.
    await fill("asia", 60);
    await env.DB.prepare("DELETE FROM delivery").run();
    const [one, twenty] = [
      await rowsRead(() => publish("a", { licence: "eligible" })),
      await rowsRead(() => stories("b")),
    ];
    const others = 100;
    await more(others);
    const [oneMore, twentyMore] = [
      await rowsRead(() => publish("c", { licence: "eligible" })),
      await rowsRead(() => stories("d")),
    ];
    expect(await outbox()).toHaveLength(1 + 20 + 21 * (others + 1));
    expect(oneMore - one).toBeLessThanOrEqual(others * (ONCE + EACH));
    expect(twentyMore - twenty).toBeLessThanOrEqual(others * (ONCE + EACH * 20));
  });
});
