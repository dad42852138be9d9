import { z } from "zod";
import { REMOVAL_KINDS } from "./article/removal.ts";

/** A table as a backup has it. */
const BackupTable = z.object({ name: z.string().max(100), rows: z.int().min(0) });

/**
 * A wire's facts for a backup. From these another wire can tell whether it can take the backup, and whether anything changed
 * while it was made.
 */
export const BackupFacts = z.object({
  origin: z.string().max(200).describe("The wire's origin."),
  version: z.string().max(50).describe("Commonwire's own version."),
  at: z.iso.datetime().describe("When this answer was made."),
  migrations: z.array(z.string().max(200)).max(1000).describe("The names of its migrations, in order."),
  salt: z.string().max(64).describe("SHA-256 of the salt in its ETags: the salt itself is in no backup."),
  revision: z.int().describe("Changes with every publish."),
  change: z.int().describe("The number of the last change that readers can notice."),
  altered: z.int().describe("The number of the last change that was more than the release of a story."),
  changedAt: z.int().describe("When the last change was made, in seconds since 1970."),
  decisions: z.int().describe("The number of the last line of the log of decisions."),
  tables: z.array(BackupTable).max(200).describe("Every table that belongs in a backup, and how many rows it has."),
});
export type BackupFacts = z.infer<typeof BackupFacts>;

/** Whether two looks at a wire found it in one state, so everything that was read in between belongs together. */
export const isSameState = (one: BackupFacts, other: BackupFacts): boolean =>
  one.salt === other.salt && one.revision === other.revision && one.decisions === other.decisions;

/** The outcome of a removal that came after a backup. */
export const REPLAY_OUTCOMES = ["applied", "already", "missing", "left", "failed"] as const;
export type ReplayOutcome = (typeof REPLAY_OUTCOMES)[number];

/** A removal after a backup, or the end of one, with its outcome. */
export const Replay = z.object({
  kind: z.enum(REMOVAL_KINDS),
  article: z.string(),
  at: z.string(),
  by: z.string(),
  outcome: z.enum(REPLAY_OUTCOMES),
  detail: z.string().optional().describe("Why it couldn't be done."),
});
export type Replay = z.infer<typeof Replay>;

/** A restore in progress. */
export type Restoring = {
  began: string;
  by: string;
  /** The backup that it restores, by the SHA-256 of its manifest; null if the database itself was taken back in time. */
  backup: { id: string; facts: BackupFacts } | null;
  /** The time of the restored state: later removals are repeated. */
  since: string;
  closesKeys: boolean;
  /** What the first call of the last step did; null before. */
  settled: Settled | null;
  /** The last recorded removal that was checked. */
  replayedTo: string;
  replays: Replay[];
};

/** What a restore did right away. */
export type Settled = {
  /** Waiting messages that won't be sent. */
  stopped: number;
  closedKeys: number;
  pausedWebhooks: number;
};

/** Why a wire can't take a backup, judging by both sides' tables; undefined if it can. */
export function whyNotTaken(facts: BackupFacts, migrations: readonly string[], version: string): string | undefined {
  const lacking = facts.migrations.filter((name) => !migrations.includes(name));
  if (lacking.length > 0)
    return `The backup is from version ${facts.version} and has ${lacking.join(", ")}, which this wire of version ${version} lacks. Deploy that version here first, which also runs its migrations. Then restore.`;
  const newer = migrations.filter((name) => !facts.migrations.includes(name));
  if (newer.length > 0)
    return `This wire of version ${version} has ${newer.join(", ")}, which the backup of version ${facts.version} lacks. Deploy version ${facts.version} to an empty database and restore there. Then deploy version ${version}, which updates the tables.`;
  return undefined;
}
