import type { BackupFacts } from "../../model/backup.ts";
import { sha256Hex } from "../../model/hash.ts";
import { instant } from "../../model/time.ts";
import { writeAudit } from "../../store/audit.ts";
import { readFacts } from "../../store/backup/facts.ts";
import { countRows, readMigrations, readTables } from "../../store/backup/table.ts";
import type { DeskContext } from "../publishing/commit.ts";

type Context = Pick<DeskContext, "db" | "origin" | "now" | "by">;

/** Returns the facts that a wire states about itself for a backup. */
export async function describeBackup({ db, origin, now }: Context, version: string): Promise<BackupFacts> {
  const { salt, ...facts } = await readFacts(db);
  return {
    ...{ origin, version, at: instant(now), migrations: await readMigrations(db) },
    ...{ salt: await sha256Hex(`commonwire salt ${salt}`), ...facts },
    tables: await countRows(db, await readTables(db)),
  };
}

/** Logs that somebody makes a backup, which takes along everything that nobody else may read; returns the facts about it. */
export async function beginBackup(context: Context, version: string): Promise<BackupFacts> {
  const entry = { at: instant(context.now), by: context.by, action: "back up", publisher: null, reason: null };
  await writeAudit(context.db, { ...entry, details: { version } }).run();
  return describeBackup(context, version);
}
