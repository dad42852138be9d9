import type { ChangeCursor } from "../model/change-cursor.ts";
import { instant } from "../model/time.ts";
import type { ChangeEntry } from "../render/api/change.ts";
import { type LoggedArticle, readLog, readVisibleChanges } from "../store/article/change-log.ts";
import { readLongBodies } from "../store/article/long-body.ts";

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
  const room = Math.max(0, limit - again.length);
  const isFull = again.length > limit;
  const log = isFull ? [] : await readLog(db, { ...step, after: cursor.at, since: cursor.since, limit: room + 1 });
  const told = await readTexts(db, [...again.slice(0, limit), ...log.slice(0, room)]);
  const fitting = told.findIndex(({ article }) => article.unread !== undefined);
  // What would be too long an answer is the one that a smaller limit gives.
  if (fitting >= 0) return viewChanges(db, cursor, { ...step, limit: Math.max(1, fitting) });
  return isFull ? repeatsPage(told, cursor) : newestPage(told, { again: again.length, log: log.length }, cursor, step);
}

/** A page of what is repeated, behind which more of that comes. */
const repeatsPage = (told: readonly LoggedArticle[], cursor: ChangeCursor): ChangesPage => ({
  entries: told.flatMap((each) => entriesAgain(each, cursor)),
  cursor: { ...cursor, ...placed(cursor.again, told.at(-1)) },
  more: true,
});

const placed = (again: ChangeCursor["again"], last: LoggedArticle | undefined): Pick<ChangeCursor, "again"> =>
  again && last ? { again: { ...again, at: last.place } } : {};

/** A page that ends with what changed; `found` counts what was read, one more than fits where there is more. */
function newestPage(
  told: readonly LoggedArticle[],
  found: { again: number; log: number },
  cursor: ChangeCursor,
  { newest }: Step,
): ChangesPage {
  const page = told.slice(found.again);
  const more = found.log > page.length;
  const isSame = found.again === 0 && found.log === 0;
  return {
    entries: [
      ...told.slice(0, found.again).flatMap((each) => entriesAgain(each, cursor)),
      ...page.map((each) => newEntry(each, cursor)),
    ],
    // Who asks again while nothing changes is given the same cursor.
    cursor: {
      at: page.at(-1)?.place ?? cursor.at,
      since: more || isSame ? cursor.since : newest,
      access: cursor.access,
    },
    more,
  };
}

const readTexts = async (db: D1Database, logged: readonly LoggedArticle[]): Promise<LoggedArticle[]> => {
  const articles = await readLongBodies(
    db,
    logged.map(({ article }) => article),
  );
  return logged.map((each, at) => ({ ...each, article: articles[at] ?? each.article }));
};

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
