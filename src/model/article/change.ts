import { grantingLicence } from "../access.ts";
import type { Version } from "./article.ts";
import type { Status } from "./status.ts";

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

/** The changes that take a text away. */
export const REMOVALS = ["withheld", "killed", "expired"] as const satisfies readonly ChangeKind[];

/** Whether a change takes a text away: everyone who may hold a copy is notified. */
export const isRemoval = (kind: ChangeKind): boolean => REMOVALS.some((each) => each === kind);

/** `licence` holds the license and how the article narrows it. A change of it means new terms for readers. */
export type LifecycleState = { status: Status; released: boolean; expired: boolean; licence: string };

/** The state of an article that is in the channels. The store queries it with the same words. */
export const OUT = { status: "usable", released: true, expired: false } as const satisfies Partial<LifecycleState>;

/** Whether an article in this state is in the channels. */
export const isOut = (state: Pick<LifecycleState, keyof typeof OUT> | undefined): boolean =>
  state?.status === OUT.status && state.released === OUT.released && state.expired === OUT.expired;

/** The change that readers see between two states of an article whose text changed; undefined if they see none. */
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

type LicenceBinding = Pick<Version, "licence" | "exclude">;

/**
 * The licenses that decide who is notified of a change: readers who can read the text under one of them now. If an article
 * is put under another license, also those who could until now; for a removal, those who ever could.
 */
export function licencesTold(kind: ChangeKind, before: LicenceBinding | undefined, now: LicenceBinding): string[] {
  const both = before === undefined ? [now] : [before, now];
  if (isRemoval(kind)) return [...new Set(both.map(({ licence }) => licence))];
  const read = kind === "relicensed" ? both : [now];
  return [...new Set(read.flatMap((each) => grantingLicence(each) ?? []))];
}
