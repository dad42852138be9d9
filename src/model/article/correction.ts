import { z } from "zod";
import type { Mistake } from "../mistake.ts";
import { ARTICLE, LENGTH } from "../policy.ts";
import { dateTime, fields, plainLine } from "../text.ts";

/**
 * What kind of correction: something was wrong, something could be misunderstood, something happened since, or the editor
 * explains.
 */
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
export const Correction = fields({
  at: dateTime.describe("When it was made, with the time zone."),
  ...correctionFields,
});
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

type Match = (one: Correction, other: Correction) => boolean;
const hasSameTime: Match = (one, other) => Date.parse(one.at) === Date.parse(other.at);
const hasSameNote: Match = (one, other) => one.note === other.note;
const isSame: Match = (one, other) => hasSameTime(one, other) && hasSameNote(one, other);

/** Earlier corrections that aren't in a list word for word. */
export const missingFrom = (made: readonly Correction[], list: readonly Correction[]): Correction[] =>
  made.filter((each) => !list.some((other) => isSame(each, other)));

/**
 * Earlier corrections without a match in a new list. A correction whose date or note was changed still matches, and
 * each one in the list matches only one.
 */
export function droppedFrom(made: readonly Correction[], list: readonly Correction[]): Correction[] {
  const free = [...list];
  const hasPlace = (match: Match) => (each: Correction) => {
    const at = free.findIndex((other) => match(each, other));
    if (at >= 0) free.splice(at, 1);
    return at >= 0;
  };
  // Unchanged corrections are matched first, then changed ones.
  return [isSame, hasSameTime, hasSameNote].reduce(
    (left, match) => left.filter((each) => !hasPlace(match)(each)),
    [...made],
  );
}
