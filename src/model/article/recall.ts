import { hoursAfter } from "../time.ts";

/** A killed article whose copies are called back. Times are UTC to the second. */
export type Recall = {
  id: string;
  article: string;
  /** The version that the kill made. */
  version: number;
  at: string;
  /** Hours that its license gives for taking a copy down; undefined if it sets no deadline. */
  hours?: number;
  /** When the article was restored, so copies no longer have to come down. */
  closed?: string;
};

/** A publisher's possible answers: its copy is gone, was never used, or is being kept, with the reason. */
export const OUTCOMES = ["removed", "not-used", "kept"] as const;
export type RecallOutcome = (typeof OUTCOMES)[number];

/** A recall is known by its article and the version that was killed: every kill makes a version. */
export const recallId = ({ article, version }: Pick<Recall, "article" | "version">): string => `${article}.${version}`;

/** When a copy must be down; undefined if the license sets no deadline. */
export const deadlineOf = ({ at, hours }: Pick<Recall, "at" | "hours">): string | undefined => hoursAfter(at, hours);

/** A publisher's answer about its copy; `by` is the publisher, or the person at the desk who recorded it. */
export type Acknowledgement = { outcome: RecallOutcome; note?: string; at: string; by: string };

/** Whether a copy should be down by now and nobody has said that it is. A copy that is being kept isn't down. */
export function isOverdue(recall: Recall, said: Acknowledgement | undefined, now: string): boolean {
  const deadline = deadlineOf(recall);
  const isSettled = recall.closed !== undefined || (said !== undefined && said.outcome !== "kept");
  return !isSettled && deadline !== undefined && deadline <= now;
}

/** Whether a publisher still has to do something about a recall. */
export const isOpen = (recall: Recall, said: Acknowledgement | undefined): boolean =>
  recall.closed === undefined && said === undefined;
