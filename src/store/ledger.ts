import { PAGES } from "../model/policy.ts";

/**
 * The state of the store. `revision` grows with every publish, `change` with what readers can notice, and `altered` with
 * anything beyond the release of a story. A restored database has a new `salt`, and `restored` is the time of its restore in
 * seconds since 1970. While it is being restored, nothing in it may be served.
 */
export type Ledger = {
  revision: number;
  change: number;
  altered: number;
  salt: string;
  restored?: number;
  isRestoring?: true;
};

/** The columns of a ledger. */
export const LEDGER_COLUMNS = `ledger.revision, ledger.change AS noticed, ledger.altered, ledger.salt, ledger.restored,
  ledger.restoring IS NOT NULL AS is_restoring`;

/** A row of `LEDGER_COLUMNS`. */
export type LedgerRow = {
  revision: number;
  noticed: number;
  altered: number;
  salt: string;
  restored: number | null;
  is_restoring: number;
};

/** Converts a row to a ledger. */
export const ledgerOf = ({ revision, noticed, altered, salt, restored, is_restoring }: LedgerRow): Ledger => ({
  ...{ revision, change: noticed, altered, salt },
  ...(restored === null ? {} : { restored }),
  ...(is_restoring === 1 ? { isRestoring: true } : {}),
});

/** SQL condition: nothing is being restored, so the content of the store is valid. */
export const IS_OPEN = "(SELECT restoring FROM ledger WHERE id = 1) IS NULL";

/** Reads the ledger: one row. */
export async function readLedger(db: D1Database): Promise<Ledger> {
  const sql = `SELECT ${LEDGER_COLUMNS}, ledger.counted FROM ledger WHERE id = 1`;
  const row = await db.prepare(sql).first<LedgerRow & { counted: number }>();
  if (row === null) throw new Error("the ledger has no row: the migrations have not run");
  const { counted, ...ledger } = row;
  return counted === ledger.revision ? ledgerOf(ledger) : recount(db);
}

/** Recounts the ledger once: after a rollback, code from before 0015 published without counting what readers notice. */
async function recount(db: D1Database): Promise<Ledger> {
  await db.prepare(`UPDATE ledger SET change = ${NEWEST}, altered = ${NEWEST}, counted = revision`).run();
  return readLedger(db);
}

/** SQL for the number of the newest change, and for the time at which it happened, in seconds since 1970. */
export const NEWEST = "(SELECT max(number) FROM change)";
export const CHANGED_AT = "(SELECT changed_at FROM ledger WHERE id = 1)";

/** Fails the whole batch if the store has moved on since the publish began: SQLite rejects the text as JSON. */
export const guard = (db: D1Database, revision: number) =>
  db.prepare("SELECT CASE WHEN revision <> ?1 THEN json('moved on') END FROM ledger WHERE id = 1").bind(revision);

/** Whether a batch failed because another publish came in between. */
export const movedOn = (error: unknown): boolean => error instanceof Error && error.message.includes("malformed JSON");

/** The effect of a publish on what readers see. */
export type Notice = {
  /** Whether readers can notice it at all. */
  isVisible: boolean;
  /** Whether it changes or removes released content. */
  isAltering: boolean;
  /** How many articles it adds to the archive of each channel. */
  archived: Readonly<Record<string, number>>;
  /** The images that it shows to readers. */
  images: readonly string[];
};

/**
 * SQL conditions under which a release alters released content: it fills an archive page, to which the previous page then
 * links, or it shows an image again, which may then be under more licenses than before.
 */
const FILLS_PAGE = `EXISTS (SELECT 1 FROM json_each(?4) AS entered WHERE entered.value +
    coalesce((SELECT max(position) FROM archive WHERE channel = entered.key), 0) % ${PAGES.archive} >= ${PAGES.archive})`;
const SHOWS_AGAIN = `EXISTS (SELECT 1 FROM json_each(?5) AS shown JOIN image ON image.sha256 = shown.value
    WHERE image.change IS NOT NULL)`;

/** Advances the ledger after the changes are logged; the time of the last visible change never goes back. */
export const advance = (db: D1Database, now: number, { isVisible, isAltering, archived, images }: Notice) =>
  db
    .prepare(
      `UPDATE ledger SET revision = revision + 1, counted = revision + 1,
         changed_at = CASE WHEN ?2 THEN max(?1, changed_at) ELSE changed_at END,
         change = CASE WHEN ?2 THEN ${NEWEST} ELSE change END,
         altered = CASE WHEN ?3 OR (?2 AND (${FILLS_PAGE} OR ${SHOWS_AGAIN})) THEN ${NEWEST} ELSE altered END WHERE id = 1`,
    )
    .bind(
      Math.floor(now / 1000),
      isVisible ? 1 : 0,
      isAltering ? 1 : 0,
      JSON.stringify(archived),
      JSON.stringify(images),
    );
