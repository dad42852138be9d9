import type { z } from "zod";
import type { BackupClient } from "./backup-client.ts";

type Page = Awaited<ReturnType<BackupClient["rows"]>>;

/** Yields the parsed rows of a table, page by page: only one page is in memory at a time. */
export async function* rowsOf<Schema extends z.ZodType>(
  client: BackupClient,
  table: string,
  schema: Schema,
): AsyncGenerator<z.output<Schema>> {
  for (let after: string | null = null; ; ) {
    const page: Page = await client.rows(table, after);
    for (const row of page.rows) yield schema.parse(row);
    if (page.next === null) return;
    after = page.next;
  }
}
