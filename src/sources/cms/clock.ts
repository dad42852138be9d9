import { SOURCES } from "../../model/policy.ts";
import { SourceFailed } from "../../model/source/failure.ts";
import { HOUR } from "../../model/time.ts";
import type { Answer } from "./answer.ts";

/** Returns the site's own time in milliseconds, or ours if it sends none. Throws if its clock is wrong. */
export function siteTime({ headers }: Pick<Answer, "headers">, now: number): number {
  const header = headers.get("Date") ?? "";
  const date = Date.parse(header);
  if (Math.abs(date - now) > SOURCES.clockHours * HOUR) throw new SourceFailed("wrong-clock", header);
  return Number.isNaN(date) ? now : date;
}
