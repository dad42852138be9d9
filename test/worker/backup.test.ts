import { env } from "cloudflare:workers";
import { beforeEach, describe, expect, test } from "vitest";
import { z } from "zod";
import { FinishedJson } from "../../src/contract/backup.ts";
import { SearchResultsJson } from "../../src/contract/search.ts";
import { isolate } from "../../src/http/cache/isolate.ts";
import { LEFT_OUT, readTables } from "../../src/store/backup/table.ts";
import {
  asked,
  type Backup,
  backUp,
  beginRestore,
  finish,
  forgetRemovals,
  restore,
  rowsOf,
  sendRows,
} from "../support/backup.ts";
import { applied as apply, freshRead, pageOf, pagesOf, short } from "../support/changes.ts";
import { pass } from "../support/clock.ts";
import { cron } from "../support/cron.ts";
import { png } from "../support/png.ts";
import { expectProblem } from "../support/problem.ts";
import { bearer, publisherWithKey, signedIn, sites } from "../support/publisher.ts";
import { act, desk, freshWire, get, getLicensed, publish, publishMasthead, request, upload } from "../support/wire.ts";

/** One address of each kind that a follower requests. */
const FOLLOWED = [
  "/",
  "/feeds/latest.rss",
  "/feeds/latest.atom",
  "/feeds/latest.json",
  "/feeds/section/asia.rss",
  "/articles/harbour",
  "/articles/market",
  "/v1/articles",
  "/v1/articles/harbour",
  "/v1/changes",
  "/v1/licences",
  "/licences/open/1",
  "/licences/open/1.jsonld",
  "/withdrawn.atom",
  "/rsl.xml",
];

beforeEach(async () => {
  await freshWire();
  await forgetRemovals();
  await publishMasthead();
  sites({});
  await publish("harbour");
  await publish("market", { headline: "Market opens" });
  pass(60);
});

/** Returns what a follower has of each address: its body and its validators. */
const follow = (paths: readonly string[] = FOLLOWED) =>
  Promise.all(
    paths.map(async (path) => {
      const response = await get(path);
      const [etag, modified] = [response.headers.get("ETag") ?? "", response.headers.get("Last-Modified") ?? ""];
      return { path, status: response.status, etag, modified, body: await response.text() };
    }),
  );

/** Masks the only difference that is allowed: cursors are sealed with the salt. */
const withoutCursors = (body: string): string => body.replace(/"next":"[^"]+"/, '"next":"…"');

