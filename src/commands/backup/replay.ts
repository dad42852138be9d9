import type { Action } from "../../model/article/action.ts";
import type { Replay, ReplayOutcome } from "../../model/backup.ts";
import { type ArticleRecord, readRecords } from "../../store/article/record.ts";
import type { NotedRemoval } from "../../store/backup/noted-removal.ts";
import { type ActionOutcome, act } from "../publishing/act.ts";
import type { DeskContext } from "../publishing/commit.ts";

/**
 * Repeats a removal made after the backup, by the same person and with the same reason. Throws if a story can't be removed,
 * because then nothing may be served.
 */
export async function replayRemoval(desk: DeskContext, removal: NotedRemoval): Promise<Replay> {
  const { article, at, by, kind } = removal;
  const record = (await readRecords(desk.db, [article])).get(article);
  if (record === undefined) return told(removal, "missing");
  const known = judge(removal, record);
  if (known !== undefined) return told(removal, known);
  const done = await act({ ...desk, now: Date.parse(at), by }, article, actionOf(removal, record));
  // Its effects belong to the restore as a whole.
  const outcome = done.handOver((_, each) => each);
  if (outcome.ok) return told(removal, "applied");
  if (outcome.because === "not from here") return told(removal, "already");
  if (kind !== "restored") throw new Error(`${article} couldn't be ${kind} again: ${outcome.because}`);
  return told(removal, "failed", detailOf(outcome));
}

const told = ({ kind, article, at, by }: NotedRemoval, outcome: ReplayOutcome, detail?: string): Replay => ({
  ...{ kind, article, at, by, outcome },
  ...(detail === undefined ? {} : { detail }),
});

/**
 * Returns the outcome for removals that need no action. A story is restored only if the backup has exactly its text: each change
 * increments the version, so a gap means that another text came between, perhaps the one it was removed for.
 */
function judge({ kind, version }: NotedRemoval, record: ArticleRecord): ReplayOutcome | undefined {
  const isExpiring = kind === "expired" && !record.expired;
  if (version !== undefined && (version < record.version || (version === record.version && !isExpiring)))
    return "already";
  if (kind !== "restored") return undefined;
  return version === record.version + 1 ? undefined : "left";
}

/** Chooses the action. A story unreleased at the time of the backup can't expire, but would be released, so it is withheld. */
function actionOf({ kind, reason }: NotedRemoval, { released }: ArticleRecord): Action {
  const why = reason ?? "It had expired.";
  if (kind === "killed") return { action: "kill", reason: why };
  if (kind === "restored") return { action: "restore", reason: why };
  return kind === "expired" && released !== undefined
    ? { action: "expire", reason: why }
    : { action: "withhold", reason: why };
}

const detailOf = (outcome: Extract<ActionOutcome, { ok: false }>): string =>
  outcome.because === "mistakes"
    ? outcome.mistakes.map(({ field, problem }) => `${field} ${problem}`).join("; ")
    : outcome.because;
