import { expect, test } from "vitest";
import { type Measurement, measurementClauses } from "../../../src/model/licence/clauses/measurement.ts";

const ways = (...reportBy: Measurement["reportBy"]) => reportBy;

test.each([
  [ways(), "desk@example.org", "You must tell us about your copy at desk@example.org."],
  [ways("url"), "desk@example.org", "You must tell us about your copy by sending its web address to desk@example.org."],
  [ways("socialTag"), "@paper", "You must tell us about your copy by tagging us on social media at @paper."],
  [
    ways("email", "socialTag"),
    "@paper",
    "You must tell us about your copy by email or by tagging us on social media at @paper.",
  ],
  [ways("email"), undefined, "You must tell us about your copy by email."],
])("a copy is reported by %o to %s", (reportBy, reportTo, said) => {
  const clauses = measurementClauses({ beacon: "no", report: "must", reportBy, ...(reportTo && { reportTo }) });
  expect(clauses.find(({ id }) => id === "measurement.report")?.sentence).toBe(said);
});