describe("it works: a follower across a restore", () => {
  test("no old ETag or date gets a 304, every old cursor a 422, and who starts again ends exact", async () => {
    const before = await follow();
    const [atBackup] = [await pagesOf()];
    const backup = await backUp();
    pass(60);
    await publish("later", { headline: "Published later" });
    await act("market", "kill", { reason: "It was false." });
    await act("harbour", "correct", { note: "A figure was wrong." });
    const [atEnd, beyond] = [await pagesOf(), await follow()];
    const middle = await pageOf(undefined, undefined, 1);
    pass(60);
    const done = await restore(backup);
    expect(done.replays).toMatchObject([{ kind: "killed", article: "market", outcome: "applied" }]);
    await publish("other", { headline: "Something else" });
    await publish("another", { headline: "One more" });

    for (const { path, etag, modified } of [...before, ...beyond].filter(({ status }) => status === 200)) {
      expect([path, (await get(path, { "If-None-Match": etag })).status]).not.toEqual([path, 304]);
      if (modified !== "")
        expect([path, (await get(path, { "If-Modified-Since": modified })).status]).not.toEqual([path, 304]);
    }
    for (const { next } of [atBackup, atEnd, middle]) {
      const { errors } = await expectProblem(await get(`/v1/changes?after=${next}`), 422, "invalid");
      expect(errors).toMatchObject([
        {
          field: "after",
          problem: "isn't a cursor from this wire, which was restored from a backup at 2026-06-01T12:03:00Z",
          allowed: expect.stringContaining("no `after`, to start over"),
        },
      ]);
    }
    const again = await pagesOf();
    expect(apply({}, again.changes)).toEqual(await freshRead());
    expect(short(await pagesOf(again.next))).toEqual([]);
    expect((await get("/articles/market")).status).toBe(410);
    expect(await (await get("/withdrawn.json")).text()).toContain("It was false.");
    expect((await get("/articles/later")).status).toBe(404);
  });

  test("what nothing came after is the same to the byte, for everybody and with a key; every table comes back", async () => {
    const image = await upload(png(8, 4, "A ship"));
    await publish("pictured", {
      licence: "eligible",
      images: [{ sha256: image, alt: "A ship", credit: "Ann", owner: "Ann", licence: "eligible" }],
    });
    const { key } = await publisherWithKey({ licences: ["eligible"] });
    await request("/v1/articles/pictured", { headers: bearer(key) });
    pass(60);
    const paths = [...FOLLOWED, "/articles/pictured", `/images/${image}.png`, "/feeds.opml", "/withdrawn.json"];
    const licensed = ["/v1/articles/pictured", "/licensed/feeds/latest.rss", `/licensed/images/${image}.png`];
    const readAll = async () => [
      ...(await follow(paths)).map(({ path, status, body }) => [path, status, withoutCursors(body)]),
      ...(await Promise.all(
        licensed.map(async (path) => [path, await (await request(path, { headers: bearer(key) })).text()]),
      )),
    ];
    const before = await readAll();
    // Pending emails are a separate case: see below.
    await env.DB.prepare("UPDATE mail SET state = 'mailed', next_at = NULL").run();
    const backup = await backUp();
    await restore(backup);
    expect(await readAll()).toEqual(before);
    for (const [name, rows] of backup.tables) {
      const now = await rowsOf(name);
      expect([name, name === "audit" ? now.slice(0, rows.length) : now]).toEqual([name, rows]);
    }
  });

  test("searches find what the backup had, once the index is made anew, and nothing that was withdrawn since", async () => {
    await publish("later-killed", { headline: "Ferry sinks", licence: "eligible", body: "<p>Licensedword</p>" });
    await publish("later-withheld", { headline: "Ferry waits" });
    await publish("kept", { headline: "Ferry sails", licence: "eligible", body: "<p>Licensedword</p>" });
    pass(60);
    const backup = await backUp();
    pass(60);
    await act("later-killed", "kill", { reason: "It was false." });
    await act("later-withheld", "withhold", { reason: "Wait." });
    await publish("after", { headline: "Ferry returns" });
    await restore(backup);
    const search = async (words: string, licences?: string[]) => {
      const path = `/v1/search?q=${words}`;
      const { results, incomplete } = SearchResultsJson.parse(
        await (await (licences ? getLicensed(path, licences) : get(path))).json(),
      );
      return { found: results.map(({ slug }) => slug).sort(), isWhole: incomplete === undefined };
    };
    expect(await search("ferry")).toEqual({ found: [], isWhole: false });
    await cron();
    expect(await search("ferry")).toEqual({ found: ["kept"], isWhole: true });
    expect(await search("opens")).toEqual({ found: ["market"], isWhole: true });
    expect(await search("licensedword")).toEqual({ found: [], isWhole: true });
    expect(await search("licensedword", ["eligible"])).toEqual({ found: ["kept"], isWhole: true });
    for (const index of ["search_public", "search_licensed"]) {
      const sql = `SELECT count(*) AS count FROM ${index} WHERE ${index} MATCH 'sinks OR waits OR returns'`;
      expect([index, await env.DB.prepare(sql).first()]).toEqual([index, { count: 0 }]);
    }
  });

  test("mails that waited aren’t sent, for they may have been; a kill’s goes on", async () => {
    const { key } = await publisherWithKey({ licences: ["eligible"] });
    await publish("gone", { licence: "eligible" });
    await request("/v1/articles/gone", { headers: bearer(key) });
    pass(60);
    await act("gone", "kill", { reason: "Wrong." });
    await env.DB.prepare("UPDATE mail SET state = 'waiting', next_at = created").run();
    await restore(await backUp());
    const sql = "SELECT DISTINCT state, problem, event = 'story.killed' AS kill FROM mail ORDER BY kill";
    expect((await env.DB.prepare(sql).all()).results).toEqual([
      { state: "stopped", problem: "restored", kill: 0 },
      { state: "ready", problem: null, kill: 1 },
    ]);
  });

  test("every table of the schema is in it, but for those that are left out with a reason", async () => {
    const { results } = await env.DB.prepare("SELECT name FROM sqlite_master WHERE type = 'table'").all<{
      name: string;
    }>();
    const ours = results
      .map(({ name }) => name)
      .filter((name) => !/^(?:sqlite_|_cf_|d1_|search_(?:public|licensed))/.test(name));
    const { facts } = await backUp();
    const covered = [...facts.tables.map(({ name }) => name), ...Object.keys(LEFT_OUT)];
    expect(covered.sort()).toEqual(ours.sort());
    for (const reason of Object.values(LEFT_OUT)) expect(reason.length).toBeGreaterThan(20);
    // Whoever adds a table decides here whether it belongs in backups.
    expect(facts.tables.map(({ name }) => name)).toEqual(
      "acknowledgement address agreement archive article article_version audit change channel delivery domain holding image image_use key licence_version mail mail_link masthead membership person picture_holding publisher reading recall recall_told source source_block source_post story_link webhook".split(
        " ",
      ),
    );
    for (const { name, key } of await readTables(env.DB)) expect([name, key.length]).not.toEqual([name, 0]);
  });

  test("a story of a megabyte comes in pages of bounded bytes, and back", async () => {
    const body = `<p>${"Twenty letters or so. ".repeat(40_000)}</p>`;
    for (const id of ["long-one", "long-two"]) await publish(id, { body });
    const page = await (await desk("GET", "/backup/article")).text();
    expect(page.length).toBeLessThan(2_500_000);
    const backup = await backUp();
    const before = await (await get("/v1/articles/long-two")).text();
    await restore(backup);
    expect(await (await get("/v1/articles/long-two")).text()).toBe(before);
  });
});

