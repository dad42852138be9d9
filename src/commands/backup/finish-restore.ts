import type { Replay, Restoring, Settled } from "../../model/backup.ts";
import { LATEST } from "../../model/channel.ts";
import { BACKUP } from "../../model/policy.ts";
import { instant, SECOND } from "../../model/time.ts";
import { type AuditEntry, writeAudit } from "../../store/audit.ts";
import {
  closeKeys,
  holdSources,
  pauseWebhooks,
  readToCheck,
  stopDeliveries,
  stopMails,
  type ToCheck,
} from "../../store/backup/after-restore.ts";
import { readNotedRemovals } from "../../store/backup/noted-removal.ts";
import {
  endRestoring,
  endSessions,
  noteRestoring,
  readRestoring,
  writeBackedUpLedger,
} from "../../store/backup/restoring.ts";
import { countRows, readTables } from "../../store/backup/table.ts";
import { writeSearchTodo } from "../../store/search/todo.ts";
import { Done, doneWithout, type Effects, NO_EFFECTS } from "../effects.ts";
import { applyLicenceDates } from "../publishing/apply-licence-dates.ts";
import type { DeskContext } from "../publishing/commit.ts";
import { expire } from "../publishing/expire.ts";
import { replayRemoval } from "./replay.ts";

/** The outcome of a call of the last step. It is called until it is done; then it also returns what to check. */
export type FinishOutcome =
  | ({ ok: true; since: string; replays: Replay[]; toCheck: ToCheck | null } & Settled)
  | { ok: false; because: "no restore" }
  | { ok: false; because: "rows missing"; detail: string };

/** What the last step needs; includes the bucket with the notes of removals. */
export type RestoreContext = DeskContext & { images: R2Bucket };

/** Everything has changed for every reader. */
const OVER: Effects = { ...NO_EFFECTS, isVisible: true, isAltering: true, isDue: true, changesKeys: true };

/**
 * Runs the last step of a restore, in as many calls as needed; each may be repeated. Nothing is served until it is done: then
 * there is a new salt, nothing that may already have been sent is sent again, and removals since the backup are reapplied.
 */
export async function finishRestore(desk: RestoreContext): Promise<Done<FinishOutcome>> {
  const restoring = await readRestoring(desk.db);
  if (restoring === undefined) return doneWithout<FinishOutcome>({ ok: false, because: "no restore" });
  const detail = restoring.settled === null ? await missingRows(desk.db, restoring) : undefined;
  if (detail !== undefined) return doneWithout<FinishOutcome>({ ok: false, because: "rows missing", detail });
  const settled = restoring.settled ?? (await settle(desk, restoring));
  const { next, more } = await replaySome(desk, { ...restoring, settled });
  const answer = { ok: true, since: next.since, replays: next.replays, ...settled } as const;
  if (more) return doneWithout<FinishOutcome>({ ...answer, toCheck: null });
  const end = endRestoring(desk.db, Math.floor(desk.clock() / SECOND));
  await desk.db.batch([end, writeAudit(desk.db, auditLine(desk, next))]);
  return new Done<FinishOutcome>({ ...answer, toCheck: await readToCheck(desk.db, instant(desk.clock())) }, OVER);
}

/** Returns which rows of the backup are still missing; undefined if none are. */
async function missingRows(db: D1Database, { backup }: Restoring): Promise<string | undefined> {
  if (backup === null) return undefined;
  const here = await countRows(db, await readTables(db));
  const wrong = backup.facts.tables.flatMap(({ name, rows }) => {
    const found = here.find((each) => each.name === name)?.rows ?? 0;
    return found === rows ? [] : [`${name} has ${found} of ${rows} rows`];
  });
  return wrong.length === 0 ? undefined : wrong.join(", ");
}

/**
 * Prepares for the replay: stops waiting messages, ends all sessions, and applies expiries by date since the backup. The effects
 * of these belong to the restore as a whole, and follow its last call.
 */
async function settle(desk: RestoreContext, { backup, closesKeys }: Restoring): Promise<Settled> {
  const { db, origin, clock } = desk;
  const at = instant(clock());
  const copyOf = backup === null || backup.facts.origin === origin ? null : backup.facts.origin;
  const [stopped, closed, paused] = await db.batch([
    stopDeliveries(db, { at, problem: "restored" }, copyOf !== null),
    closeKeys(db, at, closesKeys),
    pauseWebhooks(db, copyOf),
    stopMails(db, copyOf !== null),
    holdSources(db, at),
    ...endSessions(db),
    ...(backup === null ? [] : [writeBackedUpLedger(db, backup.facts), writeSearchTodo(db, [LATEST.id])]),
  ]);
  await applyLicenceDates(desk);
  await expire(desk);
  return { stopped: changesOf(stopped), closedKeys: changesOf(closed), pausedWebhooks: changesOf(paused) };
}

const changesOf = (result: D1Result | undefined): number => result?.meta.changes ?? 0;

/** Replays the next removals and stores the progress. Leaves out removals that the backup already contained. */
async function replaySome(desk: RestoreContext, restoring: Restoring): Promise<{ next: Restoring; more: boolean }> {
  const from = instant(Date.parse(restoring.since) - BACKUP.overlapSeconds * SECOND);
  const place = { since: from, after: restoring.replayedTo, limit: BACKUP.replays };
  const { removals, last, more } = await readNotedRemovals(desk.images, place);
  const replays = [...restoring.replays];
  for (const removal of removals) {
    const replay = await replayRemoval(desk, removal);
    if (replay.outcome !== "already" || replay.at >= restoring.since) replays.push(replay);
  }
  const next = { ...restoring, replays, replayedTo: last ?? restoring.replayedTo };
  await noteRestoring(desk.db, next).run();
  return { next, more };
}

function auditLine(
  { by, clock }: RestoreContext,
  { backup, since, replays, settled, closesKeys }: Restoring,
): AuditEntry {
  const details = {
    ...(backup === null ? {} : { backup: backup.id, of: backup.facts.origin }),
    ...{ since, closesKeys, ...settled },
    replays: replays.map(({ kind, article, outcome }) => `${kind} ${article}: ${outcome}`),
  };
  return { at: instant(clock()), by, action: "restore", publisher: null, reason: null, details };
}
