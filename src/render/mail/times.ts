import type { Masthead } from "../../model/masthead.ts";
import { humanDay, humanTime } from "../dates.ts";

/** A time as a mail says it, in the publication's zone. */
export const mailTime = (at: string, { publication }: Pick<Masthead, "publication">): string =>
  humanTime(at, publication.timeZone, publication.language);

/** The day of a time. */
export const mailDay = (at: string, { publication }: Pick<Masthead, "publication">): string =>
  humanDay(at, publication.timeZone, publication.language);
