import { env } from "cloudflare:workers";
import { vi } from "vitest";
import { isolate } from "../../src/http/cache/isolate.ts";

/** The database's work while something ran: statements in each writing batch, single statements, rows read. */
export type Cost = { batches: number[]; alone: number; rowsRead: number };

/** Measures the database's work while `run` runs, including that of other callers. */
export async function costOf(run: () => Promise<unknown>): Promise<Cost> {
  const { rowsWritten: _, ...cost } = await writeCostOf(run);
  return cost;
}

/** Also counts the rows written, in tables and their indexes. */
export async function writeCostOf(run: () => Promise<unknown>): Promise<Cost & { rowsWritten: number }> {
  // Keeps a release from renewing documents after its response, which isn't part of what is measured.
  isolate.documentsAt = Number.POSITIVE_INFINITY;
  const cost = { batches: [] as number[], alone: 0, rowsRead: 0, rowsWritten: 0 };
  const database: D1Database = Object.getPrototypeOf(env.DB);
  const statement: D1PreparedStatement = Object.getPrototypeOf(env.DB.prepare("SELECT 1"));
  const { batch } = database;
  const { all, run: runAlone } = statement;
  const add = (result: { meta: { rows_read?: number; rows_written?: number } }) => {
    cost.rowsRead += result.meta.rows_read ?? 0;
    cost.rowsWritten += result.meta.rows_written ?? 0;
  };
  const spies = [
    vi.spyOn(database, "batch").mockImplementation(async function (this: D1Database, statements) {
      const results = await batch.call(this, statements);
      for (const each of results) add(each);
      // Views also read in batches.
      if (results.some(({ meta }) => meta.changed_db)) cost.batches.push(statements.length);
      return results;
    }),
    vi.spyOn(statement, "all").mockImplementation(async function (this: D1PreparedStatement) {
      cost.alone += 1;
      const result = await all.call(this);
      add(result);
      return result;
    }),
    // `first` doesn't report the rows it read, so the same statement runs through `all`, which does.
    vi.spyOn(statement, "first").mockImplementation(async function (this: D1PreparedStatement) {
      cost.alone += 1;
      const result = await all.call(this);
      add(result);
      return result.results[0] ?? null;
    }),
    vi.spyOn(statement, "run").mockImplementation(async function (this: D1PreparedStatement) {
      cost.alone += 1;
      const result = await runAlone.call(this);
      add(result);
      return result;
    }),
  ];
  try {
    await run();
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
  return cost;
}
