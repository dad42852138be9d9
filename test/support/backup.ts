import type { z } from "zod";
import { BackupHeadJson, BackupPageJson, RestoredJson } from "../../src/contract/backup.ts";
import { BACKUP } from "../../src/model/policy.ts";
import type { BackupRow } from "../../src/store/backup.ts";
import { desk, expectOk, ORIGIN } from "./wire.ts";

/** What a backup holds, as the command keeps it. */
export type Backup = { head: z.infer<typeof BackupHeadJson>; tables: Map<string, BackupRow[]> };

/** Backs the wire up through its API. */
export async function backUp(): Promise<Backup> {
  const head = BackupHeadJson.parse(await (await expectOk(await desk("POST", "/backup"))).json());
  const tables = new Map<string, BackupRow[]>();
  for (const table of head.tables) {
    const rows: BackupRow[] = [];
    for (let after: string | null = ""; after !== null; ) {
      const query: string = after === "" ? "" : `?after=${after}`;
      const page = BackupPageJson.parse(
        await (await expectOk(await desk("GET", `/backup/tables/${table}${query}`))).json(),
      );
      rows.push(...page.rows);
      after = page.next;
    }
    tables.set(table, rows);
  }
  return { head, tables };
}

/** Puts a backup in the place of what is on the wire. */
export async function restore({ head, tables }: Backup): Promise<z.infer<typeof RestoredJson>> {
  await expectOk(await desk("POST", "/restore", { migrations: head.migrations, replace: ORIGIN }));
  for (const [table, rows] of tables)
    for (let at = 0; at < rows.length; at += BACKUP.restoredRows)
      await expectOk(await desk("PUT", `/restore/tables/${table}`, { rows: rows.slice(at, at + BACKUP.restoredRows) }));
  const { at, masthead, ledger } = head;
  return RestoredJson.parse(
    await (await expectOk(await desk("POST", "/restore/end", { at, masthead, ledger }))).json(),
  );
}
