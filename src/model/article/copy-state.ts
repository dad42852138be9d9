import type { RecallOutcome } from "./recall.ts";

/**
 * The status of a publisher's copy of a killed story, worst first. A sent mail, a publisher's word and the result of a check
 * are three different things: nobody knows who read a mail, and only a check makes a copy `verified-gone`.
 */
export const COPY_STATES = [
  "overdue",
  "not-reached",
  "kept",
  "no-answer",
  "emailed",
  "says-gone",
  "verified-gone",
] as const;
export type CopyState = (typeof COPY_STATES)[number];

/** The facts about a copy. */
export type CopyFacts = {
  /** The publisher's answer, if there is one. */
  outcome: RecallOutcome | undefined;
  isOverdue: boolean;
  /** Whether any message of the kill arrived, or is still on its way. */
  isReached: boolean;
  /** Whether a mail about it was sent. */
  isEmailed: boolean;
  /** When a check found none at its addresses. Nothing checks copies yet. */
  verified?: string;
};

/** The state of a copy, from these facts. */
export function copyState({ outcome, isOverdue, isReached, isEmailed, verified }: CopyFacts): CopyState {
  if (verified !== undefined) return "verified-gone";
  if (isOverdue) return "overdue";
  if (outcome === "kept") return "kept";
  if (outcome !== undefined) return "says-gone";
  if (isEmailed) return "emailed";
  return isReached ? "no-answer" : "not-reached";
}

/** Copies by their state, the worst first. */
export const worstFirst = <Copy extends { state: CopyState }>(copies: readonly Copy[]): Copy[] =>
  [...copies].sort((one, other) => COPY_STATES.indexOf(one.state) - COPY_STATES.indexOf(other.state));
