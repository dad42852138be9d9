import { z } from "zod";
import { sha256 } from "../model/article/image.ts";
import { BackupFacts, Replay } from "../model/backup.ts";

/** A wire's facts for a backup. */
export const BackupJson = BackupFacts.meta({ id: "Backup" });

/** A row of a table, by column. */
const RowJson = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));
export type RowJson = z.infer<typeof RowJson>;

const next = z.string().nullable();

/** Rows of a table, sorted by key. */
export const BackupRowsJson = z
  .object({ rows: z.array(RowJson), next: next.describe("Where the next rows begin; null after the last one.") })
  .meta({ id: "BackupRows" });

/** The table in a path. */
export const TableName = z.object({ table: z.string().max(100) });

/** Where a page of rows starts. */
export const BackupRowsQuery = z.object({
  after: z.string().max(2000).optional().describe("`next` from the previous answer."),
});

/** The names of images. */
export const ImageNamesJson = z
  .object({ images: z.array(z.string()), next: next.describe("Where the next names begin; null after the last one.") })
  .meta({ id: "ImageNames" });

/** Where a page of image names starts. */
export const ImageNamesQuery = z.object({
  after: z.string().max(100).default("").describe("`next` from the previous answer."),
});

const closeKeys = z
  .boolean()
  .default(false)
  .describe("Whether to close every open key. Otherwise, keys that were revoked since then work again.");

/** What a restore starts with. */
export const RestoreInput = z
  .strictObject({
    id: sha256.describe("SHA-256 of the backup's manifest. Send the same one to resume an interrupted restore."),
    backup: BackupJson,
    replace: z
      .string()
      .optional()
      .describe(
        "Required if anything is published here: this wire's own origin, to confirm that all of it will be deleted.",
      ),
    closeKeys,
  })
  .meta({ id: "RestoreInput" });

/** Says that a restore started or continues. */
export const RestoreBegunJson = z
  .object({
    goesOn: z.boolean().describe("Whether this backup was already being restored."),
    tables: z
      .array(z.object({ name: z.string(), rows: z.int() }))
      .describe("The tables, and how many rows of each are already here."),
  })
  .meta({ id: "RestoreBegun" });

/** Rows of a backup. */
export const RestoreRowsInput = z.strictObject({ rows: z.array(RowJson).min(1) }).meta({ id: "RestoreRows" });

/** The number of rows written. */
export const RestoredRowsJson = z.object({ rows: z.int() }).meta({ id: "RestoredRows" });

/** Says that the database was set back in time by other means. */
export const RestoredInput = z
  .strictObject({
    at: z.iso
      .datetime()
      .optional()
      .describe("The time it was taken back to; by default, the time of its newest change."),
    closeKeys,
  })
  .meta({ id: "RestoredInput" });

/** Says that the last step is due. */
export const RestoredBegunJson = z.object({ isBegun: z.literal(true) }).meta({ id: "RestoredBegun" });

/** An image that is stored. */
export const KeptImageJson = z.object({ sha256 }).meta({ id: "KeptImage" });

/** The result of a call of the last step. */
export const FinishedJson = z
  .object({
    since: z.string().describe("Removals after this time were looked at again."),
    replays: z.array(Replay).describe("The outcome of each of those removals."),
    stopped: z.int().describe("Messages that were waiting and may have been sent since. They aren't sent again."),
    closedKeys: z.int(),
    pausedWebhooks: z.int().describe("How many webhooks were paused. On a copy of another wire, that's all of them."),
    toCheck: z
      .object({
        keptMessages: z.int().describe("Messages that will still be sent: those about kills, under the ids they had."),
        openKeys: z.int().describe("Open keys, including those that were revoked since."),
        waitingStories: z.int().describe("Stories that will be released at the times in the backup."),
      })
      .nullable()
      .describe("What to check once the restore is done; null if there is more to do: call again."),
  })
  .meta({ id: "RestoreFinished" });
export type FinishedJson = z.infer<typeof FinishedJson>;
