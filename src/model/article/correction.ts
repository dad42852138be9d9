import { z } from "zod";
import { LENGTH } from "../policy.ts";
import { dateTime, fields, line } from "../text.ts";

/** What kind of correction: something was wrong, something could be misunderstood, something happened since, or the editor explains. */
export const CORRECTION_KINDS = ["correction", "clarification", "update", "editors-note"] as const;
export type CorrectionKind = (typeof CORRECTION_KINDS)[number];

export const correctionFields = {
  kind: z
    .enum(CORRECTION_KINDS)
    .default("correction")
    .describe("`correction`, `clarification`, `update` or `editors-note`."),
  note: line(LENGTH.note).describe("What was changed and why, for the public."),
};

/** A correction of a released story, with its public note. */
export const Correction = fields({ at: dateTime.describe("When it was made, with the zone."), ...correctionFields });
export type Correction = z.infer<typeof Correction>;

/** Corrections that were made and aren't in a list that takes their place. */
export const missingFrom = (made: readonly Correction[], list: readonly Correction[]): Correction[] =>
  made.filter((each) => !list.some(({ at, note }) => Date.parse(at) === Date.parse(each.at) && note === each.note));
