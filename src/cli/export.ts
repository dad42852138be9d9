import { existsSync } from "node:fs";
import { mkdir, readdir, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { type BackupFacts, isSameState } from "../model/backup.ts";
import { BACKUP } from "../model/policy.ts";
import { type BackupClient, backupClient } from "./backup-client.ts";
import { Client } from "./client.ts";
import { writeImages, writeSettings, writeStories } from "./export-content.ts";
import { writeReadme } from "./export-readme.ts";
import { writeRecords } from "./export-records.ts";
import type { Tell } from "./publish-content.ts";
import { runOrTell } from "./run-or-tell.ts";
import { originOf, targetAt } from "./target.ts";

// npm run export -- --from https://wire.example.org --to folder: everything on a wire, as files that anyone can read.

const USAGE = "Usage: npm run export -- --from local|https://wire.example.org --to folder";

await runOrTell(USAGE, async () => {
  const { values } = parseArgs({ options: { from: { type: "string" }, to: { type: "string" } } });
  if (values.from === undefined || values.to === undefined)
    throw new Error("Name the wire with --from and the folder with --to.");
  await exportWire(originOf(values.from), values.to, console.log);
});

async function exportWire(origin: string, folder: string, tell: Tell): Promise<void> {
  if (existsSync(folder) && (await readdir(folder)).length > 0)
    throw new Error(`${folder} isn't empty, and its files may be newer than the wire. Name another folder.`);
  const client = backupClient(new Client(await targetAt(origin)));
  // It has another name until it is complete, so a folder with the final name always is.
  const part = `${folder}.part`;
  for (let attempt = 1; ; attempt++) {
    for (const name of await leftIn(part)) await rm(join(part, name), { recursive: true });
    const head = await client.begin();
    const notes = await writeAll(client, head, part, tell);
    if (isSameState(head, await client.describe())) {
      await writeReadme(part, head, notes);
      await rm(folder, { recursive: true, force: true });
      await rename(part, folder);
      return tellEnd(folder, notes, tell);
    }
    if (attempt === BACKUP.passes) throw new Error(MOVED);
    tell("Something was published in the meantime. Starting over; downloaded pictures are kept.");
  }
}

const MOVED = `Something was published during each of ${BACKUP.passes} attempts, so there is no consistent export. Run it again when the desk is quiet; pictures are kept.`;

/** Returns what an earlier run left except the pictures, which never change. */
async function leftIn(part: string): Promise<string[]> {
  await mkdir(join(part, "images"), { recursive: true });
  return (await readdir(part)).filter((name) => name !== "images");
}

/** Writes everything; returns what differs from the wire, one line each. */
async function writeAll(client: BackupClient, head: BackupFacts, part: string, tell: Tell) {
  const settings = await writeSettings(client, head, part);
  const stories = await writeStories(client, settings, part, tell);
  const images = await writeImages(client, part, tell);
  await writeRecords(client, head, part, tell);
  return [...settings.notes, ...stories, ...images];
}

function tellEnd(folder: string, notes: readonly string[], tell: Tell): void {
  for (const note of notes) tell(note);
  tell(`
${folder} is whole. ${folder}/README.md says what is where, and what of the wire isn't in it or doesn't come back.
Keep it where nobody else reads it: stories under embargo and publishers' data are in it.
To start a wire with it: npm start -- --content ${folder}`);
}
