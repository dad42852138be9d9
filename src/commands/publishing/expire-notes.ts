import { NOTE_DAYS, NOTE_KINDS, type NoteKind } from "../../model/note.ts";
import { BATCH } from "../../model/policy.ts";
import { DAY, instant } from "../../model/time.ts";
import type { Member } from "../../store/article/channel.ts";
import { oldNotesDue, readOldNotes } from "../../store/article/note.ts";
import { anyDue, type DueQuestion } from "../../store/due.ts";
import { readLedger } from "../../store/ledger.ts";
import { Done } from "../effects.ts";
import { commit, type DeskContext, emptyPlan, untilCommitted } from "./commit.ts";
import { type DrainResult, drain, NOTHING } from "./drain.ts";
import { planEffects } from "./plan-effects.ts";

/**
 * Removes notes from next to the channels once they are old enough, a number of them in one D1 batch; the list of everything
 * withdrawn keeps them. Safe to run twice: the second run finds nothing.
 */
export async function expireNotes(desk: DeskContext): Promise<Done<void>> {
  const effects = await drain(BATCH.notes, () => untilCommitted(() => attempt(desk)));
  return new Done(undefined, effects);
}

async function attempt(desk: DeskContext): Promise<DrainResult | "moved on"> {
  const { revision } = await readLedger(desk.db);
  const left = await readOld(desk);
  const articles = left.map(({ article }) => article);
  if (left.length === 0) return NOTHING;
  const plan = { ...emptyPlan(revision), changes: [{ kind: "tidied" as const }], left };
  if (!(await commit(desk, plan))) return "moved on";
  return { articles, effects: planEffects(desk, plan) };
}

/** Whether any note is old enough. */
export const notesAreDue = (now: number): DueQuestion =>
  anyDue(...NOTE_KINDS.map((kind) => oldNotesDue(kind, oldestAt(kind, now))));

const oldestAt = (kind: NoteKind, now: number): string => instant(now - NOTE_DAYS[kind] * DAY);

async function readOld({ db, now }: DeskContext): Promise<Member[]> {
  const read = (kind: NoteKind) => readOldNotes(db, kind, oldestAt(kind, now), BATCH.notes);
  return (await Promise.all(NOTE_KINDS.map(read))).flat();
}
