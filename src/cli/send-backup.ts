import { z } from "zod";
import type { RowJson } from "../contract/backup.ts";
import { BACKUP } from "../model/policy.ts";
import type { BackupClient } from "./backup-client.ts";
import { type BackupFile, bytesOfEntry } from "./check-backup.ts";
import { linesOf } from "./lines.ts";
import { Progress } from "./progress.ts";
import { readEntry, type TarEntry } from "./tar.ts";

/** Sends a backup's images that the wire doesn't have yet. */
export async function sendImages(client: BackupClient, { path, images }: BackupFile): Promise<void> {
  const kept = await client.keptImages();
  const wanted = [...images].filter(([sha256]) => !kept.has(sha256));
  const progress = new Progress("images", wanted.length);
  for (const [at, [sha256, entry]] of wanted.entries()) {
    await client.putImage(sha256, await bytesOfEntry(path, entry));
    progress.step(at + 1);
  }
  progress.end(images.size);
}

/** Sends a backup's rows except those from an earlier run: they are counted in the order in which they are sent. */
export async function sendTables(
  client: BackupClient,
  { path, manifest, tables }: BackupFile,
  here: ReadonlyMap<string, number>,
): Promise<void> {
  for (const { name, rows } of manifest.facts.tables) {
    const progress = new Progress(name, rows);
    const entry = tables.get(name);
    const first = here.get(name) ?? 0;
    let sent = first;
    for await (const group of entry === undefined ? [] : groupsOf(path, entry, first)) {
      await client.putRows(name, group);
      sent += group.length;
      progress.step(sent);
    }
    progress.end(sent);
  }
}

const RowLine = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));

/** Yields a table's rows in groups for one request each, without the skipped ones. */
async function* groupsOf(path: string, entry: TarEntry, skipped: number): AsyncGenerator<RowJson[]> {
  let group: RowJson[] = [];
  let [at, bytes] = [0, 0];
  for await (const line of linesOf(readEntry(path, entry))) {
    if (at++ < skipped) continue;
    if (group.length > 0 && (bytes + line.length > BACKUP.statementBytes || group.length === BACKUP.pageRows)) {
      yield group;
      [group, bytes] = [[], 0];
    }
    group.push(RowLine.parse(JSON.parse(line)));
    bytes += line.length;
  }
  if (group.length > 0) yield group;
}
