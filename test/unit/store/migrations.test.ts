import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { expect, test } from "vitest";
import { KEYS } from "../../../src/model/policy.ts";
import { managesUntil, scopeAt } from "../../../src/model/publisher/scope.ts";
import { DAY, instant, SECOND } from "../../../src/model/time.ts";
import { ROOT } from "../../support/paths.ts";

const migration = (name: string): string => readFileSync(join(ROOT, "src/store/migrations", name), "utf8");

/** A license as it was before licenses were fully typed. */
const OLD = { name: "Open", publicText: "full", images: "marked", version: 2 };

test("licences from before 0002 say the same afterwards, with their hash and the time from which they hold", () => {
  const db = new DatabaseSync(":memory:");
  db.exec(migration("0001_wire.sql"));
  const masthead = {
    publication: { name: "P" },
    authors: {},
    licences: { open: OLD, "cc-by-4.0": { ...OLD, images: "none", version: 1 } },
  };
  db.prepare("INSERT INTO masthead VALUES (1, ?, 1, 1, 1, 1)").run(JSON.stringify(masthead));
  const keep = db.prepare("INSERT INTO licence_version VALUES (?, ?, ?, ?, ?, 'maria')");
  keep.run("open", 1, JSON.stringify({ ...OLD, version: 1 }), "aaaa", "2026-01-01T00:00:00Z");
  keep.run("open", 2, JSON.stringify(OLD), "bbbb", "2026-02-01T00:00:00Z");
  db.exec(migration("0002_licences.sql"));

  const row = db.prepare("SELECT content FROM masthead").get();
  expect(JSON.parse(String(row?.content))).toEqual({
    publication: { name: "P" },
    authors: {},
    licences: {
      open: {
        name: "Open",
        publicText: "full",
        version: 2,
        assets: { images: "marked" },
        hash: "bbbb",
        since: "2026-02-01T00:00:00Z",
      },
      "cc-by-4.0": {
        name: "Open",
        publicText: "full",
        version: 1,
        assets: { images: "none" },
        hash: "",
        since: "1970-01-01T00:00:00Z",
      },
    },
  });
  const texts = db.prepare("SELECT content, offer FROM licence_version ORDER BY version").all();
  expect(texts.map(({ content, offer }) => [JSON.parse(String(content)), offer])).toEqual([
    [{ name: "Open", publicText: "full", version: 1, assets: { images: "marked" } }, null],
    [{ name: "Open", publicText: "full", version: 2, assets: { images: "marked" } }, null],
  ]);
});

test("a wire without a masthead migrates, too", () => {
  const db = new DatabaseSync(":memory:");
  db.exec(migration("0001_wire.sql"));
  db.exec(migration("0002_licences.sql"));
  expect(db.prepare("SELECT count(*) AS rows FROM masthead").get()).toEqual({ rows: 0 });
});

test("stories that were killed before 0004 have their notices afterwards, and what is out its place in the archives", () => {
  const db = new DatabaseSync(":memory:");
  for (const name of ["0001_wire.sql", "0002_licences.sql", "0003_publishers.sql"]) db.exec(migration(name));
  const keep = db.prepare(
    `INSERT INTO article (id, version, status, release_at, released, modified, licence, content, body, hash, change, changed_at)
     VALUES (?, 2, ?, '2026-01-01T00:00:00Z', ?, '2026-02-01T00:00:00Z', 'open', ?, '[]', 'h', 3, 9)`,
  );
  const content = (id: string) => JSON.stringify({ id, section: "asia", topics: ["trade"], authors: ["ann"] });
  const released = "2026-01-01T00:00:00Z";
  keep.run("gone", "canceled", released, content("gone"));
  keep.run("unborn", "canceled", null, content("unborn"));
  keep.run("out", "usable", released, content("out"));
  keep.run("older", "usable", released, content("older"));
  const enter = db.prepare("INSERT INTO membership VALUES (?, ?, ?)");
  enter.run("latest", "2026-01-02T00:00:00Z", "out");
  enter.run("latest", "2026-01-01T00:00:00Z", "older");
  enter.run("excluded/open", "2026-01-02T00:00:00Z", "out");
  db.exec(migration("0004_life.sql"));

  const notices = db
    .prepare("SELECT channel, published, article FROM membership WHERE channel LIKE 'withdrawn%' ORDER BY channel")
    .all();
  expect(notices.map(({ channel, published, article }) => `${channel} ${published} ${article}`)).toEqual(
    ["", "/author/ann", "/latest", "/licence/open", "/section/asia", "/topic/trade"].map(
      (channel) => `withdrawn${channel} 2026-02-01T00:00:00Z gone`,
    ),
  );
  const known = db.prepare("SELECT id FROM channel ORDER BY id").all();
  expect(known).toHaveLength(notices.length);
  const places = db.prepare("SELECT channel, position, article FROM archive ORDER BY position").all();
  expect(places.map(({ channel, position, article }) => `${channel} ${position} ${article}`)).toEqual([
    "latest 1 older",
    "latest 2 out",
  ]);
});

