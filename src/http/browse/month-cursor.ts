import { LATEST } from "../../model/channel.ts";
import type { MonthPlace } from "../../views/browse.ts";
import { type Query, readCursor, writeCursor } from "../respond/cursor.ts";

/** What a cursor continues: a month, in one direction. */
const queryOf = (month: string, direction: "older" | "newer"): Query => ({
  channel: LATEST.id,
  from: month,
  to: direction,
});

/** Returns a place on a month's page as an opaque token. */
export const writeMonthCursor = (place: NonNullable<MonthPlace>, month: string): string =>
  "older" in place
    ? writeCursor(place.older, queryOf(month, "older"))
    : writeCursor(place.newer, queryOf(month, "newer"));

/** Returns the place in a cursor; null if it is invalid or from another month. */
export function readMonthCursor(cursor: string, month: string): MonthPlace | null {
  const older = readCursor(cursor, queryOf(month, "older"));
  if (older !== null) return { older };
  const newer = readCursor(cursor, queryOf(month, "newer"));
  return newer === null ? null : { newer };
}
