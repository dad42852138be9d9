import type { Status } from "./article.ts";

/** What can happen to an article that a reader may notice. Its number in the log orders everything. */
export const CHANGE_KINDS = [
  "released",
  "corrected",
  "relicensed",
  "withheld",
  "killed",
  "restored",
  "expired",
] as const;
export type ChangeKind = (typeof CHANGE_KINDS)[number];

/** `licence` names the licence and how the article narrows it: who reads a change of it reads the terms anew. */
export type LifecycleState = { status: Status; released: boolean; expired: boolean; licence: string };

/** Whether an article in this standing is in the channels. */
export const isOut = (standing: LifecycleState | undefined): boolean =>
  standing?.released === true && standing.status === "usable" && !standing.expired;

/** The change that readers see between two standings of an article whose text changed; undefined where they see none. */
export function changeKind(before: LifecycleState | undefined, after: LifecycleState): ChangeKind | undefined {
  if (!after.released) return undefined;
  if (!before?.released) return isOut(after) ? "released" : undefined;
  if (isOut(after)) {
    if (!isOut(before)) return "restored";
    return before.licence === after.licence ? "corrected" : "relicensed";
  }
  if (after.status === "usable") return isOut(before) ? "expired" : undefined;
  if (after.status === before.status) return undefined;
  return after.status === "withheld" ? "withheld" : "killed";
}
