import { PAGES } from "../model/policy.ts";

/**
 * How far the store has come. `revision` moves with every publish, `change` with what a reader can notice, and `altered`
 * with what was more than the release of a story. A database that was restored has another `salt`, and `restored` is the
 * second at which it was, since 1970. While it is being restored, nothing in it is to be served yet.
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

/** The ledger of a row. */
export const ledgerOf = ({ revision, noticed, altered, salt, restored, is_restoring }: LedgerRow): Ledger => ({
  ...{ revision, change: noticed, altered, salt },
  ...(restored === null ? {} : { restored }),
  ...(is_restoring === 1 ? { isRestoring: true } : {}),
});

/** SQL for whether nothing is being restored, so that what stands in the store counts. */
export const IS_OPEN = "(SELECT restoring FROM ledger WHERE id = 1) IS NULL";

/** Reads the ledger: one row. */
export async function readLedger(db: D1Database): Promise<Ledger> {
  const sql = `SELECT ${LEDGER_COLUMNS}, ledger.counted FROM ledger WHERE id = 1`;
  const row = await db.prepare(sql).first<LedgerRow & { counted: number }>();
  if (row === null) throw new Error("the ledger has no row: the migrations have not run");
  const { counted, ...ledger } = row;
  return counted === ledger.revision ? ledgerOf(ledger) : recount(db);
}

/** After a rollback, code from before 0015 published, which doesn't count what readers notice: it is counted once, anew. */
async function recount(db: D1Database): Promise<Ledger> {
  await db.prepare(`UPDATE ledger SET change = ${NEWEST}, altered = ${NEWEST}, counted = revision`).run();
  return readLedger(db);
}

/** SQL for the number of the newest change, and for the second at which it happened. */
export const NEWEST = "(SELECT max(number) FROM change)";
export const CHANGED_AT = "(SELECT changed_at FROM ledger WHERE id = 1)";

/** Stops the whole batch, unless the store still is where the publish began: SQLite refuses the text as JSON. */
export const guard = (db: D1Database, revision: number) =>
  db.prepare("SELECT CASE WHEN revision <> ?1 THEN json('moved on') END FROM ledger WHERE id = 1").bind(revision);

/** Whether a batch failed because another publish came between. */
export const movedOn = (error: unknown): boolean => error instanceof Error && error.message.includes("malformed JSON");

/** What a publish does to what readers see. */
export type Notice = {
  /** Whether they can notice it at all. */
  isVisible: boolean;
  /** Whether it changes or removes what is out. */
  isAltering: boolean;
  /** How many articles come into the archive of each channel. */
  archived: Readonly<Record<string, number>>;
  /** The images that it puts before readers. */
  images: readonly string[];
};

/**
 * A release alters what is out where it fills a page of an archive, to which the page before it then leads, and where it
 * shows an image again, which may then be under more licences than before.
 */
const FILLS_PAGE = `EXISTS (SELECT 1 FROM json_each(?4) AS entered WHERE entered.value +
    coalesce((SELECT max(position) FROM archive WHERE channel = entered.key), 0) % ${PAGES.archive} >= ${PAGES.archive})`;
const SHOWS_AGAIN = `EXISTS (SELECT 1 FROM json_each(?5) AS shown JOIN image ON image.sha256 = shown.value
    WHERE image.change IS NOT NULL)`;

/** Moves the ledger on, once the changes are in the log; the second of the last visible change never goes back. */
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
