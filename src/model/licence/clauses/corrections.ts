import { z } from "zod";
import { CLAUSE } from "../../policy.ts";
import { type Clause, count, countNoun, type Duty, describeDuty, describeFact, duty } from "../clause.ts";

/** What happens to a copy when the story is corrected or withdrawn. */
export const correctionsFields = {
  apply: duty.describe("Taking over corrections."),
  applyWithinHours: count(CLAUSE.hours).describe("Hours in which that has to happen."),
  takeDown: duty.describe("Taking down what was withdrawn."),
  takeDownWithinHours: count(CLAUSE.hours).describe("Hours in which that has to happen."),
  acknowledge: duty.describe("Confirming that it happened."),
};
export const Corrections = z.object(correctionsFields).partial();
export type Corrections = z.infer<typeof Corrections>;

const within = (hours: number | undefined) => (hours === undefined ? "" : ` within ${countNoun(hours, "hour")}`);

const areDue = (value: Duty | undefined) => (value === "should" ? "are asked for" : "are due");

/** The clauses about corrections and recalls. */
export const correctionsClauses = (corrections: Corrections): Clause[] => {
  const { apply, applyWithinHours, takeDown, takeDownWithinHours, acknowledge } = corrections;
  return [
    ...describeDuty("corrections.apply", apply, `take over our corrections${within(applyWithinHours)}`, true),
    ...describeFact(
      "corrections.applyWithinHours",
      applyWithinHours,
      `Corrections ${areDue(apply)}${within(applyWithinHours)}.`,
      true,
    ),
    ...describeDuty("corrections.takeDown", takeDown, `take down what we withdraw${within(takeDownWithinHours)}`, true),
    ...describeFact(
      "corrections.takeDownWithinHours",
      takeDownWithinHours,
      `Withdrawals ${areDue(takeDown)}${within(takeDownWithinHours)}.`,
      true,
    ),
    ...describeDuty(
      "corrections.acknowledge",
      acknowledge,
      "confirm to us that you corrected or removed your copy",
      true,
    ),
  ];
};
