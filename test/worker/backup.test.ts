import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import { RestoreEndInput } from "../../src/contract/backup.ts";
import { isolate } from "../../src/http/cache/isolate.ts";
import {
  BACKUP_TABLES,
  emptyTables,
  HEAD_TABLES,
  isBackupTable,
  LEFT_OUT,
  readColumns,
  writeHead,
  writeRows,
} from "../../src/store/backup.ts";
import { backUp, restore } from "../support/backup.ts";
import { pass } from "../support/clock.ts";
import { png } from "../support/png.ts";
import { expectProblem } from "../support/problem.ts";
import { bearer, publisherWithKey, sites } from "../support/publisher.ts";
import { act, desk, freshWire, get, ORIGIN, publish, publishMasthead, upload } from "../support/wire.ts";

const PUBLIC = [
  "/",
  "/feeds/latest.rss",
  "/feeds/latest.atom",
  "/feeds/latest.json",
  "/withdrawn.json",
  "/v1/articles",
];

let key: string;
beforeEach(async () => {
  await freshWire();
  const { objects } = await env.IMAGES.list({ prefix: "removals/" });
  if (objects.length > 0) await env.IMAGES.delete(objects.map((each) => each.key));
  await publishMasthead();
  sites({});
  key = (await publisherWithKey({ licences: ["eligible"] })).key;
  const photo = await upload(png(20, 20, "photo"));
  await publish("pictured", { images: [{ sha256: photo, alt: "a", credit: "c", owner: "o", licence: "open" }] });
  await publish("members", { licence: "eligible", body: "<p>For members.</p>" });
  await publish("long", { body: `<p>${'A long text with “quotes” and "more". '.repeat(20_000)}</p>` });
  pass(60);
});

type Change = { type: string; id: string };
type Page = { changes: Change[]; next: string; more: boolean };
const changesAfter = (cursor?: string) => get(`/v1/changes?limit=100${cursor === undefined ? "" : `&after=${cursor}`}`);

/** Follows to the end, from a cursor or the beginning: what is there then. */
async function follow(held: Map<string, string>, cursor?: string): Promise<string> {
  for (let after = cursor; ; ) {
    const page: Page = await (await changesAfter(after)).json();
    for (const each of page.changes) held.set(each.id, each.type);
    after = page.next;
    if (!page.more) return after;
  }
}

/** Every id that can be read now, as a new follower has them. */
const idsNow = async (): Promise<string[]> => {
  const { articles } = await (await get("/v1/articles?limit=50")).json<{ articles: { id: string }[] }>();
  return articles.map(({ id }) => id).sort();
};

