import { z } from "zod";
import { OUTCOMES } from "../model/article/recall.ts";
import { LENGTH } from "../model/policy.ts";
import { fields, line } from "../model/text.ts";

/** A report on a copy of a killed story. */
export const AcknowledgementInput = fields({
  outcome: z.enum(OUTCOMES).describe("`removed`, `not-used` or `kept` (the copy stays up)."),
  note: line(LENGTH.note).optional().describe("A comment. Required if the copy is kept: say why."),
})
  .refine(({ outcome, note }) => outcome !== "kept" || note !== undefined, {
    path: ["note"],
    error: "the reason for keeping the copy",
  })
  .meta({ id: "AcknowledgementInput" });

/** The report as the API returns it. */
export const AcknowledgementJson = z
  .object({
    outcome: z.enum(OUTCOMES).describe("`removed`, `not-used` or `kept` (the copy stays up)."),
    note: z.string().optional(),
    at: z.iso.datetime(),
    by: z.string().describe("Who recorded it: the publisher, or someone on the desk."),
  })
  .meta({ id: "Acknowledgement" });
