import type { Action } from "../model/article/action.ts";
import type { Removal } from "../model/article/removal.ts";
import { instant } from "../model/time.ts";
import { writeAudit } from "../store/audit.ts";
import { emptyTables, readRestored, renewSalt, stopWaiting } from "../store/backup.ts";
import { readRemovals } from "../store/standby.ts";
import { Done, type Effects, KEY_EFFECTS, mergeEffects } from "./effects.ts";
import { act } from "./publishing/act.ts";
import type { DeskContext } from "./publishing/commit.ts";

/** What became of a removal that came after the backup. */
type Replayed = Omit<Removal, "by"> & { outcome: "done" | "already so" | "not in the backup" | "failed" };
export type RestoredOutcome = { replayed: Replayed[]; stoppedDeliveries: number; openKeys: number };

type RestoringContext = DeskContext & { images: R2Bucket };

/** Empties a wire, so that a backup can take its place. Nothing of it is shown from then on. */
export async function emptyWire({ db }: Pick<DeskContext, "db">): Promise<void> {
  for (const statement of emptyTables(db)) await statement.run();
  await renewSalt(db).run();
}

/**
 * Does what has to follow once an older database stands here again, however it was brought back: draws a new salt, so that
 * nobody goes on from what no longer is; ends deliveries that may have been sent; and takes away again what was taken away
 * after `at`. Safe to run twice.
 */
export async function afterRestoring(
  context: RestoringContext,
  at: string | undefined,
  head: readonly D1PreparedStatement[] = [],
): Promise<Done<RestoredOutcome>> {
  const { db, now, by, images } = context;
  const audit = { at: instant(now), by, action: "restore", publisher: null, reason: null, details: { at: at ?? null } };
  const stopping = stopWaiting(db);
  const results = await db.batch([...head, renewSalt(db), stopping, writeAudit(db, audit)]);
  const { newest, openKeys } = await readRestored(db);
  const from = at ?? newest ?? "";
  const replayed: Replayed[] = [];
  const effects: Effects[] = [{ ...KEY_EFFECTS, isVisible: true, isAltering: true, isDue: true }];
  for (const removal of lastOfEach(await readRemovals(images, from))) {
    const done = await replay(context, removal);
    replayed.push(
      done.handOver((each, outcome) => {
        effects.push(each);
        return outcome;
      }),
    );
  }
  const stoppedDeliveries = results.at(-2)?.meta.changes ?? 0;
  return new Done({ replayed, stoppedDeliveries, openKeys }, mergeEffects(effects));
}

/** Of each story the last one: what came before it is over. */
const lastOfEach = (removals: readonly Removal[]): Removal[] => [
  ...new Map(removals.map((each) => [each.article, each])).values(),
];

async function replay(context: RestoringContext, { by: _, ...removal }: Removal): Promise<Done<Replayed>> {
  try {
    const done = await act(context, removal.article, actionOf(removal));
    return done.handOver((effects, outcome) => new Done({ ...removal, outcome: outcomeOf(outcome) }, effects));
  } catch (error) {
    console.error(error);
    return new Done({ ...removal, outcome: "failed" }, KEY_EFFECTS);
  }
}

function outcomeOf(outcome: { ok: boolean; because?: string }): Replayed["outcome"] {
  if (outcome.ok) return "done";
  if (outcome.because === "unknown") return "not in the backup";
  return outcome.because === "not from here" ? "already so" : "failed";
}

/** A restoring is replayed, too: its story may be hidden in the backup. */
function actionOf({ kind, reason }: Pick<Removal, "kind" | "reason">): Action {
  const why = reason ?? "It was so before an older database was restored.";
  const ACTIONS = {
    killed: { action: "kill", reason: why },
    withheld: { action: "withhold", reason: why },
    expired: { action: "expire", reason: why },
    restored: { action: "restore", reason: why },
  } as const;
  return ACTIONS[kind];
}