describe("it works: what came after a backup", () => {
  test("is taken away again, in order, as who did it and with their reason", async () => {
    for (const id of ["killed", "withheld", "expired", "back", "waits"])
      await publish(id, id === "waits" ? { embargo: "2026-06-01T13:00:00Z" } : {});
    await act("back", "withhold", { reason: "Before the backup." });
    pass(3600);
    const backup = await backUp();
    pass(60);
    // All within one second, so that the names of the notes don't give their order.
    await act("harbour", "withhold", { reason: "Wait." });
    await act("harbour", "restore", { reason: "All right." });
    await act("killed", "kill", { reason: "False." });
    await act("withheld", "withhold", { reason: "Checking." });
    await act("expired", "expire", { reason: "Over." });
    await act("back", "restore", { reason: "Checked." });
    await publish("new", {});
    await act("new", "kill", { reason: "Never mind." });
    pass(60);
    const { replays, since } = await restore(backup);
    expect(since).toBe(backup.facts.at);
    expect(replays.map(({ kind, article, outcome }) => [kind, article, outcome])).toEqual([
      ["expired", "expired", "applied"],
      ["killed", "killed", "applied"],
      ["killed", "new", "missing"],
      ["withheld", "harbour", "applied"],
      ["withheld", "withheld", "applied"],
      ["restored", "back", "applied"],
      ["restored", "harbour", "applied"],
    ]);
    expect((await get("/articles/killed")).status).toBe(410);
    for (const id of ["withheld", "expired", "new"]) expect((await get(`/articles/${id}`)).status).toBe(404);
    for (const id of ["back", "harbour"]) expect((await get(`/articles/${id}`)).status).toBe(200);
    const { audit } = await asked(z.object({ audit: z.array(z.looseObject({})) }), "GET", "/audit?article=killed");
    expect(audit[0]).toMatchObject({ action: "kill", by: "tester", reason: "False.", at: "2026-06-01T13:02:00Z" });
  });

  test("a story that was killed or withheld before it came out doesn't come out", async () => {
    await publish("secret", { embargo: "2026-06-01T13:00:00Z" });
    const backup = await backUp();
    await act("secret", "kill", { reason: "Not ours." });
    const { replays } = await restore(backup);
    expect(replays).toMatchObject([{ kind: "killed", article: "secret", outcome: "applied" }]);
    pass(7200);
    await cron();
    expect((await get("/articles/secret")).status).toBe(404);
  });

  test("a story that was given back with another text stays away, and so do those whose time is over", async () => {
    await publish("ends", { expires: "2026-06-01T12:30:00Z" });
    const backup = await backUp();
    await act("harbour", "withhold", { reason: "A name is wrong." });
    await publish("harbour", { body: "<p>Without the name.</p>" });
    await act("harbour", "restore", { reason: "Corrected." });
    pass(3600);
    const { replays } = await restore(backup);
    expect(replays).toMatchObject([
      { kind: "withheld", article: "harbour", outcome: "applied" },
      { kind: "restored", article: "harbour", outcome: "left" },
    ]);
    for (const id of ["harbour", "ends"]) expect((await get(`/articles/${id}`)).status).toBe(404);
  });

  test("messages that waited aren't sent again, but those of kills; kills that came after are told", async () => {
    const { key, id } = await publisherWithKey({ licences: ["eligible"] });
    const hook = { url: "https://paper.example/hook", events: ["article.released", "article.killed"] };
    await request("/v1/publisher/webhooks", {
      method: "POST",
      headers: { ...bearer(key), "Content-Type": "application/json" },
      body: JSON.stringify(hook),
    });
    for (const story of ["first", "second"]) await publish(story, { licence: "eligible" });
    await act("first", "kill", { reason: "False." });
    const backup = await backUp();
    await act("second", "kill", { reason: "False, too." });
    const done = await restore(backup);
    const { results } = await env.DB.prepare(
      "SELECT type, article, state, attempts FROM delivery WHERE publisher = ?1 ORDER BY article, type",
    )
      .bind(id)
      .all();
    expect(results).toMatchObject([
      { type: "article.killed", article: "first", state: "waiting" },
      { type: "article.released", article: "first", state: "stopped", attempts: expect.stringContaining('"restored"') },
      { type: "article.killed", article: "second", state: "waiting" },
      { type: "article.released", article: "second", state: "stopped" },
    ]);
    expect(done).toMatchObject({ stopped: 2, pausedWebhooks: 0, toCheck: { keptMessages: 2, openKeys: 1 } });
  });

  test("everybody signs in anew; with closeKeys every key is closed; the log says who restored what", async () => {
    const { key, id } = await publisherWithKey({ licences: ["eligible"] });
    const cookie = await signedIn(`p${id}`);
    const backup = await backUp();
    expect(await restore(backup, { closeKeys: true })).toMatchObject({ closedKeys: 1, toCheck: { openKeys: 0 } });
    expect((await request("/v1/publisher", { headers: bearer(key) })).status).toBe(401);
    expect((await request("/publisher", { headers: { Cookie: cookie }, redirect: "manual" })).status).not.toBe(200);
    const { audit } = await asked(z.object({ audit: z.array(z.looseObject({})) }), "GET", "/audit");
    expect(audit.slice(0, 2)).toMatchObject([
      { action: "restore", by: "tester", details: { backup: backup.id, closesKeys: true } },
      { action: "back up", by: "tester" },
    ]);
  });

  test("a copy of another wire sends nothing to anybody", async () => {
    const { key } = await publisherWithKey({ licences: ["eligible"] });
    const hook = { url: "https://paper.example/hook", events: ["article.killed"] };
    await request("/v1/publisher/webhooks", {
      method: "POST",
      headers: { ...bearer(key), "Content-Type": "application/json" },
      body: JSON.stringify(hook),
    });
    const backup = await backUp();
    const done = await restore({ ...backup, facts: { ...backup.facts, origin: "https://wire.example.org" } });
    expect(done.pausedWebhooks).toBe(1);
  });
});

