import { once } from "node:events";
import { createWriteStream } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { finished } from "node:stream/promises";
import { z } from "zod";
import type { BackupFacts } from "../model/backup.ts";
import type { BackupClient } from "./backup-client.ts";
import { rowsOf } from "./export-rows.ts";
import type { Tell } from "./publish-content.ts";

/** Tables written as they are, one line per row: what happened, what was decided, who got what. */
export const LOGS = [
  "change",
  "audit",
  "recall",
  "recall_told",
  "acknowledgement",
  "holding",
  "picture_holding",
  "reading",
] as const;

const Value = z.union([z.string(), z.number(), z.null()]);
const Row = z.record(z.string(), Value);
type Row = z.infer<typeof Row>;

/** A publisher's columns that are secrets or hashes of secrets. */
const SECRET = ["token_hash", "request_hash", "body_hash"];

/** Writes what a wire can't take back, for people and archives. */
export async function writeRecords(client: BackupClient, head: BackupFacts, folder: string, tell: Tell) {
  const records = join(folder, "records");
  await mkdir(records, { recursive: true });
  for (const table of LOGS) await writeLog(client, table, join(records, `${table}.jsonl`), tell);
  await writeVersions(client, records);
  await writeAgreements(client, head.origin, records);
  await writePublishers(client, records);
}

async function writeLog(client: BackupClient, table: string, path: string, tell: Tell): Promise<void> {
  const out = createWriteStream(path);
  let count = 0;
  for await (const row of rowsOf(client, table, Row)) {
    if (!out.write(`${JSON.stringify(opened(row))}\n`)) await once(out, "drain");
    count += 1;
  }
  out.end();
  await finished(out);
  tell(`${count} rows of ${table}`);
}

/** Writes every version of each story and license. */
async function writeVersions(client: BackupClient, records: string): Promise<void> {
  for await (const { offer, ...row } of rowsOf(client, "licence_version", Row)) {
    const path = join(records, "licences", `${row.licence}`, `${row.version}`);
    await saveJson(`${path}.json`, opened(row));
    if (typeof offer === "string") await save(`${path}.jsonld`, offer);
  }
  for await (const row of rowsOf(client, "article_version", Row))
    await saveJson(join(records, "articles", `${row.article}`, `${row.version}.json`), opened(row));
}

/** Writes agreements as signed, with the keys that verify them. */
async function writeAgreements(client: BackupClient, origin: string, records: string): Promise<void> {
  const keys = await fetch(`${origin}/.well-known/jwks.json`);
  if (keys.ok) await save(join(records, "jwks.json"), await keys.text());
  for await (const { jws, ...row } of rowsOf(client, "agreement", Row)) {
    const path = join(records, "agreements", `${row.id}`);
    await save(`${path}.jws`, `${jws}\n`);
    await saveJson(`${path}.json`, opened(row));
  }
}

/** Writes publishers with their domains and people, without any credentials. */
async function writePublishers(client: BackupClient, records: string): Promise<void> {
  const [domains, people] = [await byPublisher(client, "domain"), await byPublisher(client, "person")];
  for await (const row of rowsOf(client, "publisher", Row)) {
    const told = Object.fromEntries(Object.entries(opened(row)).filter(([name]) => !SECRET.includes(name)));
    const id = String(row.id);
    const whole = { ...told, domains: domains.get(id) ?? [], people: people.get(id) ?? [] };
    await saveJson(join(records, "publishers", `${id}.json`), whole);
  }
  await saveJson(join(records, "desk.json"), { people: people.get("") ?? [] });
}

async function byPublisher(client: BackupClient, table: string): Promise<Map<string, unknown[]>> {
  const all = new Map<string, unknown[]>();
  for await (const { publisher, ...row } of rowsOf(client, table, Row))
    all.set(String(publisher ?? ""), [...(all.get(String(publisher ?? "")) ?? []), opened(row)]);
  return all;
}

const JSON_COLUMNS = ["content", "body", "warnings", "application", "approved", "details", "policy"];

/** Parses a row's JSON columns. */
const opened = (row: Row): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      JSON_COLUMNS.includes(name) && typeof value === "string" ? parsed(value) : value,
    ]),
  );

function parsed(text: string): unknown {
  return JSON.parse(text);
}

const saveJson = (path: string, value: unknown): Promise<void> => save(path, `${JSON.stringify(value, null, 2)}\n`);

async function save(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text);
}