test("who took a picture or was told before 0011 is in the ledgers afterwards", () => {
  const db = new DatabaseSync(":memory:");
  const before = readdirSync(join(ROOT, "src/store/migrations")).filter((name) => name < "0011");
  for (const name of before.sort()) db.exec(migration(name));
  const keep = db.prepare(
    `INSERT INTO article (id, version, status, release_at, released, modified, licence, content, body, hash, changed_at)
     VALUES (?, 1, 'usable', '', ?, '', 'open', '{}', '[]', '', 1)`,
  );
  keep.run("out", "2026-01-01T00:00:00Z");
  keep.run("hidden", null);
  const sha256 = "a".repeat(64);
  for (const id of ["out", "hidden"]) db.prepare("INSERT INTO image_use VALUES (?, ?, 'open')").run(sha256, id);
  const read = db.prepare("INSERT INTO reading (key, address, change, publisher, at) VALUES ('k', ?, ?, 'paper', ?)");
  read.run(`/images/${sha256}.jpg`, 1, "2026-01-02T00:00:00Z");
  read.run(`/images/${sha256}.jpg`, 2, "2026-01-03T00:00:00Z");
  read.run("/v1/articles/out", 1, "2026-01-04T00:00:00Z");
  db.exec("INSERT INTO recall (id, article, version, at) VALUES ('out.3', 'out', 3, '')");
  const send = db.prepare(
    "INSERT INTO delivery (id, publisher, type, article, version, body, created, state) VALUES (?, ?, ?, 'out', ?, '', '', 'delivered')",
  );
  send.run("1", "paper", "article.released", 1);
  send.run("2", "paper", "article.corrected", 2);
  send.run("3", "radio", "article.killed", 3);
  send.run("4", "weekly", "article.withheld", 2);
  db.exec(migration("0011_ledger.sql"));
  expect({ ...db.prepare("SELECT * FROM picture_holding").get() }).toEqual({
    publisher: "paper",
    article: "out",
    address: `/images/${sha256}.jpg`,
    first_at: "2026-01-02T00:00:00Z",
    at: "2026-01-03T00:00:00Z",
  });
  expect(db.prepare("SELECT count(*) AS rows FROM picture_holding").get()).toEqual({ rows: 1 });
  expect(
    db
      .prepare("SELECT publisher FROM recall_told")
      .all()
      .map(({ publisher }) => publisher),
  ).toEqual(["paper"]);
});

