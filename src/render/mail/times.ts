import type { Masthead } from "../../model/masthead.ts";
import { humanDay, humanTime } from "../dates.ts";
import { englishWords } from "../messages/language.ts";

/** A time as a mail says it, in the publication's zone. */
export const mailTime = (at: string, masthead: Pick<Masthead, "publication">): string =>
  humanTime(at, masthead.publication.timeZone, englishWords({ masthead }).locale);

/** The day of a time. */
export const mailDay = (at: string, masthead: Pick<Masthead, "publication">): string =>
  humanDay(at, masthead.publication.timeZone, englishWords({ masthead }).locale);
