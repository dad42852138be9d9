import { z } from "zod";

/** The other form of `_commonwire`: of an article that was killed after release. */
export const Withdrawal = z.object({
  about: z.url().describe("Where these members are told of."),
  status: z.literal("canceled").describe("IPTC's word: killed, and to be taken down."),
  version: z.int().describe("Counts the article's texts, from 1: the one that withdrew it."),
  reason: z.string().describe("Why, for the public."),
  killed: z.iso.datetime().describe("When."),
  recall: z
    .object({ id: z.string(), answer: z.url() })
    .optional()
    .describe(
      "With a key alone: the recall's id, and where it is said, with POST, what became of a copy. RSS and Atom have the same as the element `recall` of `/ns`.",
    ),
});
export type Withdrawal = z.infer<typeof Withdrawal>;