describe("it works: a database that was taken back in time", () => {
  test("gets the same last step", async () => {
    const [{ next }, [feed]] = [await pagesOf(), await follow(["/feeds/latest.rss"])];
    const backup = await backUp();
    pass(3600);
    await act("market", "kill", { reason: "False." });
    await publish("later");
    // As D1 Time Travel does it: everything is as it was, including the salt.
    await takeBack(backup);
    expect((await get("/articles/market")).status).toBe(200);
    await asked(z.object({ isBegun: z.literal(true) }), "POST", "/restored", {});
    expect(await finish()).toMatchObject({
      since: "2026-06-01T12:00:00Z",
      replays: [{ kind: "killed", article: "market", outcome: "applied" }],
    });
    expect((await get("/articles/market")).status).toBe(410);
    await expectProblem(await get(`/v1/changes?after=${next}`), 422, "invalid");
    expect((await get("/feeds/latest.rss", { "If-None-Match": feed?.etag ?? "" })).status).toBe(200);
  });
});

/** Puts the rows of a backup back, as if nothing had happened since. */
async function takeBack({ tables, facts }: Backup): Promise<void> {
  for (const [name, rows] of tables) {
    await env.DB.prepare(`DELETE FROM "${name}"`).run();
    for (const row of rows) {
      const columns = Object.keys(row);
      const sql = `INSERT INTO "${name}" (${columns.map((each) => `"${each}"`)}) VALUES (${columns.map((_, at) => `?${at + 1}`)})`;
      await env.DB.prepare(sql)
        .bind(...Object.values(row))
        .run();
    }
  }
  await env.DB.prepare("UPDATE ledger SET revision = ?1, change = ?2, altered = ?3, changed_at = ?4")
    .bind(facts.revision, facts.change, facts.altered, facts.changedAt)
    .run();
  isolate.reset();
}

