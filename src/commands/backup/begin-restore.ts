import { type BackupFacts, type Restoring, whyNotTaken } from "../../model/backup.ts";
import { BACKUP, CACHE } from "../../model/policy.ts";
import { instant } from "../../model/time.ts";
import {
  beginRestoring,
  emptyTables,
  guardEmpty,
  readNewestTime,
  readRestoring,
} from "../../store/backup/restoring.ts";
import { countRows, readMigrations, readTables, type Table } from "../../store/backup/table.ts";
import { movedOn } from "../../store/ledger.ts";
import { emptySearch } from "../../store/search/write.ts";
import { Done, doneWithout, type Effects, NO_EFFECTS } from "../effects.ts";
import type { DeskContext } from "../publishing/commit.ts";

/** A request to begin a restore: the backup and its name, whether to replace existing content, and whether to revoke all keys. */
export type RestoreRequest = { id: string; facts: BackupFacts; isReplacing: boolean; closesKeys: boolean };

/** The outcome of beginning a restore: the rows that each table already has, or why it can't begin. */
export type BeginOutcome =
  | { ok: true; isGoingOn: boolean; tables: { name: string; rows: number }[] }
  | { ok: false; because: "other restore"; began: string; by: string }
  | { ok: false; because: "other tables"; detail: string }
  | { ok: false; because: "published" };

type Refusal = Extract<BeginOutcome, { ok: false }>;

/** From then on the caches of other isolates are invalid, and nothing is served until the last step. */
const BEGUN: Effects = { ...NO_EFFECTS, isVisible: true, changesKeys: true };

/** Begins to restore a backup, or resumes it: empties the tables; from then on the wire serves nothing until the last step. */
export async function beginRestore(
  desk: DeskContext,
  request: RestoreRequest,
  version: string,
): Promise<Done<BeginOutcome>> {
  const tables = await readTables(desk.db);
  const running = await readRestoring(desk.db);
  if (running !== undefined) return doneWithout<BeginOutcome>(await goOn(desk.db, running, request, tables));
  const refused = whyNot(request.facts, tables, await readMigrations(desk.db), version);
  if (refused) return doneWithout<BeginOutcome>(refused);
  const { id, facts, closesKeys } = request;
  const restoring = restoringOf(desk, { backup: { id, facts }, since: facts.at, closesKeys });
  try {
    await desk.db.batch([
      ...(request.isReplacing ? [] : [guardEmpty(desk.db)]),
      beginRestoring(desk.db, restoring),
      ...emptyTables(desk.db, tables),
      ...emptySearch(desk.db),
    ]);
  } catch (error) {
    if (movedOn(error)) return doneWithout<BeginOutcome>({ ok: false, because: "published" });
    throw error;
  }
  await untilBelieved();
  return new Done<BeginOutcome>(
    { ok: true, isGoingOn: false, tables: tables.map(({ name }) => ({ name, rows: 0 })) },
    BEGUN,
  );
}

/** Resumes a restore of the same backup; rows arrive in key order, so the row counts tell where to continue. */
async function goOn(
  db: D1Database,
  { began, by, backup }: Restoring,
  { id }: RestoreRequest,
  tables: readonly Table[],
): Promise<BeginOutcome> {
  if (backup?.id !== id) return { ok: false, because: "other restore", began, by };
  return { ok: true, isGoingOn: true, tables: await countRows(db, tables) };
}

function whyNot(
  facts: BackupFacts,
  tables: readonly Table[],
  migrations: readonly string[],
  version: string,
): Refusal | undefined {
  const detail = whyNotTaken(facts, migrations, version);
  if (detail !== undefined) return { ok: false, because: "other tables", detail };
  const lacking = tables.filter(({ name }) => !facts.tables.some((each) => each.name === name));
  if (lacking.length === 0) return undefined;
  const names = lacking.map(({ name }) => name).join(", ");
  return { ok: false, because: "other tables", detail: `The backup should include ${names}, but doesn't.` };
}

const restoringOf = (
  { now, by }: DeskContext,
  { backup, since, closesKeys }: Pick<Restoring, "backup" | "since" | "closesKeys">,
): Restoring => ({
  ...{ began: instant(now), by, backup, since, closesKeys },
  ...{ settled: null, replayedTo: "", replays: [] },
});

/**
 * Begins the last step for a database that was rolled back by other means, such as D1 Time Travel: nothing is served until it
 * is over. `since` is the time to which it was rolled back; if missing, the time of the newest change is used. The result
 * is false if the restore of a backup is in progress.
 */
export async function beginRestored(
  desk: DeskContext,
  asked: { since?: string | undefined; closesKeys: boolean },
): Promise<Done<boolean>> {
  const running = await readRestoring(desk.db);
  if (running !== undefined) return doneWithout(running.backup === null);
  const since = asked.since ?? (await readNewestTime(desk.db)) ?? instant(0);
  await beginRestoring(desk.db, restoringOf(desk, { backup: null, since, closesKeys: asked.closesKeys })).run();
  await untilBelieved();
  return new Done(true, BEGUN);
}

/** Waits until no isolate anywhere still trusts the previous state. */
const untilBelieved = (): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, CACHE.stateMs + BACKUP.settleMs));
