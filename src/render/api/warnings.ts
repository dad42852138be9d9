import type { WarningJson } from "../../contract/warning.ts";
import { type Doubt, mistakeSentence } from "../../model/mistake.ts";
import { PAGES } from "../../model/policy.ts";
import { firstWarnings, type PlacedWarning, type WarningList, warningSentence } from "../../model/warning.ts";

type PlacedDoubt = Doubt & { article?: string };

/** Lists possible mistakes first, then the changes made by cleaning: the first few warnings, and how many more there are. */
export function warningsJson(cleaning: readonly PlacedWarning[], doubts: readonly PlacedDoubt[] = []) {
  const first = doubts.slice(0, PAGES.warnings);
  const { warnings, moreWarnings } = warningListJson(firstWarnings(cleaning, PAGES.warnings - first.length));
  return {
    warnings: [...first.map(doubtJson), ...warnings],
    moreWarnings: moreWarnings + doubts.length - first.length,
  };
}

/** Returns an already shortened list as the API sends it. */
export const warningListJson = ({ warnings, more }: WarningList<PlacedWarning>) => ({
  warnings: warnings.map(warningJson),
  moreWarnings: more,
});

function warningJson({ words: _, ...warning }: PlacedWarning): WarningJson {
  return { ...warning, message: warningSentence(warning) };
}

const doubtJson = (warning: PlacedDoubt): WarningJson => ({
  ...(warning.article === undefined ? {} : { article: warning.article }),
  field: warning.field,
  reason: warning.code ?? "unknown name",
  ...(warning.value === undefined ? {} : { text: warning.value }),
  message: mistakeSentence(warning),
});
