import { z } from "zod";
import { sha256 } from "../model/article/image.ts";
import { REMOVAL_KINDS } from "../model/article/removal.ts";
import { BACKUP } from "../model/policy.ts";

const Value = z.union([z.string(), z.number(), z.null()]);
const Row = z.record(z.string(), Value).meta({ id: "BackupRow" });

/** What a backup begins and ends with: how far the database is, and of which form. */
export const BackupHeadJson = z
  .object({
    origin: z.url(),
    version: z.string().describe("Commonwire's own."),
    at: z.iso.datetime(),
    migrations: z.array(z.string()).describe("Those that were applied, in their order."),
    moment: z.string().describe("Moves with every publish and every decision."),
    tables: z.array(z.string()).describe("The tables to fetch, in the order in which they are restored."),
    masthead: Row.nullable(),
    ledger: Row,
  })
  .meta({ id: "BackupHead" });
export type BackupHeadJson = z.infer<typeof BackupHeadJson>;

export const BackupTableParams = z.object({ table: z.string() });
export const BackupImageParams = z.object({ sha256 });
export const BackupPageQuery = z.object({
  after: z.string().max(2000).optional().describe("`next` of the page before."),
});

/** A page of a table. */
export const BackupPageJson = z
  .object({ rows: z.array(Row), next: z.string().nullable().describe("Where the next page begins.") })
  .meta({ id: "BackupPage" });
export type BackupPageJson = z.infer<typeof BackupPageJson>;

/** What a restore begins with. */
export const RestoreInput = z
  .object({
    migrations: z.array(z.string()),
    replace: z
      .string()
      .optional()
      .describe(
        "The origin of this wire, where what is on it is to be deleted; without it only an empty wire is restored.",
      ),
  })
  .meta({ id: "RestoreInput" });

export const RestoreRowsInput = z
  .object({ rows: z.array(Row).min(1).max(BACKUP.restoredRows) })
  .meta({ id: "RestoreRowsInput" });
export const RestoredRowsJson = z.object({ written: z.int() }).meta({ id: "RestoredRows" });

/** What a restore ends with: what decides that anything is shown. */
export const RestoreEndInput = z
  .object({
    at: z.iso.datetime().describe("When the backup began."),
    masthead: Row.nullable(),
    ledger: z.looseObject({ revision: z.int(), changed_at: z.int(), change: z.int(), altered: z.int() }),
  })
  .meta({ id: "RestoreEndInput" });

export const RestoredInput = z
  .object({
    at: z.iso
      .datetime()
      .optional()
      .describe("The time to which the database was brought back; without it, that of its newest change."),
  })
  .meta({ id: "RestoredInput" });

/** What was done once a database had been brought back. */
export const RestoredJson = z
  .object({
    replayed: z.array(
      z.object({
        article: z.string(),
        kind: z.enum(REMOVAL_KINDS),
        at: z.string(),
        reason: z.string().nullable(),
        outcome: z.enum(["done", "already so", "not in the backup", "failed"]),
      }),
    ),
    stoppedDeliveries: z.int().describe("Messages that waited, and may have been sent since."),
    openKeys: z.int().describe("Keys that open something; one that was revoked since then is open again."),
  })
  .meta({ id: "Restored" });
export type RestoredJson = z.infer<typeof RestoredJson>;
