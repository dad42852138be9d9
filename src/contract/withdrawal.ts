import { z } from "zod";
import { NOTICE_KINDS } from "../model/note.ts";

/** The other form of `_commonwire`: of a story that is gone. */
export const Withdrawal = z
  .object({
    about: z.url().describe("Where these members are told of."),
    status: z
      .enum(["canceled", "withheld"])
      .describe("IPTC’s word: `canceled` (killed, and to be taken down), else `withheld` (not to be used by you)."),
    notice: z
      .enum(NOTICE_KINDS)
      .describe(
        "Why it is gone: `killed`; to readers with a key also `withheld` (for now), `expired` (its time is over) or `relicensed` (no longer licensed to you).",
      ),
    version: z.int().describe("Counts the article's texts, from 1: the one that readers know of last."),
    at: z.iso.datetime().describe("Since when it is gone."),
    byline: z.string().optional().describe("Who signed it, as readers last saw it."),
    section: z.string().optional().describe("Its section, as readers last saw it."),
    reason: z.string().optional().describe("Why it was killed, for the public."),
    killed: z.iso.datetime().optional().describe("When it was killed."),
    recall: z
      .object({ id: z.string(), answer: z.url() })
      .optional()
      .describe(
        "Of a killed one, with a key alone: the recall's id, and where it is said, with POST and a key of scope `report`, what became of a copy. RSS and Atom have the same as the element `recall` of `/ns`.",
      ),
  })
  .meta({ id: "Withdrawal" });
export type Withdrawal = z.infer<typeof Withdrawal>;
