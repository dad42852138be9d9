import { SEARCH } from "../../model/policy.ts";
import { guard, movedOn, readLedger } from "../../store/ledger.ts";
import { readMasthead } from "../../store/masthead.ts";
import { noteSearchTodo, readNextStories, readSearchTodo, readWhole } from "../../store/search/todo.ts";
import { writeSearchEntries } from "../../store/search/write.ts";
import { firstFitting, searchEntry } from "./search-entries.ts";

/**
 * Indexes stories whose entries are missing or outdated: those from before there was an index, those of a restored wire, and
 * those
 * of a license that now shows the public a different part of them. Each run handles a limited number, newest first; the next run
 * continues. Safe to run twice: it rewrites existing entries.
 */
export async function fillSearch({ db }: { db: D1Database }): Promise<void> {
  for (let at = 0; at < SEARCH.fillings; at++) if (!(await fillSome(db))) return;
}

/** Whether there may be more to do. A story published meanwhile writes its own entry, and then this batch is repeated later. */
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
