import type { ChangeKind } from "./change.ts";

/** The changes by which a story leaves its readers, and the one that gives it back. */
export const REMOVAL_KINDS = ["withheld", "killed", "expired", "restored"] as const satisfies readonly ChangeKind[];
export type RemovalKind = (typeof REMOVAL_KINDS)[number];

/** A story's removal or return: when, by whom and why. `version` is the story's version from then on. */
export type Removal = {
  kind: RemovalKind;
  article: string;
  version: number;
  at: string;
  by: string;
  reason: string | null;
};

/** Whether a change is one of those. */
export const isRemovalKind = (kind: string): kind is RemovalKind => REMOVAL_KINDS.some((each) => each === kind);
