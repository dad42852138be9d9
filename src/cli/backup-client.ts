import { z } from "zod";
import {
  BackupJson,
  BackupRowsJson,
  FinishedJson,
  ImageNamesJson,
  RestoreBegunJson,
  type RowJson,
} from "../contract/backup.ts";
import type { BackupFacts } from "../model/backup.ts";
import type { Client } from "./client.ts";

/** The desk's backup API, as the command line uses it. */
export const backupClient = (client: Client) => ({
  /** Records in the wire's log that a backup is being made. */
  begin: (): Promise<BackupFacts> => client.ask(BackupJson, "POST", "/backup", {}),
  describe: (): Promise<BackupFacts> => client.ask(BackupJson, "GET", "/backup"),

  rows(table: string, after: string | null): Promise<z.infer<typeof BackupRowsJson>> {
    const query = after === null ? "" : `?${new URLSearchParams({ after })}`;
    return client.ask(BackupRowsJson, "GET", `/backup/${table}${query}`);
  },

  /** Returns the bytes of an image; undefined if the wire has none. */
  image: (sha256: string): Promise<Buffer | undefined> => client.readBytes(`/backup/images/${sha256}`),

  beginRestore: (body: Record<string, unknown>) => client.ask(RestoreBegunJson, "POST", "/restore", body),
  putRows: (table: string, rows: readonly RowJson[]) =>
    client.ask(z.object({ rows: z.int() }), "PUT", `/restore/${table}`, { rows }),

  /** Returns the names of all images that the wire stores. */
  async keptImages(): Promise<Set<string>> {
    const names = new Set<string>();
    for (let after: string | null = ""; after !== null; ) {
      const query = `?${new URLSearchParams({ after })}`;
      const page: z.infer<typeof ImageNamesJson> = await client.ask(ImageNamesJson, "GET", `/restore/images${query}`);
      for (const name of page.images) names.add(name);
      after = page.next;
    }
    return names;
  },

  putImage: (sha256: string, bytes: Buffer): Promise<void> => client.sendBytes(`/restore/images/${sha256}`, bytes),
  beginRestored: (body: Record<string, unknown>) =>
    client.ask(z.object({ isBegun: z.literal(true) }), "POST", "/restored", body),
  finish: (): Promise<FinishedJson> => client.ask(FinishedJson, "POST", "/restore/finish", {}),
});
export type BackupClient = ReturnType<typeof backupClient>;
