import type { ChangeCursor } from "../model/change-cursor.ts";
import { instant } from "../model/time.ts";
import type { ChangeEntry } from "../render/api/change.ts";
import { type LoggedArticle, readLog, readVisibleChanges } from "../store/article/change-log.ts";

/** A page of changes, where it leaves the reader, and whether there is more already. */
export type ChangesPage = { entries: ChangeEntry[]; cursor: ChangeCursor; more: boolean };

/** How much is told at once, up to which number, and which licences' full text is read. */
export type Step = { limit: number; newest: number; bodiesUnder: readonly string[] };

/**
 * The next articles after a cursor: first what is repeated, then what changed. Nothing that changed after `newest` is told,
 * so that all of it is as the masthead has it that was read after that number: what changes later is told later.
 */
export async function viewChanges(db: D1Database, cursor: ChangeCursor, step: Step): Promise<ChangesPage> {
  const { limit } = step;
  const again = await readRepeats(db, cursor, step);
  const entries = again.slice(0, limit).flatMap((each) => entriesAgain(each, cursor));
  const last = again.length > limit ? again[limit - 1] : undefined;
  if (cursor.again && last)
    return { entries, cursor: { ...cursor, again: { ...cursor.again, at: last.place } }, more: true };
  const room = limit - again.length;
  const log = await readLog(db, { ...step, after: cursor.at, since: cursor.since, limit: room + 1 });
  const page = log.slice(0, room);
  const more = log.length > room;
  const isSame = again.length === 0 && log.length === 0;
  return {
    entries: [...entries, ...page.map((each) => newEntry(each, cursor))],
    // Who asks again while nothing changes is given the same cursor.
    cursor: {
      at: page.at(-1)?.place ?? cursor.at,
      since: more || isSame ? cursor.since : step.newest,
      access: cursor.access,
    },
    more,
  };
}

const readRepeats = async (db: D1Database, { at, again }: ChangeCursor, step: Step): Promise<LoggedArticle[]> =>
  again === undefined
    ? []
    : readVisibleChanges(db, { ...again, ...step, after: again.at, upTo: at, limit: step.limit + 1 });

/** What excludes itself from its licence is the same for everybody, whatever a key opens. */
function entriesAgain({ article, last }: LoggedArticle, { again }: ChangeCursor): ChangeEntry[] {
  if (article.exclude && !again?.all) return [];
  const isOfThem = !article.exclude && again?.under.includes(article.licence);
  return [{ article, kind: last.kind, at: last.at, lost: isOfThem ? "agreement-ended" : undefined }];
}

/** Where the log has no row of it since the reader had everything, only a name changed that it bears. */
const newEntry = ({ article, last, changedAt, isRelicensed }: LoggedArticle, { since }: ChangeCursor): ChangeEntry => ({
  article,
  ...(last.number > since
    ? { kind: last.kind, at: last.at }
    : { kind: "settings" as const, at: instant(changedAt * 1000) }),
  lost: isRelicensed ? "relicensed" : undefined,
});
