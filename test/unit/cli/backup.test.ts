import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, truncateSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeEach, describe, expect, test, vi } from "vitest";
import type { BackupClient } from "../../../src/cli/backup-client.ts";
import { openBackup } from "../../../src/cli/check-backup.ts";
import { collectTables } from "../../../src/cli/collect-tables.ts";
import { sendTables } from "../../../src/cli/send-backup.ts";
import { listTar, readEntry, TarWriter } from "../../../src/cli/tar.ts";
import type { RowJson } from "../../../src/contract/backup.ts";
import type { BackupFacts } from "../../../src/model/backup.ts";
import { BACKUP } from "../../../src/model/policy.ts";

const folder = mkdtempSync(join(tmpdir(), "commonwire-backup-"));
afterAll(() => rmSync(folder, { recursive: true }));
beforeEach(() => void vi.spyOn(console, "log").mockImplementation(() => undefined));

const FACTS: BackupFacts = {
  ...{ origin: "https://wire.example.org", version: "1.0.0", at: "2026-06-01T12:00:00Z", migrations: [], salt: "s" },
  ...{ revision: 1, change: 1, altered: 1, changedAt: 1, decisions: 1 },
  tables: [
    { name: "article", rows: 5 },
    { name: "key", rows: 1 },
  ],
};
const ROWS: Record<string, RowJson[]> = {
  article: Array.from({ length: 5 }, (_, at) => ({ id: `a${at}`, body: `“line”\n${"x".repeat(at * 10)}` })),
  key: [{ id: "k", revoked: null }],
};

/** A fake wire with these rows, two per page: it fails after `pages` pages, and its state changes on the first `moves` checks. */
function wireOf({ pages = Number.POSITIVE_INFINITY, moves = 0 } = {}) {
  const asked: string[] = [];
  let [left, revision] = [pages, 1];
  const facts = () => ({ ...FACTS, revision });
  const client = {
    begin: async () => facts(),
    describe: async () => {
      if (moves-- > 0) revision++;
      return facts();
    },
    rows: async (table: string, after: string | null) => {
      if (left-- <= 0) throw new TypeError("fetch failed");
      asked.push(`${table} ${after}`);
      const from = Number(after ?? 0);
      const rows = ROWS[table] ?? [];
      return { rows: rows.slice(from, from + 2), next: from + 2 < rows.length ? String(from + 2) : null };
    },
  };
  // biome-ignore lint/suspicious/noExplicitAny: a backup uses no more of the client.
  return { asked, client: client as any as BackupClient };
}

const partOf = (name: string): string => {
  const part = join(folder, name);
  mkdirSync(join(part, "tables"), { recursive: true });
  return part;
};
const linesIn = (part: string, table: string) =>
  readFileSync(join(part, `tables/${table}.jsonl`), "utf8")
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

describe("collecting the tables of a backup", () => {
  test("goes on where an earlier run broke off, though that had written more than it noted", async () => {
    const part = partOf("resumed");
    await expect(collectTables(wireOf({ pages: 2 }).client, part)).rejects.toThrow("fetch failed");
    writeFileSync(join(part, "tables/article.jsonl"), '{"id":"a9"', { flag: "a" });
    const { asked, client } = wireOf();
    await collectTables(client, part);
    expect(asked).toEqual(["article 4", "key null"]);
    expect(linesIn(part, "article")).toEqual(ROWS.article);
  });

  test("begins again where the wire moved on since, or meanwhile", async () => {
    const part = partOf("moved");
    await expect(collectTables(wireOf({ pages: 2 }).client, part)).rejects.toThrow("fetch failed");
    const { asked, client } = wireOf({ moves: 2 });
    const facts = await collectTables(client, part);
    expect(asked.filter((page) => page === "article null")).toHaveLength(2);
    expect(facts.revision).toBe(3);
    expect(linesIn(part, "article")).toEqual(ROWS.article);
  });

  test("gives up, and says what to do, where it never stands still", async () => {
    const { client } = wireOf({ moves: 1000 });
    await expect(collectTables(client, partOf("busy"))).rejects.toThrow(
      `Something changed during each of ${BACKUP.passes} tries. Run the same command again when nobody is publishing`,
    );
  });
});

