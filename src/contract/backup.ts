import { z } from "zod";
import { sha256 } from "../model/article/image.ts";
import { BackupFacts, Replay } from "../model/backup.ts";

/** What a wire says of itself for a backup. */
export const BackupJson = BackupFacts.meta({ id: "Backup" });

/** A row of a table, by its columns. */
const RowJson = z.record(z.string(), z.union([z.string(), z.number(), z.null()]));
export type RowJson = z.infer<typeof RowJson>;

const next = z.string().nullable();

/** Rows of a table, in the order of their keys. */
export const BackupRowsJson = z
  .object({ rows: z.array(RowJson), next: next.describe("Where the next rows begin; null behind the last.") })
  .meta({ id: "BackupRows" });

/** A table, as an address names it. */
export const TableName = z.object({ table: z.string().max(100) });

/** Where rows begin. */
export const BackupRowsQuery = z.object({
  after: z.string().max(2000).optional().describe("`next` of the answer before."),
});

/** The names of images. */
export const ImageNamesJson = z
  .object({ images: z.array(z.string()), next: next.describe("Where the next names begin; null behind the last.") })
  .meta({ id: "ImageNames" });

/** Where names of images begin. */
export const ImageNamesQuery = z.object({
  after: z.string().max(100).default("").describe("`next` of the answer before."),
});

const closeKeys = z
  .boolean()
  .default(false)
  .describe("Whether every open key is closed: those that were revoked since would open again.");

/** What a restore begins with. */
export const RestoreInput = z
  .strictObject({
    id: sha256.describe("SHA-256 of the backup's manifest, by which an interrupted restore resumes."),
    backup: BackupJson,
    replace: z
      .string()
      .optional()
      .describe("Where something is published here: this wire's own origin, to say that all of it is to go."),
    closeKeys,
  })
  .meta({ id: "RestoreInput" });

/** That a restore began, or goes on. */
export const RestoreBegunJson = z
  .object({
    goesOn: z.boolean().describe("Whether this backup was being restored already."),
    tables: z.array(z.object({ name: z.string(), rows: z.int() })).describe("The rows that are here already."),
  })
  .meta({ id: "RestoreBegun" });

/** Rows of a backup. */
export const RestoreRowsInput = z.strictObject({ rows: z.array(RowJson).min(1) }).meta({ id: "RestoreRows" });

/** How many rows were written. */
export const RestoredRowsJson = z.object({ rows: z.int() }).meta({ id: "RestoredRows" });

/** That the database was taken back in time by other means. */
export const RestoredInput = z
  .strictObject({
    at: z.iso.datetime().optional().describe("To when; without it, the time of its newest change."),
    closeKeys,
  })
  .meta({ id: "RestoredInput" });

/** That the last step is due. */
export const RestoredBegunJson = z.object({ isBegun: z.literal(true) }).meta({ id: "RestoredBegun" });

/** An image that is kept. */
export const KeptImageJson = z.object({ sha256 }).meta({ id: "KeptImage" });

/** What came of a call of the last step. */
export const FinishedJson = z
  .object({
    since: z.string().describe("What was removed later was looked at again."),
    replays: z.array(Replay).describe("What became of each removal that came after."),
    stopped: z.int().describe("Messages that waited, may have been sent since, and are not sent again."),
    closedKeys: z.int(),
    pausedWebhooks: z.int().describe("Of a copy of another wire, all of them."),
    toCheck: z
      .object({
        keptMessages: z.int().describe("Messages that are sent: of kills, under the id that they had."),
        openKeys: z.int().describe("Keys that are open, also those that were revoked since."),
        waitingStories: z.int().describe("Stories that come out at their time, as the backup has it."),
      })
      .nullable()
      .describe("What to look at, once it is over; null where there is more to do: ask again."),
  })
  .meta({ id: "RestoreFinished" });
export type FinishedJson = z.infer<typeof FinishedJson>;
