import { LATEST } from "../../model/channel.ts";
import type { MonthPlace } from "../../views/browse.ts";
import { type Query, readCursor, writeCursor } from "../respond/cursor.ts";

/** What a cursor goes on with: a month, and a direction in it. */
const queryOf = (month: string, direction: "older" | "newer"): Query => ({
  channel: LATEST.id,
  from: month,
  to: direction,
});

/** A place on a page of a month, as one opaque word. */
export const writeMonthCursor = (place: NonNullable<MonthPlace>, month: string): string =>
  "older" in place
    ? writeCursor(place.older, queryOf(month, "older"))
    : writeCursor(place.newer, queryOf(month, "newer"));

/** The place that a cursor names; null where it is none, or of another month. */
export function readMonthCursor(cursor: string, month: string): MonthPlace | null {
  const older = readCursor(cursor, queryOf(month, "older"));
  if (older !== null) return { older };
  const newer = readCursor(cursor, queryOf(month, "newer"));
  return newer === null ? null : { newer };
}