const textsOf = async (headers: Record<string, string> = {}) =>
  new Map(
    await Promise.all(
      [...PUBLIC, "/v1/articles/long", "/v1/changes"].map(async (path) => {
        const text = await (await get(path, path.startsWith("/v1/") ? headers : {})).text();
        // A cursor is sealed with the database's salt.
        return [path, text.replace(/"next":"[^"]*"/, "")] as const;
      }),
    ),
  );

describe("a wire that is restored", () => {
  test("shows the same bytes to everybody and with a key, under other ETags", async () => {
    const backup = await backUp();
    const before = [await textsOf(), await textsOf(bearer(key))];
    const tags = await Promise.all(PUBLIC.map(async (path) => (await get(path)).headers.get("ETag")));
    pass(60);
    const told = await restore(backup);
    pass(60);
    expect(told).toMatchObject({ replayed: [], openKeys: 1 });
    expect([await textsOf(), await textsOf(bearer(key))]).toEqual(before);
    const { articles } = await (await get("/v1/articles?limit=1")).json<{ articles: unknown[] }>();
    expect(articles).toHaveLength(1);
    for (const [at, path] of PUBLIC.entries()) {
      expect((await get(path, { "If-None-Match": tags[at] ?? "" })).status).toBe(200);
      expect((await get(path)).headers.get("ETag")).not.toBe(tags[at]);
    }
  });

  test("is told of by no old ETag and no old cursor; who begins again ends exact, and what was killed since stays away", async () => {
    const held = new Map<string, string>();
    const atBackup = await follow(held);
    await publish("wrong", { body: "<p>Wrong text.</p>" });
    const backup = await backUp();
    pass(60);
    const cursors = [atBackup, await follow(held)];
    for (let at = 0; at < 4; at++) await publish(`later-${at}`);
    await act("wrong", "kill", { reason: "It was wrong." });
    await act("pictured", "withhold", { reason: "Wait." });
    await publish("only-here");
    await act("only-here", "kill", { reason: "Wrong, too." });
    pass(60);
    cursors.push(await follow(held));
    const tags = await Promise.all(PUBLIC.map(async (path) => (await get(path)).headers.get("ETag") ?? ""));
    const told = await restore(backup);
    expect(told.replayed.map(({ article, kind, outcome }) => [article, kind, outcome]).sort()).toEqual([
      ["only-here", "killed", "not in the backup"],
      ["pictured", "withheld", "done"],
      ["wrong", "killed", "done"],
    ]);
    for (let at = 0; at < 6; at++) await publish(`other-${at}`);
    pass(60);
    for (const [at, path] of PUBLIC.entries())
      expect([path, (await get(path, { "If-None-Match": tags[at] ?? "" })).status]).toEqual([path, 200]);
    for (const cursor of cursors) {
      const { errors } = await expectProblem(await changesAfter(cursor), 422, "invalid");
      expect(errors).toMatchObject([{ field: "after", allowed: expect.stringContaining("from the beginning") }]);
    }
    const anew = new Map<string, string>();
    await follow(anew);
    const there = [...anew].filter(([, type]) => type === "updated").map(([id]) => id);
    expect(there.sort()).toEqual(await idsNow());
    expect(await (await get("/feeds/latest.json")).text()).not.toContain("Wrong text.");
    const killed = await get("/articles/wrong");
    expect([killed.status, await killed.text()]).toEqual([410, expect.stringContaining("It was wrong.")]);
    expect((await get("/articles/pictured")).status).toBe(404);
    const log = await (await desk("GET", "/audit")).json<{ audit: { action: string; reason: string }[] }>();
    expect(log.audit.map(({ action }) => action)).toEqual(
      expect.arrayContaining(["backup", "restore", "kill", "withhold"]),
    );
  });

  test("sends nothing that may have been sent since, and is safe to tell twice", async () => {
    await env.DB.prepare(
      `INSERT INTO delivery (id, publisher, webhook, topic, type, article, version, body, created, state, tries, claims, next_at, attempts)
       VALUES ('waits', NULL, NULL, 'https://x.example/', 'ping', NULL, NULL, '{}', '2026-06-01T12:00:00Z', 'waiting', 0, 0, '2026-06-01T12:00:00Z', '[]')`,
    ).run();
    const told = await restore(await backUp());
    expect(told.stoppedDeliveries).toBe(1);
    const again = await (await desk("POST", "/restored", {})).json<{ stoppedDeliveries: number }>();
    expect(again.stoppedDeliveries).toBe(0);
  });

  test("shows nothing half done: until the end there is nothing", async () => {
    const { head } = await backUp();
    await desk("POST", "/restore", { migrations: head.migrations, replace: ORIGIN });
    pass(2);
    for (const path of PUBLIC) await expectProblem(await get(path), 503, "nothing-published");
  });

  test("by Time Travel, is told with the time alone", async () => {
    const { head, tables } = await backUp();
    const at = head.at;
    const ledger = await env.DB.prepare("SELECT salt FROM ledger").first();
    pass(5);
    await act("long", "kill", { reason: "Wrong." });
    pass(5);
    // As Time Travel does, past the wire, with the salt and everything.
    for (const statement of emptyTables(env.DB)) await statement.run();
    for (const [table, rows] of tables)
      if (isBackupTable(table) && rows.length > 0)
        await env.DB.batch(writeRows(env.DB, table, await readColumns(env.DB, table), rows));
    await env.DB.batch(await writeHead(env.DB, head.masthead, RestoreEndInput.shape.ledger.parse(head.ledger)));
    expect(await env.DB.prepare("SELECT salt FROM ledger").first()).toEqual(ledger);
    isolate.reset();
    const answer = await desk("POST", "/restored", { at });
    expect(await answer.json()).toMatchObject({ replayed: [{ article: "long", kind: "killed", outcome: "done" }] });
    expect((await get("/articles/long")).status).toBe(410);
  });
});

describe("it refuses", () => {
  test.each<[string, object, string]>([
    ["a wire that has something, unless it is named", {}, "replace"],
    ["another wire's name", { replace: "https://other.example" }, "replace"],
    ["a backup of a newer wire", { replace: ORIGIN, migrations: ["9999_future.sql"] }, "migrations"],
    ["a backup of an older wire", { replace: ORIGIN, migrations: [] }, "migrations"],
  ])("%s", async (_, more, field) => {
    const { head } = await backUp();
    const { errors } = await expectProblem(
      await desk("POST", "/restore", { migrations: head.migrations, ...more }),
      422,
      "invalid",
    );
    expect(errors.map((each) => each.field)).toEqual([field]);
    expect((await get("/feeds/latest.rss")).status).toBe(200);
  });

  test("rows where no restore is under way, of tables and columns that there aren't, and a cursor of its own making", async () => {
    const rows = [{ id: "x" }];
    await expectProblem(await desk("PUT", "/restore/tables/channel", { rows }), 409, "conflict");
    const { head } = await backUp();
    await desk("POST", "/restore", { migrations: head.migrations, replace: ORIGIN });
    await expectProblem(await desk("PUT", "/restore/tables/ledger", { rows }), 404, "not-found");
    await expectProblem(await desk("PUT", "/restore/tables/sqlite_master", { rows }), 404, "not-found");
    const mistake = await expectProblem(
      await desk("PUT", "/restore/tables/channel", { rows: [{ 'id") VALUES (1); --': "x" }] }),
      422,
      "invalid",
    );
    expect(mistake.errors[0]?.field).toBe("rows[0]");
    await expectProblem(await desk("GET", "/backup/tables/channel?after=nonsense"), 422, "invalid");
    await expectProblem(await desk("GET", "/backup/tables/session"), 404, "not-found");
  });
});

describe("it is guarded", () => {
  test("every table is in a backup, or left out for a reason", async () => {
    const { results } = await env.DB.prepare(
      "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name NOT LIKE '_cf_%' AND name <> 'd1_migrations'",
    ).all<{ name: string }>();
    expect(results.map(({ name }) => name).sort()).toEqual(
      [...Object.keys(BACKUP_TABLES), ...HEAD_TABLES, ...LEFT_OUT].sort(),
    );
  });

  test("a table's key is its primary key, so that no row is passed over", async () => {
    for (const [table, { key: columns }] of Object.entries(BACKUP_TABLES)) {
      const { results } = await env.DB.prepare("SELECT name FROM pragma_table_info(?1) WHERE pk > 0 ORDER BY pk")
        .bind(table)
        .all<{ name: string }>();
      expect([table, results.map(({ name }) => name)]).toEqual([table, [...columns]]);
    }
  });

  test("a backup has no salt, and no secret as it is shown", async () => {
    const { head, tables } = await backUp();
    const { salt } = (await env.DB.prepare("SELECT salt FROM ledger").first<{ salt: string }>()) ?? { salt: "" };
    const whole = JSON.stringify([head, ...tables.values()]);
    for (const secret of [salt, key]) expect(whole).not.toContain(secret);
  });
});
