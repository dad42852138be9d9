import { env } from "cloudflare:workers";
import { vi } from "vitest";

/**
 * Lets `writes` database batches pass and fails every later one, as if the Worker had stopped: what was started is not finished.
 */
export function interruptAfter(writes: number): { restore: () => void } {
  const database: D1Database = Object.getPrototypeOf(env.DB);
  const { batch } = database;
  let left = writes;
  const spy = vi.spyOn(database, "batch").mockImplementation(async function (this: D1Database, statements) {
    if (left-- <= 0) throw new Error("stopped");
    return batch.call(this, statements);
  });
  return { restore: () => spy.mockRestore() };
}