test("keys from before 0008 go on: full ones report, and manage from that day on; feed keys read", () => {
  const db = new DatabaseSync(":memory:");
  for (const name of [
    "0001_wire.sql",
    "0002_licences.sql",
    "0003_publishers.sql",
    "0004_life.sql",
    "0005_warnings.sql",
  ])
    db.exec(migration(name));
  const keep = db.prepare(
    "INSERT INTO key (id, publisher, name, kind, hash, hint, created) VALUES (?1, 'p', 'n', ?2, ?1, 'h', '2026-01-01T00:00:00Z')",
  );
  keep.run("a", "full");
  keep.run("b", "feed");
  db.exec(
    "INSERT INTO domain (publisher, domain, token, state, tries) VALUES ('p', 'paper.example', 't', 'proved', 0)",
  );
  const before = instant(Date.now());
  db.exec(migration("0008_key_scopes.sql"));

  const [full, feed] = db
    .prepare("SELECT scope, scoped_at AS scopedAt, found_at AS foundAt FROM key ORDER BY id")
    .all();
  expect(feed).toEqual({ scope: "read", scopedAt: null, foundAt: null });
  const scopedAt = String(full?.scopedAt);
  expect(full).toMatchObject({ scope: "report", foundAt: null });
  expect(scopedAt >= before && scopedAt <= instant(Date.now())).toBe(true);
  const end = managesUntil({ scopedAt }) ?? "";
  expect(Date.parse(end) - Date.parse(scopedAt)).toBe(KEYS.managesDays * DAY);
  const at = (now: string) => scopeAt({ scope: "report", scopedAt }, now);
  expect([at(scopedAt), at(instant(Date.parse(end) - SECOND)), at(end)]).toEqual(["manage", "manage", "report"]);
  expect(db.prepare("SELECT watched_at FROM domain").get()).toEqual({ watched_at: "" });
});

test("channels from before 0016 hold what is in them afterwards, and code from before 0016 still writes them", () => {
  const db = new DatabaseSync(":memory:");
  const names = readdirSync(join(ROOT, "src/store/migrations")).sort();
  for (const name of names.filter((each) => each < "0016")) db.exec(migration(name));
  const day = (at: number) => new Date(Date.UTC(2026, 0, 1 + at)).toISOString().replace(".000", "");
  const enter = db.prepare("INSERT INTO membership VALUES ('latest', ?, ?)");
  const keep = db.prepare("INSERT INTO archive VALUES ('latest', ?, ?, 1, 1)");
  // The last one is backdated, and two were removed.
  const ids = Array.from({ length: 103 }, (_, at) => `s${at}`);
  for (const [at, id] of ids.entries()) {
    keep.run(at + 1, id);
    if (at !== 60 && at !== 101) enter.run(at === 102 ? "2020-01-01T00:00:00Z" : day(at), id);
  }
  db.exec("INSERT INTO channel VALUES ('latest', 7, 1), ('section/asia', 8, 1)");
  for (const name of names.filter((each) => each >= "0016")) db.exec(migration(name));

  const rows = db.prepare("SELECT id, change, listed, newest, tail FROM channel ORDER BY id").all();
  const told = rows.map((row) => ({
    ...row,
    newest: JSON.parse(String(row.newest)),
    tail: JSON.parse(String(row.tail)),
  }));
  const newest = ids
    .filter((_, at) => ![60, 101, 102].includes(at))
    .reverse()
    .slice(0, 51);
  const places = newest.map((id) => [day(Number(id.slice(1))), id]);
  expect(told).toEqual([
    {
      id: "latest",
      change: 7,
      listed: 7,
      newest: { most: 51, places },
      tail: { page: 50, pages: 2, behind: ["s100", "s101", "s102"] },
    },
    {
      id: "section/asia",
      change: 8,
      listed: 8,
      newest: { most: 51, places: [] },
      tail: { page: 50, pages: 0, behind: [] },
    },
  ]);
  const before =
    "INSERT INTO channel (id, change, changed_at) VALUES (?, 9, 2) ON CONFLICT (id) DO UPDATE SET change = 9";
  for (const id of ["latest", "topic/new"]) db.prepare(before).run(id);
  const stale = db.prepare("SELECT id FROM channel WHERE listed IS NOT change ORDER BY id").all();
  expect(stale.map(({ id }) => id)).toEqual(["latest", "topic/new"]);
});
