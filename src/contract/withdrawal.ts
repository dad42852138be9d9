import { z } from "zod";
import { NOTICE_KINDS } from "../model/note.ts";

/** The other form of `_commonwire`: for a story that is gone. */
export const Withdrawal = z
  .object({
    about: z.url().describe("Where these members are described."),
    status: z
      .enum(["canceled", "withheld"])
      .describe("IPTC’s word: `canceled` (killed: take it down) or `withheld` (don’t use it)."),
    notice: z
      .enum(NOTICE_KINDS)
      .describe(
        "Why it is gone: `killed`; for readers with a key also `withheld` (for now), `expired`, or `relicensed` (no longer licensed to you).",
      ),
    version: z.int().describe("The last version that readers could see, counted from 1."),
    at: z.iso.datetime().describe("When it was removed."),
    byline: z.string().optional().describe("Its byline, as readers last saw it."),
    section: z.string().optional().describe("Its section, as readers last saw it."),
    reason: z.string().optional().describe("Why it was killed, for the public."),
    killed: z.iso.datetime().optional().describe("When it was killed."),
    recall: z
      .object({ id: z.string(), answer: z.url() })
      .optional()
      .describe(
        "For a killed story, with a key: the recall's id, and the address where you report what became of your copy (POST, with a key that has the `report` scope). In RSS and Atom, this is the `recall` element in the `/ns` namespace.",
      ),
  })
  .meta({ id: "Withdrawal" });
export type Withdrawal = z.infer<typeof Withdrawal>;
