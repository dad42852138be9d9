import { sha256Hex } from "../../model/hash.ts";
import type { Mistake } from "../../model/mistake.ts";
import { readRestoring } from "../../store/backup/restoring.ts";
import { type Row, strangeRow, writeRows } from "../../store/backup/row.ts";
import { readTable } from "../../store/backup/table.ts";

/** The outcome of writing rows of a backup. */
export type RowsOutcome =
  | { ok: true }
  | { ok: false; because: "no restore" | "unknown" }
  | { ok: false; because: "strange"; mistake: Mistake };

/** Writes rows of a backup, all or none; each must have exactly the columns of the table. */
export async function restoreRows(db: D1Database, name: string, rows: readonly Row[]): Promise<RowsOutcome> {
  if ((await readRestoring(db))?.backup == null) return { ok: false, because: "no restore" };
  const table = await readTable(db, name);
  if (table === undefined) return { ok: false, because: "unknown" };
  const strange = strangeRow(table, rows);
  if (strange >= 0) {
    const allowed = `exactly ${table.columns.join(", ")}`;
    const mistake = { field: `rows[${strange}]`, problem: `doesn't have the same columns as ${name}`, allowed };
    return { ok: false, because: "strange", mistake };
  }
  await db.batch(writeRows(db, table, rows));
  return { ok: true };
}

/** Stores an image of a backup under its hash; the data about it comes with the tables. */
export async function restoreImage(
  { db, images }: { db: D1Database; images: R2Bucket },
  name: string,
  bytes: Uint8Array,
): Promise<"kept" | "no restore" | "other hash"> {
  if ((await readRestoring(db))?.backup == null) return "no restore";
  if ((await sha256Hex(bytes)) !== name) return "other hash";
  await images.put(name, bytes, { sha256: name });
  return "kept";
}
