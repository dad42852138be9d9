import { z } from "zod";
import { PAGES } from "../model/policy.ts";
import { WARNING_ACTIONS } from "../model/warning.ts";

/** One thing that cleaning did to a text, and that somebody may miss; or something that may not be meant, which has no element and no line. */
export const WarningJson = z
  .object({
    article: z.string().optional().describe("The article, if the answer is about articles."),
    field: z.string().describe("The field in which it stood."),
    action: z
      .enum(WARNING_ACTIONS)
      .optional()
      .describe(
        "What was done. `unwrapped`: the words stay. `closed`: the words stay, and the link comes back once its story is out.",
      ),
    element: z
      .string()
      .optional()
      .describe("The element's name, or `shortcode`; or `address`, of one that stands in the text."),
    reason: z
      .string()
      .describe(
        "Why, as a code; `unknown name` of a name in `was` that nothing has here, `irrevocable licence` where a Creative Commons licence is taken back.",
      ),
    address: z.string().optional().describe("The address that it had."),
    text: z.string().optional().describe("The first of its words; or the name."),
    replacement: z.string().optional().describe("The words that are published in its place."),
    line: z.int().optional().describe("Its position in the field, counting from 1."),
    column: z.int().optional(),
    message: z.string().describe("All of it as a sentence."),
  })
  .meta({ id: "Warning" });
export type WarningJson = z.infer<typeof WarningJson>;

/** What an answer says of what cleaning did. */
export const warningFields = {
  warnings: z
    .array(WarningJson)
    .describe(`What was removed, replaced, unwrapped or closed, or may not be meant; at most ${PAGES.warnings}.`),
  moreWarnings: z.int().describe("How many more there are."),
};
