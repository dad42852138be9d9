import { hoursAfter } from "../time.ts";

/** A killed article whose copies are called back. Times are UTC to the second. */
export type Recall = {
  id: string;
  article: string;
  /** The version that says so. */
  version: number;
  at: string;
  /** Hours that its licence gives for taking a copy down; undefined where it sets no time. */
  hours?: number;
  /** When the article was restored, and nothing is to be taken down any more. */
  closed?: string;
};

/** What a publisher can say of its copy: it is gone, it was never used, or it stands, and why. */
export const OUTCOMES = ["removed", "not-used", "kept"] as const;
export type RecallOutcome = (typeof OUTCOMES)[number];

/** A recall is known by its article and the version that was killed: every kill makes a version. */
export const recallId = ({ article, version }: Pick<Recall, "article" | "version">): string => `${article}.${version}`;

/** When a copy has to be gone; undefined where the licence sets no time. */
export const deadlineOf = ({ at, hours }: Pick<Recall, "at" | "hours">): string | undefined => hoursAfter(at, hours);

/** What a publisher says of its copy; `by` is the publisher, or who of the desk was told. */
export type Acknowledgement = { outcome: RecallOutcome; note?: string; at: string; by: string };

/** Whether a copy should be gone by now and nobody said that it is. A copy that is kept isn't gone. */
export function isOverdue(recall: Recall, said: Acknowledgement | undefined, now: string): boolean {
  const deadline = deadlineOf(recall);
  const isSettled = recall.closed !== undefined || (said !== undefined && said.outcome !== "kept");
  return !isSettled && deadline !== undefined && deadline <= now;
}

/** Whether a publisher still has to do something about a recall. */
export const isOpen = (recall: Recall, said: Acknowledgement | undefined): boolean =>
  recall.closed === undefined && said === undefined;