/** Writes a tar of some files; returns its path. */
async function tarOf(name: string, files: Record<string, string>): Promise<string> {
  const path = join(folder, name);
  const tar = await TarWriter.create(path);
  for (const [file, text] of Object.entries(files)) await tar.add(file, Buffer.byteLength(text), [Buffer.from(text)]);
  await tar.end();
  return path;
}

describe("the file of a backup", () => {
  const FILES = { "manifest.json": "{}", "tables/article.jsonl": "ä\n".repeat(700), "images/empty.png": "" };

  test("is a tar that ordinary tools read, and that we read back", async () => {
    const path = await tarOf("good.tar", FILES);
    expect(spawnSync("tar", ["-tf", path], { encoding: "utf8" }).stdout.trim().split("\n")).toEqual(Object.keys(FILES));
    for (const entry of await listTar(path)) {
      const chunks: Buffer[] = [];
      for await (const chunk of readEntry(path, entry)) chunks.push(chunk);
      expect([entry.name, Buffer.concat(chunks).toString()]).toEqual([entry.name, Object(FILES)[entry.name]]);
    }
  });

  test("is refused where it was cut off, is something else, or lacks its manifest", async () => {
    const path = await tarOf("cut.tar", FILES);
    truncateSync(path, 2000);
    await expect(openBackup(path)).rejects.toThrow("is incomplete");
    writeFileSync(path, "x".repeat(5000));
    await expect(openBackup(path)).rejects.toThrow("isn't a backup");
    await expect(openBackup(await tarOf("empty.tar", { "other.txt": "x" }))).rejects.toThrow("has no manifest.json");
    await expect(openBackup(await tarOf("strange.tar", FILES))).rejects.toThrow(
      "isn't a backup that this version can read",
    );
  });

  test("is refused where a table or an image isn't what the manifest says", async () => {
    const hashes = { article: "0".repeat(64) };
    const manifest = { format: 1, made: FACTS.at, facts: FACTS, hashes, images: 0, missing: [], needs: "" };
    const files = { "manifest.json": JSON.stringify(manifest), "tables/article.jsonl": "{}\n" };
    await expect(openBackup(await tarOf("table.tar", files))).rejects.toThrow("tables/article.jsonl isn't what");
    const image = { [`images/${"a".repeat(64)}.png`]: "x" };
    const text = JSON.stringify({ ...manifest, hashes: {} });
    await expect(openBackup(await tarOf("image.tar", { "manifest.json": text, ...image }))).rejects.toThrow(
      "has other bytes",
    );
  });
});

test("rows are sent in groups that a request takes, without those that are there already", async () => {
  const long = [1, 2, 3].map((id) => ({ id, body: "x".repeat(BACKUP.statementBytes / 2) }));
  const lines = [{ id: 0, body: "" }, ...long].map((row) => `${JSON.stringify(row)}\n`).join("");
  const path = await tarOf("rows.tar", { "tables/article.jsonl": lines });
  const [entry] = await listTar(path);
  const sent: unknown[][] = [];
  // biome-ignore lint/suspicious/noExplicitAny: sending uses no more of the client.
  const client = { putRows: async (_: string, rows: RowJson[]) => void sent.push(rows.map(({ id }) => id)) } as any;
  const facts = { ...FACTS, tables: [{ name: "article", rows: 4 }] };
  const manifest = { format: 1 as const, made: FACTS.at, facts, hashes: {}, images: 0, missing: [], needs: "" };
  const tables = new Map(entry === undefined ? [] : [["article", entry]]);
  await sendTables(client, { path, id: "", manifest, tables, images: new Map() }, new Map([["article", 1]]));
  expect(sent).toEqual([[1], [2], [3]]);
});
