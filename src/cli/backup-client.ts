import type { z } from "zod";
import { BackupHeadJson, BackupPageJson, RestoredJson, RestoredRowsJson } from "../contract/backup.ts";
import { Client } from "./client.ts";

/** The part of the desk's API that copies a wire, and brings it back. */
export class BackupClient extends Client {
  /** Begins a backup, which goes into the wire's log. */
  begin = () => this.json(BackupHeadJson, "POST", "/backup");

  /** How far the wire is by now. */
  head = () => this.json(BackupHeadJson, "GET", "/backup");

  /** A page of a table, behind `after`. */
  page = (table: string, after: string | null) =>
    this.json(BackupPageJson, "GET", `/backup/tables/${table}${after === null ? "" : `?after=${after}`}`);

  /** The bytes of an image; undefined where the wire lost them. */
  async image(sha256: string): Promise<Uint8Array | undefined> {
    const response = await this.call("GET", `/backup/images/${sha256}`);
    if (response.status === 404) return undefined;
    if (!response.ok) throw new Error(`The wire answered ${response.status} for the image ${sha256}.`);
    return new Uint8Array(await response.arrayBuffer());
  }

  /** Empties the wire for a backup. */
  beginRestore = (migrations: readonly string[], replace: string | undefined) =>
    this.json(RestoredRowsJson, "POST", "/restore", { migrations, ...(replace === undefined ? {} : { replace }) });

  /** Writes rows back. */
  restoreRows = (table: string, rows: readonly unknown[]) =>
    this.json(RestoredRowsJson, "PUT", `/restore/tables/${table}`, { rows });

  /** Ends a restore. */
  endRestore = ({ at, masthead, ledger }: Pick<z.infer<typeof BackupHeadJson>, "at" | "masthead" | "ledger">) =>
    this.json(RestoredJson, "POST", "/restore/end", { at, masthead, ledger });

  /** The last step alone, after the database was brought back in another way. */
  restored = (at: string | undefined) => this.json(RestoredJson, "POST", "/restored", at === undefined ? {} : { at });
}
