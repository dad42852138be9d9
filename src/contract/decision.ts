import { z } from "zod";
import { APPLICATION, CLAUSE, LENGTH } from "../model/policy.ts";
import { DECISIONS, type Decision } from "../model/publisher/publisher.ts";
import { fields, line, slug } from "../model/text.ts";

/** The desk's decisions about a publisher. */
export const DECISION_NAMES = Object.keys(DECISIONS).filter((name): name is Decision => name in DECISIONS);

/** A decision about a publisher. */
export const DecisionInput = fields({
  decision: z.enum(DECISION_NAMES).describe("`approve`, `refuse`, `suspend` or `restore`."),
  reason: line(LENGTH.note).describe("The reason, for the publisher and the log."),
  licences: z
    .array(slug)
    .max(APPLICATION.licences)
    .optional()
    .describe("For an approval: the licenses it covers. Without it, all that the publisher applied for."),
}).meta({ id: "Decision" });

/** An audience figure that the desk corrects. */
export const AudienceInput = fields({
  monthlyAudience: z.int().min(0).max(CLAUSE.monthlyAudience).describe("Monthly readers."),
  reason: line(LENGTH.note).describe("Why the figure is corrected."),
}).meta({ id: "AudienceCorrection" });
