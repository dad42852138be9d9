import { z } from "zod";
import { PAGES } from "../model/policy.ts";
import { WARNING_ACTIONS } from "../model/warning.ts";

/** A change that cleaning made and somebody may miss; or a possible mistake, which has no element and no line. */
export const WarningJson = z
  .object({
    article: z.string().optional().describe("The article, if the answer is about articles."),
    field: z.string().describe("The field it was in."),
    action: z
      .enum(WARNING_ACTIONS)
      .optional()
      .describe(
        "What was done. `unwrapped`: the words stay. `closed`: the words stay, and the link comes back once its story is out.",
      ),
    element: z
      .string()
      .optional()
      .describe("The element's name, `shortcode`, or `address` for an address in the text."),
    reason: z
      .string()
      .describe(
        "Why, as a code. `unknown name`: nothing here has the name in `was`. `irrevocable licence`: a Creative Commons license is taken back.",
      ),
    address: z.string().optional().describe("The element's address."),
    text: z.string().optional().describe("Its first words, or the name."),
    replacement: z.string().optional().describe("The words published in its place."),
    line: z.int().optional().describe("Its line in the field, counted from 1."),
    column: z.int().optional(),
    message: z.string().describe("The whole warning as a sentence."),
  })
  .meta({ id: "Warning" });
export type WarningJson = z.infer<typeof WarningJson>;

/** The warnings in an answer. */
export const warningFields = {
  warnings: z
    .array(WarningJson)
    .describe(`What was removed, replaced, unwrapped or closed, or may be a mistake; at most ${PAGES.warnings}.`),
  moreWarnings: z.int().describe("How many more there are."),
};
