import { z } from "zod";
import { REMOVAL_KINDS } from "./article/removal.ts";

/** A table as a backup has it. */
const BackupTable = z.object({ name: z.string().max(100), rows: z.int().min(0) });

/** What a wire says of itself for a backup: enough for another to know whether it can take it, and whether anything moved meanwhile. */
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

/** Whether two looks at a wire found it in one state: what was read between them belongs together. */
export const isSameState = (one: BackupFacts, other: BackupFacts): boolean =>
  one.salt === other.salt && one.revision === other.revision && one.decisions === other.decisions;

/** What became of a removal that came after a backup. */
export const REPLAY_OUTCOMES = ["applied", "already", "missing", "left", "failed"] as const;
export type ReplayOutcome = (typeof REPLAY_OUTCOMES)[number];

/** A removal that came after a backup, or the end of one, and what became of it. */
export const Replay = z.object({
  kind: z.enum(REMOVAL_KINDS),
  article: z.string(),
  at: z.string(),
  by: z.string(),
  outcome: z.enum(REPLAY_OUTCOMES),
  detail: z.string().optional().describe("Why it couldn't be done."),
});
export type Replay = z.infer<typeof Replay>;

/** A restore that is under way. */
export type Restoring = {
  began: string;
  by: string;
  /** The backup that it brings back, by the SHA-256 of its manifest; null where the database itself was taken back in time. */
  backup: { id: string; facts: BackupFacts } | null;
  /** Of when what is restored is: what was removed later is removed again. */
  since: string;
  closesKeys: boolean;
  /** What was done with the first call of the last step; null before. */
  settled: Settled | null;
  /** The last noted removal that was looked at. */
  replayedTo: string;
  replays: Replay[];
};

/** What a restore did at once. */
export type Settled = {
  /** Messages that waited and are no longer sent. */
  stopped: number;
  closedKeys: number;
  pausedWebhooks: number;
};

/** Why a wire can't take a backup by what both say of their tables; undefined where it can. */
export function whyNotTaken(facts: BackupFacts, migrations: readonly string[], version: string): string | undefined {
  const lacking = facts.migrations.filter((name) => !migrations.includes(name));
  if (lacking.length > 0)
    return `The backup is from version ${facts.version} and has ${lacking.join(", ")}, which this wire of version ${version} lacks. Deploy that version here first, which also runs its migrations. Then restore.`;
  const newer = migrations.filter((name) => !facts.migrations.includes(name));
  if (newer.length > 0)
    return `This wire of version ${version} has ${newer.join(", ")}, which the backup of version ${facts.version} lacks. Deploy version ${facts.version} to an empty database and restore there. Then deploy version ${version}, which updates the tables.`;
  return undefined;
}
