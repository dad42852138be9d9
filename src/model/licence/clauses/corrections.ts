import { z } from "zod";
import { CLAUSE } from "../../policy.ts";
import { type Clause, count, countNoun, type Duty, describeDuty, describeFact, duty } from "../clause.ts";

/** What to do with a copy when the story is corrected or withdrawn. */
export const correctionsFields = {
  apply: duty.describe("Making our corrections to copies."),
  applyWithinHours: count(CLAUSE.hours).describe("The deadline, in hours."),
  takeDown: duty.describe("Taking down withdrawn stories."),
  takeDownWithinHours: count(CLAUSE.hours).describe("The deadline, in hours."),
  acknowledge: duty.describe("Confirming that it was done."),
};
export const Corrections = z.object(correctionsFields).partial();
export type Corrections = z.infer<typeof Corrections>;

const within = (hours: number | undefined) => (hours === undefined ? "" : ` within ${countNoun(hours, "hour")}`);

const areDue = (value: Duty | undefined) => (value === "should" ? "should be made" : "must be made");

/** The clauses about corrections and recalls. */
export const correctionsClauses = (corrections: Corrections): Clause[] => {
  const { apply, applyWithinHours, takeDown, takeDownWithinHours, acknowledge } = corrections;
  return [
    ...describeDuty("corrections.apply", apply, `make our corrections to your copy${within(applyWithinHours)}`, true),
    ...describeFact(
      "corrections.applyWithinHours",
      applyWithinHours,
      `Corrections ${areDue(apply)}${within(applyWithinHours)}.`,
      true,
    ),
    ...describeDuty(
      "corrections.takeDown",
      takeDown,
      `take down stories that we withdraw${within(takeDownWithinHours)}`,
      true,
    ),
    ...describeFact(
      "corrections.takeDownWithinHours",
      takeDownWithinHours,
      `Withdrawn stories ${takeDown === "should" ? "should" : "must"} come down${within(takeDownWithinHours)}.`,
      true,
    ),
    ...describeDuty(
      "corrections.acknowledge",
      acknowledge,
      "let us know when you’ve corrected or removed your copy",
      true,
    ),
  ];
};
