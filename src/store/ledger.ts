/** How far the store has come: `revision` moves with every publish. */
export type Ledger = { revision: number; salt: string };

/** Reads the ledger: one row. */
export async function readLedger(db: D1Database): Promise<Ledger> {
  const row = await db.prepare("SELECT revision, salt FROM ledger WHERE id = 1").first<Ledger>();
  if (row === null) throw new Error("the ledger has no row: the migrations have not run");
  return row;
}

/** SQL for the number of the newest change, and for the second at which it happened. */
export const NEWEST = "(SELECT max(number) FROM change)";
export const CHANGED_AT = "(SELECT changed_at FROM ledger WHERE id = 1)";

/** Stops the whole batch, unless the store still is where the publish began: SQLite refuses the text as JSON. */
export const guard = (db: D1Database, revision: number) =>
  db.prepare("SELECT CASE WHEN revision <> ?1 THEN json('moved on') END FROM ledger WHERE id = 1").bind(revision);

/** Whether a batch failed because another publish came between. */
export const movedOn = (error: unknown): boolean => error instanceof Error && error.message.includes("malformed JSON");

/** Moves the ledger on; the second of the last visible change never goes back. */
export const advance = (db: D1Database, now: number, visible: boolean) =>
  db
    .prepare(
      `UPDATE ledger SET revision = revision + 1,
         changed_at = CASE WHEN ?2 THEN max(?1, changed_at) ELSE changed_at END WHERE id = 1`,
    )
    .bind(Math.floor(now / 1000), visible ? 1 : 0);
