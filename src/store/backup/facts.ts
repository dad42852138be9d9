/** The state of the store, with its salt. */
export type StoreFacts = {
  salt: string;
  revision: number;
  change: number;
  altered: number;
  changedAt: number;
  decisions: number;
};

/** Reads the state as of one moment. */
export async function readFacts(db: D1Database): Promise<StoreFacts> {
  const row = await db
    .prepare(
      `SELECT salt, revision, change, altered, changed_at AS changedAt,
         coalesce((SELECT max(number) FROM audit), 0) AS decisions FROM ledger WHERE id = 1`,
    )
    .first<StoreFacts>();
  if (row === null) throw new Error("the ledger has no row: the migrations have not run");
  return row;
}
