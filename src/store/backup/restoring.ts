import type { BackupFacts, Restoring } from "../../model/backup.ts";
import { parseStored } from "../json.ts";
import { quote, type Table } from "./table.ts";

/** Returns the restore in progress; undefined if there is none. */
export async function readRestoring(db: D1Database): Promise<Restoring | undefined> {
  const row = await db.prepare("SELECT restoring FROM ledger WHERE id = 1").first<{ restoring: string | null }>();
  return row?.restoring == null ? undefined : parseStored<Restoring>(row.restoring);
}

const NEW_SALT = "salt = lower(hex(randomblob(16))), revision = revision + 1, counted = revision + 1";

/** Begins a restore: from now on nothing is served, and publishes begun before fail. */
export const beginRestoring = (db: D1Database, restoring: Restoring) =>
  db.prepare(`UPDATE ledger SET restoring = ?1, ${NEW_SALT} WHERE id = 1`).bind(JSON.stringify(restoring));

/** Fails the batch if something is published here: SQLite rejects the text as JSON. */
export const guardEmpty = (db: D1Database) =>
  db.prepare("SELECT CASE WHEN EXISTS (SELECT 1 FROM masthead) THEN json('published') END");

/** Empties tables and ends all sessions. */
export const emptyTables = (db: D1Database, tables: readonly Table[]) =>
  [...tables.map(({ name }) => name), ...SIGNED_IN].map((name) => db.prepare(`DELETE FROM ${quote(name)}`));

const SIGNED_IN = ["session", "sign_in_link"];

/** Ends all sessions; otherwise, people signed out or removed since the backup would be signed in again. */
export const endSessions = (db: D1Database) => SIGNED_IN.map((name) => db.prepare(`DELETE FROM ${quote(name)}`));

/** Sets the ledger to the state of the store at the time of the backup. */
export const writeBackedUpLedger = (db: D1Database, { change, altered, changedAt }: BackupFacts) =>
  db
    .prepare("UPDATE ledger SET change = ?1, altered = ?2, changed_at = ?3 WHERE id = 1")
    .bind(change, altered, changedAt);

/** Stores the progress of a restore. */
export const noteRestoring = (db: D1Database, restoring: Restoring) =>
  db.prepare("UPDATE ledger SET restoring = ?1 WHERE id = 1").bind(JSON.stringify(restoring));

/** Ends a restore: from now on the store is served, with a new salt. */
export const endRestoring = (db: D1Database, second: number) =>
  db.prepare(`UPDATE ledger SET restoring = NULL, restored = ?1, ${NEW_SALT} WHERE id = 1`).bind(second);

/** Returns the time of the newest change in the store; undefined if there is none. */
export async function readNewestTime(db: D1Database): Promise<string | undefined> {
  const row = await db.prepare("SELECT at FROM change ORDER BY number DESC LIMIT 1").first<{ at: string }>();
  return row?.at;
}
