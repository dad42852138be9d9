import type { WarningJson } from "../../contract/warning.ts";
import { PAGES } from "../../model/policy.ts";
import { firstWarnings, type PlacedWarning, type WarningList, warningSentence } from "../../model/warning.ts";

/** What cleaning did, as an answer has it: the first warnings, and how many more there are. */
export const warningsJson = (all: readonly PlacedWarning[]) => warningListJson(firstWarnings(all, PAGES.warnings));

/** A list that was cut before, as an answer has it. */
export const warningListJson = ({ warnings, more }: WarningList<PlacedWarning>) => ({
  warnings: warnings.map(warningJson),
  moreWarnings: more,
});

function warningJson({ words: _, ...warning }: PlacedWarning): WarningJson {
  return { ...warning, message: warningSentence(warning) };
}