describe("it refuses", () => {
  test("to begin where something is published, unless it is named as what is to go", async () => {
    const backup = await backUp();
    const refused = await expectProblem(await beginRestore(backup, { replace: undefined }), 409, "conflict");
    expect(refused.detail).toContain("name this wire as the one to replace: http://localhost:8787");
    const other = await expectProblem(
      await beginRestore(backup, { replace: "https://wire.example.org" }),
      422,
      "invalid",
    );
    expect(other.errors).toMatchObject([{ field: "replace", allowed: "http://localhost:8787" }]);
    expect((await get("/articles/harbour")).status).toBe(200);
    await env.DB.prepare("DELETE FROM masthead").run();
    expect((await beginRestore(backup, { replace: undefined })).status).toBe(200);
    await sendRows(backup);
    await finish();
  });

  test.each([
    [
      (names: string[]) => [...names, "0099_future.sql"],
      /has 0099_future\.sql, which this wire of version .* lacks\. Deploy/,
    ],
    [(names: string[]) => names.slice(0, -1), /has 0023_search_parts\.sql, which the backup .* lacks\. Deploy version/],
  ])("a backup of other tables, and says what to do: %#", async (change, words) => {
    const backup = await backUp();
    const facts = { ...backup.facts, migrations: change(backup.facts.migrations) };
    const { detail } = await expectProblem(await beginRestore({ ...backup, facts }), 409, "conflict");
    expect(detail).toMatch(words);
    expect((await get("/articles/harbour")).status).toBe(200);
  });

  test("rows without a restore, of another table or with other columns; another restore; the end with rows missing", async () => {
    const backup = await backUp();
    const row = { sha256: "a", article: "b", licence: "c" };
    await expectProblem(await desk("PUT", "/restore/image_use", { rows: [row] }), 409, "conflict");
    await expectProblem(await desk("POST", "/restore/finish"), 409, "conflict");
    expect((await beginRestore(backup)).status).toBe(200);
    for (const table of ["ledger", "session", "sqlite_master", "d1_migrations", 'a" --'])
      await expectProblem(
        await desk("PUT", `/restore/${encodeURIComponent(table)}`, { rows: [row] }),
        404,
        "not-found",
      );
    const strange = { ...row, 'licence") --': "x" };
    const { errors } = await expectProblem(
      await desk("PUT", "/restore/image_use", { rows: [row, strange] }),
      422,
      "invalid",
    );
    expect(errors).toMatchObject([{ field: "rows[1]", allowed: "exactly sha256, article, licence" }]);
    await expectProblem(await beginRestore({ ...backup, id: "0".repeat(64) }), 409, "conflict");
    await expectProblem(await desk("POST", "/restored", {}), 409, "conflict");
    const { detail } = await expectProblem(await desk("POST", "/restore/finish"), 409, "conflict");
    expect(detail).toContain("article has 0 of 2 rows");
    // It resumes where it was interrupted.
    await sendRows({ ...backup, tables: new Map([...backup.tables].slice(0, 8)) });
    const goesOn = z.object({
      goesOn: z.literal(true),
      tables: z.array(z.object({ name: z.string(), rows: z.int() })),
    });
    const { tables } = goesOn.parse(await (await beginRestore(backup)).json());
    expect(tables.find(({ name }) => name === "article")?.rows).toBe(2);
    await sendRows(backup);
    await finish();
    expect((await get("/articles/harbour")).status).toBe(200);
  });

  test("a cursor of another table, and a table that isn't there", async () => {
    await expectProblem(await desk("GET", "/backup/article?after=%5B1,2%5D"), 422, "invalid");
    await expectProblem(await desk("GET", "/backup/article?after=x"), 422, "invalid");
    for (const table of ["ledger", "session", "nothing"])
      await expectProblem(await desk("GET", `/backup/${table}`), 404, "not-found");
    await expectProblem(await desk("GET", `/backup/images/${"0".repeat(64)}`), 404, "not-found");
  });
});

