import { z } from "zod";
import { LENGTH } from "../../policy.ts";
import { line, webAddress } from "../../text.ts";
import { anyOf, type Clause, describeDuty, describeFact, duty, setOf } from "../clause.ts";

const REPORTS = ["email", "url", "tearSheet", "socialTag"] as const;

/** What the publication wants to measure about a copy. */
export const measurementFields = {
  beacon: duty.describe("A view counter in the copy."),
  beaconUrl: webAddress.describe("Its address."),
  report: duty.describe("Telling us about a copy."),
  reportBy: setOf(REPORTS).describe(
    "How: by `email`, `url`, `tearSheet` or `socialTag`; any of the ways listed will do.",
  ),
  reportTo: line(LENGTH.title).describe("Where: an email address, a web address or an account."),
};
export const Measurement = z
  .object(measurementFields)
  .partial({ beacon: true, beaconUrl: true, report: true, reportTo: true });
export type Measurement = z.infer<typeof Measurement>;

const WAYS: Record<(typeof REPORTS)[number], string> = {
  email: "by email",
  url: "by sending its web address",
  tearSheet: "by sending a tear sheet",
  socialTag: "by tagging us on social media",
};

/** The clauses about counting and reporting. */
export function measurementClauses({ beacon, beaconUrl, report, reportBy, reportTo }: Measurement): Clause[] {
  const how = reportBy.length === 0 ? "" : ` ${anyOf(reportBy.map((way) => WAYS[way]))}`;
  // What is sent goes to an address; people are tagged, or told, at one.
  const isSent = reportBy.length > 0 && !reportBy.includes("socialTag");
  const where = reportTo === undefined ? "" : ` ${isSent ? "to" : "at"} ${reportTo}`;
  return [
    ...describeDuty("measurement.beacon", beacon, "keep our view counter in your copy", true),
    ...describeFact("measurement.beaconUrl", beaconUrl, `The view counter: ${beaconUrl}`, true),
    ...describeDuty("measurement.report", report, `tell us about your copy${how}${where}`),
    ...describeFact("measurement.reportBy", reportBy, `How to tell us: ${anyOf(reportBy.map((way) => WAYS[way]))}.`),
    ...describeFact("measurement.reportTo", reportTo, `Where to tell us: ${reportTo}`),
  ];
}
