import type { ChangeCursor } from "../model/change-cursor.ts";
import { instant } from "../model/time.ts";
import type { ChangeEntry } from "../render/api/change.ts";
import { type LoggedArticle, readLog, readVisibleChanges } from "../store/article/change-log.ts";
import { readLongBodies } from "../store/article/long-body.ts";

/** A page of changes, the reader's new cursor, and whether there is more already. */
export type ChangesPage = { entries: ChangeEntry[]; cursor: ChangeCursor; more: boolean };

/** How many changes to return, up to which number, and the licenses whose full text is read. */
export type Step = { limit: number; newest: number; bodiesUnder: readonly string[] };

/**
 * Returns the next articles after a cursor: first the repeated ones, then the changed ones. Changes after `newest` are left for
 * later, so that everything fits the masthead that was read after that number.
 */
export async function viewChanges(db: D1Database, cursor: ChangeCursor, step: Step): Promise<ChangesPage> {
  const { limit } = step;
  const again = await readRepeats(db, cursor, step);
  const room = Math.max(0, limit - again.length);
  const isFull = again.length > limit;
  const log = isFull ? [] : await readLog(db, { ...step, after: cursor.at, since: cursor.since, limit: room + 1 });
  const told = await readTexts(db, [...again.slice(0, limit), ...log.slice(0, room)]);
  const fitting = told.findIndex(({ article }) => article.unread !== undefined);
  // A page that would be too long is the same as one with a smaller limit.
  if (fitting >= 0) return viewChanges(db, cursor, { ...step, limit: Math.max(1, fitting) });
  return isFull ? repeatsPage(told, cursor) : newestPage(told, { again: again.length, log: log.length }, cursor, step);
}

/** A page of repeated articles with more to follow. */
const repeatsPage = (told: readonly LoggedArticle[], cursor: ChangeCursor): ChangesPage => ({
  entries: told.flatMap((each) => entriesAgain(each, cursor)),
  cursor: { ...cursor, ...placed(cursor.again, told.at(-1)) },
  more: true,
});

const placed = (again: ChangeCursor["again"], last: LoggedArticle | undefined): Pick<ChangeCursor, "again"> =>
  again && last ? { again: { ...again, at: last.place } } : {};

/** A page that ends with changes; `found` counts the articles read: one more than fits if there are more. */
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
    // A reader that asks again while nothing changes gets the same cursor.
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

/** An article excluded from its license is the same for everyone, whatever a key opens. */
function entriesAgain({ article, last }: LoggedArticle, { again }: ChangeCursor): ChangeEntry[] {
  if (article.exclude && !again?.all) return [];
  const isOfThem = !article.exclude && again?.under.includes(article.licence);
  return [{ article, kind: last.kind, at: last.at, lost: isOfThem ? "agreement-ended" : undefined }];
}

/** If the log has no entry for it since the reader had everything, only a name in it has changed. */
const newEntry = ({ article, last, changedAt, isRelicensed }: LoggedArticle, { since }: ChangeCursor): ChangeEntry => ({
  article,
  ...(last.number > since
    ? { kind: last.kind, at: last.at }
    : { kind: "settings" as const, at: instant(changedAt * 1000) }),
  lost: isRelicensed ? "relicensed" : undefined,
});
