import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import { parseArgs } from "node:util";
import { BACKUP } from "../model/policy.ts";
import { BackupClient } from "./backup-client.ts";
import { hashOf, MANIFEST, Manifest, tableFile } from "./backup-manifest.ts";
import { tellRefusal } from "./refusal.ts";
import { tellRestored } from "./restored-tell.ts";
import { listArchive, openArchive, readEntry, type TarEntry } from "./tar.ts";
import { LOCAL, targetAt } from "./target.ts";

// npm run restore -- wire.tar --to https://wire.example.org: a backup in the place of what is there.

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { to: { type: "string" }, replace: { type: "boolean", default: false } },
});
const [file] = positionals;
if (file === undefined || values.to === undefined) {
  console.error(
    "Usage: npm run restore -- wire.tar --to local|https://wire.example.org [--replace]\n\n  --replace  deletes what is on that wire; without it, only an empty wire is restored",
  );
  process.exit(1);
}

try {
  await restore(file, values.to === "local" ? LOCAL : values.to, values.replace);
} catch (error) {
  process.exitCode = tellRefusal(error);
}

async function restore(path: string, origin: string, isReplacing: boolean): Promise<void> {
  const archive = await openArchive(path);
  const entries = new Map((await listArchive(archive)).map((entry) => [entry.name, entry]));
  await archive.close();
  const manifest = Manifest.parse(JSON.parse(await textOf(path, entryIn(entries, MANIFEST))));
  await checkFiles(path, entries, manifest);
  const client = new BackupClient(await targetAt(origin));
  console.log(`Restoring ${manifest.origin} as of ${manifest.at} to ${origin}. Until the end, nothing is shown there.`);
  await client.beginRestore(manifest.migrations, isReplacing ? origin : undefined);
  await restoreImages(client, path, entries);
  for (const table of manifest.tables) await restoreTable(client, path, table, entryIn(entries, tableFile(table)));
  tellRestored(await client.endRestore(manifest));
}

function entryIn(entries: ReadonlyMap<string, TarEntry>, name: string): TarEntry {
  const entry = entries.get(name);
  if (entry === undefined) throw new Error(`This backup lacks ${name}.`);
  return entry;
}

async function textOf(path: string, entry: TarEntry): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of readEntry(path, entry)) chunks.push(chunk);
  return Buffer.concat(chunks).toString("utf8");
}

/** Nothing is touched before every file is as the manifest says. */
async function checkFiles(path: string, entries: ReadonlyMap<string, TarEntry>, { files }: Manifest): Promise<void> {
  for (const [name, { sha256 }] of Object.entries(files)) {
    const found = await hashOf(readEntry(path, entryIn(entries, name)));
    if (found.sha256 !== sha256)
      throw new Error(`This backup is damaged: ${name} isn't what its manifest says. Nothing was restored.`);
  }
}

async function restoreImages(
  client: BackupClient,
  path: string,
  entries: ReadonlyMap<string, TarEntry>,
): Promise<void> {
  let sent = 0;
  for (const [name, entry] of entries) {
    const [, sha256] = /^images\/(.*)$/.exec(name) ?? [];
    if (sha256 === undefined) continue;
    const chunks: Buffer[] = [];
    for await (const chunk of readEntry(path, entry)) chunks.push(chunk);
    await client.putImage(sha256, Buffer.concat(chunks));
    sent += 1;
  }
  console.log(`${String(sent).padStart(9)}  pictures`);
}

async function restoreTable(client: BackupClient, path: string, table: string, entry: TarEntry): Promise<void> {
  let [written, bytes] = [0, 0];
  let rows: unknown[] = [];
  const send = async () => {
    if (rows.length > 0) written += (await client.restoreRows(table, rows)).written;
    [rows, bytes] = [[], 0];
  };
  for await (const line of createInterface({ input: Readable.from(readEntry(path, entry)) })) {
    if (rows.length === BACKUP.restoredRows || (rows.length > 0 && bytes + line.length > BACKUP.pageBytes))
      await send();
    rows.push(JSON.parse(line));
    bytes += line.length;
  }
  await send();
  console.log(`${String(written).padStart(9)}  rows of ${table}`);
}
