import { SEARCH } from "../../model/policy.ts";
import { guard, movedOn, readLedger } from "../../store/ledger.ts";
import { readMasthead } from "../../store/masthead.ts";
import { noteSearchTodo, readNextStories, readSearchTodo, readWhole } from "../../store/search/todo.ts";
import { writeSearchEntries } from "../../store/search/write.ts";
import { firstFitting, searchEntry } from "./search-entries.ts";

/**
 * Puts stories into the index that aren't there as they should be: those from before there was one, those of a restored wire,
 * and those of a licence that shows everybody another part of them by now. So many in a run, the newest first; the next run
 * goes on. Safe to run twice: it writes what is there already.
 */
export async function fillSearch({ db }: { db: D1Database }): Promise<void> {
  for (let at = 0; at < SEARCH.fillings; at++) if (!(await fillSome(db))) return;
}

/** Whether there may be more to do. What is published meanwhile writes its own entry, and then this is done again with the next run. */
async function fillSome(db: D1Database): Promise<boolean> {
  const { revision } = await readLedger(db);
  const [todo, masthead] = await Promise.all([readSearchTodo(db), readMasthead(db)]);
  if (todo === undefined) return false;
  const next = await readNextStories(db, todo, SEARCH.filled);
  const stories = firstFitting(next);
  const last = stories.at(-1);
  const texts =
    last && masthead
      ? await readWhole(
          db,
          stories.map(({ article }) => article),
        )
      : [];
  const entries = texts.flatMap(({ isOut, ...text }) => (isOut && masthead ? [searchEntry(text, masthead)] : []));
  const isAll = stories.length === next.length && next.length < SEARCH.filled;
  try {
    await db.batch([
      guard(db, revision),
      ...writeSearchEntries(db, inOrder(entries, stories), { isOlder: true }),
      noteSearchTodo(db, todo, isAll ? undefined : last),
    ]);
  } catch (error) {
    if (!movedOn(error)) throw error;
  }
  return true;
}

const inOrder = <Entry extends { article: string }>(
  entries: readonly Entry[],
  stories: readonly { article: string }[],
): Entry[] => stories.flatMap(({ article }) => entries.filter((entry) => entry.article === article));
