import { env } from "cloudflare:workers";
import { vi } from "vitest";
import { z } from "zod";
import { BackupJson, BackupRowsJson, FinishedJson, type RowJson } from "../../src/contract/backup.ts";
import { sha256Hex } from "../../src/model/hash.ts";
import { BACKUP, CACHE } from "../../src/model/policy.ts";
import { desk, ORIGIN } from "./wire.ts";

/** A backup as the command line stores it, but in memory. */
export type Backup = {
  id: string;
  facts: z.infer<typeof BackupJson>;
  tables: Map<string, RowJson[]>;
};

/** Returns an answer of the desk's API; a refusal fails the test. */
export async function asked<Schema extends z.ZodType>(schema: Schema, method: string, path: string, body?: unknown) {
  const response = await desk(method, path, body);
  const text = await response.text();
  if (!response.ok) throw new Error(`${response.status} ${text}`);
  return schema.parse(JSON.parse(text));
}

/** Returns every row of a table. */
export async function rowsOf(table: string): Promise<RowJson[]> {
  const rows: RowJson[] = [];
  for (let after: string | null = ""; after !== null; ) {
    const query = after === "" ? "" : `?after=${encodeURIComponent(after)}`;
    const page: z.infer<typeof BackupRowsJson> = await asked(BackupRowsJson, "GET", `/backup/${table}${query}`);
    rows.push(...page.rows);
    after = page.next;
  }
  return rows;
}

/** Backs up everything except the images, which stay in the bucket. */
export async function backUp(): Promise<Backup> {
  const facts = await asked(BackupJson, "POST", "/backup");
  const tables = new Map<string, RowJson[]>();
  for (const { name } of facts.tables) tables.set(name, await rowsOf(name));
  return { id: await sha256Hex(JSON.stringify(facts)), facts, tables };
}

/** Starts to restore a backup over the current data, without the wait for other isolates: tests have none. */
export async function beginRestore({ id, facts }: Backup, overrides: Record<string, unknown> = {}): Promise<Response> {
  const { setTimeout: real } = globalThis;
  const waited = CACHE.stateMs + BACKUP.settleMs;
  const hurried = vi.spyOn(globalThis, "setTimeout").mockImplementation((run, ms) => real(run, ms === waited ? 0 : ms));
  const begun = await desk("POST", "/restore", { id, backup: facts, replace: ORIGIN, ...overrides });
  hurried.mockRestore();
  return begun;
}

/** Sends every row. */
export async function sendRows({ tables }: Backup): Promise<void> {
  for (const [name, rows] of tables)
    for (let at = 0; at < rows.length; at += 100)
      await asked(z.object({ rows: z.int() }), "PUT", `/restore/${name}`, { rows: rows.slice(at, at + 100) });
}

/** Repeats the last step until it is done. */
export async function finish(): Promise<z.infer<typeof FinishedJson>> {
  const done = await asked(FinishedJson, "POST", "/restore/finish");
  return done.toCheck === null ? finish() : done;
}

/** Restores a backup over the current data. */
export async function restore(backup: Backup, overrides: Record<string, unknown> = {}) {
  const begun = await beginRestore(backup, overrides);
  if (!begun.ok) throw new Error(`${begun.status} ${await begun.text()}`);
  await sendRows(backup);
  return finish();
}

/** Deletes the removals noted in R2: test files share the bucket. */
export async function forgetRemovals(): Promise<void> {
  const { objects } = await env.IMAGES.list({ prefix: "removals/" });
  await Promise.all(objects.map(({ key }) => env.IMAGES.delete(key)));
}
