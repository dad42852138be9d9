import { z } from "zod";
import type { Mistake } from "../mistake.ts";
import { ARTICLE, LENGTH } from "../policy.ts";
import { dateTime, fields, plainLine } from "../text.ts";

/** What kind of correction: something was wrong, something could be misunderstood, something happened since, or the editor explains. */
export const CORRECTION_KINDS = ["correction", "clarification", "update", "editors-note"] as const;
export type CorrectionKind = (typeof CORRECTION_KINDS)[number];

export const correctionFields = {
  kind: z
    .enum(CORRECTION_KINDS)
    .default("correction")
    .describe("`correction`, `clarification`, `update` or `editors-note`."),
  note: plainLine(LENGTH.note).describe("What was changed and why, for the public."),
};

/** A correction of a released story, with its public note. */
export const Correction = fields({ at: dateTime.describe("When it was made, with the zone."), ...correctionFields });
export type Correction = z.infer<typeof Correction>;

/** Corrections at a time when none can have been made: before there was a story, or after `now`, in milliseconds. */
export function correctionMistakes(
  { corrections = [], published }: { corrections?: readonly Correction[] | undefined; published?: string | undefined },
  now: number,
): Mistake[] {
  return corrections.flatMap(({ at }, index) => {
    const mistake = { field: `corrections[${index}].at`, value: JSON.stringify(at) };
    if (Date.parse(at) > now + ARTICLE.clockSkewMs)
      return [{ ...mistake, problem: "is in the future", allowed: "the time when the story was corrected" }];
    return published !== undefined && Date.parse(at) < Date.parse(published)
      ? [{ ...mistake, problem: "is before published", allowed: "a time at or after published" }]
      : [];
  });
}

/** Corrections that were made and aren't in a list that takes their place. */
export const missingFrom = (made: readonly Correction[], list: readonly Correction[]): Correction[] =>
  made.filter((each) => !list.some(({ at, note }) => Date.parse(at) === Date.parse(each.at) && note === each.note));
