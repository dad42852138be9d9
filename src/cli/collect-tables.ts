import { existsSync, readFileSync, renameSync, truncateSync, writeFileSync } from "node:fs";
import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { BackupFacts, isSameState } from "../model/backup.ts";
import { BACKUP } from "../model/policy.ts";
import type { BackupClient } from "./backup-client.ts";
import { tableFile } from "./manifest.ts";
import { Progress } from "./progress.ts";

/** A table's progress: the last key read, and the rows and bytes in its file. */
const Done = z.object({ after: z.string().nullable(), rows: z.int(), bytes: z.int(), isOver: z.boolean() });
type Done = z.infer<typeof Done>;

/** A backup's progress: the wire's state, and each table's. */
const Collected = z.object({ facts: BackupFacts, tables: z.record(z.string(), Done) });
type Collected = z.infer<typeof Collected>;

const STATE = "state.json";
const NOTHING: Done = { after: null, rows: 0, bytes: 0, isOver: false };

/**
 * Reads every table into a folder, resuming an interrupted run. All tables are of one state of the wire: if something is
 * published or decided meanwhile, they are read again, up to a limit.
 */
export async function collectTables(client: BackupClient, folder: string): Promise<BackupFacts> {
  let collected = await goOn(client, folder);
  for (let pass = 1; pass <= BACKUP.passes; pass++) {
    await readTables(client, folder, collected);
    const facts = await client.describe();
    if (isSameState(collected.facts, facts)) return withRows(collected);
    console.log("Something was published or decided in the meantime. Reading the tables again.");
    collected = { facts, tables: {} };
  }
  throw new Error(
    `Something changed during each of ${BACKUP.passes} tries. Run the same command again when nobody is publishing. Images that were downloaded are kept.`,
  );
}

/** Returns what an earlier run collected if the wire is still in that state; otherwise starts with the current state. */
async function goOn(client: BackupClient, folder: string): Promise<Collected> {
  const known = readState(folder);
  if (known !== undefined && isSameState(known.facts, await client.describe())) {
    console.log("Resuming the interrupted run.");
    return known;
  }
  return { facts: await client.begin(), tables: {} };
}

/** The facts with the rows actually read: some tables, such as the reads, keep growing. */
const withRows = ({ facts, tables }: Collected): BackupFacts => ({
  ...facts,
  tables: facts.tables.map(({ name }) => ({ name, rows: tables[name]?.rows ?? 0 })),
});

function readState(folder: string): Collected | undefined {
  const path = join(folder, STATE);
  return existsSync(path) ? Collected.safeParse(JSON.parse(readFileSync(path, "utf8"))).data : undefined;
}

function writeState(folder: string, collected: Collected): void {
  const path = join(folder, STATE);
  writeFileSync(`${path}.new`, JSON.stringify(collected));
  renameSync(`${path}.new`, path);
}

async function readTables(client: BackupClient, folder: string, collected: Collected): Promise<void> {
  for (const { name, rows } of collected.facts.tables) {
    const path = join(folder, tableFile(name));
    let done = collected.tables[name] ?? NOTHING;
    // Drops what was written after the progress was saved.
    if (existsSync(path)) truncateSync(path, done.bytes);
    const progress = new Progress(name, rows);
    while (!done.isOver) {
      done = await readPage(client, name, path, done);
      collected.tables[name] = done;
      writeState(folder, collected);
      progress.step(done.rows);
    }
    progress.end(done.rows);
  }
}

async function readPage(client: BackupClient, name: string, path: string, done: Done): Promise<Done> {
  const { rows, next } = await client.rows(name, done.after);
  const lines = Buffer.from(rows.map((row) => `${JSON.stringify(row)}\n`).join(""));
  await appendFile(path, lines, { mode: 0o600 });
  return { after: next, rows: done.rows + rows.length, bytes: done.bytes + lines.length, isOver: next === null };
}
