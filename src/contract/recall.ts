import { z } from "zod";
import { AcknowledgementJson } from "./acknowledgement.ts";
import { RecallId } from "./recall-id.ts";

const said = z.union([AcknowledgementJson, z.null()]);

const about = {
  id: z.string().describe("The article's last part and the version that was killed."),
  article: z.url().describe("The article's id in every format."),
  slug: z.string(),
  reason: z.string(),
  at: z.iso.datetime(),
  deadline: z.iso.datetime().nullable().describe("By when a copy has to be gone; null where the licence sets no time."),
  closed: z.iso.datetime().nullable().describe("When the article was restored."),
};

/** A recall as a publisher sees it. */
export const OwnRecallJson = z
  .object({
    ...about,
    open: z.boolean().describe("Whether something is still to be said of it."),
    overdue: z.boolean(),
    acknowledgement: said,
  })
  .meta({ id: "OwnRecall" });
export type OwnRecallJson = z.infer<typeof OwnRecallJson>;

const HolderJson = z
  .object({
    publisher: z.string(),
    organization: z.string(),
    contact: z.object({ name: z.string(), email: z.string() }),
    copy: z
      .object({ version: z.int(), first: z.iso.datetime(), last: z.iso.datetime(), address: z.string() })
      .nullable()
      .describe(
        "The newest text that it was handed, and when it had the first; null where it was only told of the story.",
      ),
    sent: z.array(
      z.object({
        webhook: z.string().nullable().describe("Where it was posted; null where that webhook was deleted since."),
        at: z.iso.datetime(),
        state: z.string(),
        tries: z.int(),
        lastStatus: z.int().nullable(),
      }),
    ),
    acknowledgement: said,
    overdue: z.boolean(),
  })
  .meta({ id: "RecallHolder" });

/** A recall as the desk sees it: its ledger. */
export const RecallJson = z
  .object({
    ...about,
    headline: z.string(),
    concerned: z.int().describe("Publishers that may hold a copy or were told of the story."),
    acknowledged: z.int(),
    overdue: z.int(),
    publishers: z.array(HolderJson),
  })
  .meta({ id: "Recall" });
export type RecallJson = z.infer<typeof RecallJson>;

/** The recalls that concern a publisher. */
export const OwnRecallListJson = z.object({ recalls: z.array(OwnRecallJson) }).meta({ id: "OwnRecallList" });

/** A page of recalls. */
export const RecallListJson = z
  .object({ recalls: z.array(RecallJson), next: z.string().nullable() })
  .meta({ id: "RecallList" });

/** Where a page of recalls begins. */
export const RecallListQuery = z.object({
  before: RecallId.shape.id.optional().describe("`next` of the answer before."),
});

/** A publisher that a recall concerns, as an address names it. */
export const RecallHolderId = RecallId.extend({ publisher: z.string().max(50).describe("The publisher's id.") });