describe("it gives nothing away", () => {
  test("while it is under way, nobody reads or writes anything, nothing is released and nothing is sent", async () => {
    const { key } = await publisherWithKey({ licences: ["eligible"] });
    await publish("waits", { embargo: "2026-06-01T13:00:00Z" });
    const backup = await backUp();
    await act("harbour", "kill", { reason: "False." });
    await beginRestore(backup);
    await sendRows(backup);
    pass(7200);
    await cron();
    const { results } = await env.DB.prepare("SELECT released FROM article WHERE id = 'waits'").all();
    expect(results).toEqual([{ released: null }]);
    for (const path of [
      "/",
      "/feeds/latest.rss",
      "/articles/harbour",
      "/v1/articles",
      "/v1/changes",
      "/apply",
      "/sign-in",
    ])
      await expectRestoring(await get(path));
    for (const path of ["/v1/publisher", "/licensed/feeds/latest.rss", "/v1/articles/harbour"])
      await expectRestoring(await request(path, { headers: bearer(key) }));
    await expectRestoring(await desk("GET", "/articles"));
    await expectRestoring(await desk("POST", "/backup"));
    await expectRestoring(await desk("PUT", "/articles/x", {}));
    expect(await (await get("/health")).json()).toMatchObject({ status: "restoring", published: false });
    // It doesn't let a stranger in.
    for (const path of ["/v1/desk/restore/finish", "/v1/desk/restored"])
      await expectProblem(await request(path, { method: "POST" }), 401, "unauthorized");
    await finish();
    expect((await get("/articles/harbour")).status).toBe(410);
    expect((await get("/articles/waits")).status).toBe(404);
    expect(FinishedJson).toBeDefined();
  });

  test("no backup has a salt, a session, a link, a key, a token or a secret in the clear", async () => {
    const { key, token, id } = await publisherWithKey({ licences: ["eligible"] });
    const cookie = await signedIn(`p${id}`);
    const ledger = await env.DB.prepare("SELECT salt FROM ledger").first<{ salt: string }>();
    const { facts, tables } = await backUp();
    const all = JSON.stringify([facts, ...tables.values()]);
    for (const secret of [key, token, cookie.split("=")[1] ?? "?", ledger?.salt ?? "?"])
      expect(all).not.toContain(secret);
  });
});

/** Expects that nothing is available because a backup is being restored. */
async function expectRestoring(response: Response): Promise<void> {
  expect(response.status).toBe(503);
  expect(await response.text()).not.toContain("harbour is open");
}
