import type { Masthead } from "../../model/masthead.ts";
import { humanDay, humanTime } from "../dates.ts";
import { englishWords } from "../messages/language.ts";

/** Formats a time for a mail, in the publication's zone. */
export const mailTime = (at: string, masthead: Pick<Masthead, "publication">): string =>
  humanTime(at, masthead.publication.timeZone, englishWords({ masthead }).locale);

/** Formats the day of a time. */
export const mailDay = (at: string, masthead: Pick<Masthead, "publication">): string =>
  humanDay(at, masthead.publication.timeZone, englishWords({ masthead }).locale);
