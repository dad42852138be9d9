import { z } from "zod";
import { COPY_STATES } from "../model/article/copy-state.ts";
import { MAIL_STATES } from "../model/mail/mail.ts";
import { AcknowledgementJson } from "./acknowledgement.ts";
import { RecallId } from "./recall-id.ts";

const said = z.union([AcknowledgementJson, z.null()]);

const about = {
  id: z.string().describe("The last part of the article's id, a period, and the version that was killed."),
  article: z.url().describe("The article's id in every format."),
  slug: z.string(),
  reason: z.string(),
  at: z.iso.datetime(),
  deadline: z.iso.datetime().nullable().describe("When copies must be down; null if the license sets no deadline."),
  closed: z.iso.datetime().nullable().describe("When the article was restored."),
};

/** A recall as a publisher sees it. */
export const OwnRecallJson = z
  .object({
    ...about,
    open: z.boolean().describe("Whether you still have to report what became of your copy."),
    overdue: z.boolean(),
    acknowledgement: said,
  })
  .meta({ id: "OwnRecall" });
export type OwnRecallJson = z.infer<typeof OwnRecallJson>;

const publisher = {
  publisher: z.string(),
  organization: z.string(),
  contact: z.object({ name: z.string(), email: z.string() }),
  sent: z
    .array(
      z.object({
        webhook: z.string().nullable().describe("Where it was sent; null if that webhook has since been deleted."),
        at: z.iso.datetime(),
        state: z.string(),
        tries: z.int().describe("All tries, including the successful one."),
        lastStatus: z.int().nullable(),
      }),
    )
    .describe("Messages to its webhooks about this kill."),
  mails: z
    .array(
      z.object({
        email: z.string(),
        at: z.iso.datetime().describe("When it was written."),
        state: z
          .enum(MAIL_STATES)
          .describe(
            "`mailed`: a mail service accepted it; nobody knows whether it was read. `ready`: the wire doesn't send mail, so the desk must.",
          ),
        sentAt: z.iso.datetime().nullable(),
      }),
    )
    .describe("Emails to its people about this kill."),
};

const HolderJson = z
  .object({
    ...publisher,
    copy: z
      .object({ version: z.int(), first: z.iso.datetime(), last: z.iso.datetime(), address: z.string() })
      .nullable()
      .describe(
        "The newest text it received, and when it received the first. Null if it received no text: only a picture, or only a notice of the story before the kill.",
      ),
    picture: z
      .object({ first: z.iso.datetime(), last: z.iso.datetime(), address: z.string() })
      .nullable()
      .describe(
        "The newest picture of the story that it took from here, and when it took the first; null if it took none.",
      ),
    acknowledgement: said,
    overdue: z.boolean(),
    state: z
      .enum(COPY_STATES)
      .describe(
        "The worst that is known. `says-gone`: the publisher says so. `verified-gone`: a check found so; not used yet.",
      ),
  })
  .meta({ id: "RecallHolder" });

const NotifiedJson = z.object(publisher).meta({ id: "NotifiedPublisher" });

/** A recall as the desk sees it: with its ledger. */
export const RecallJson = z
  .object({
    ...about,
    headline: z.string(),
    concerned: z.int().describe("How many publishers may hold a copy, or were notified of the story before the kill."),
    acknowledged: z.int(),
    overdue: z.int(),
    publishers: z.array(HolderJson).describe("Publishers that the recall concerns."),
    notified: z
      .array(NotifiedJson)
      .describe(
        "Publishers that were only sent the notice of the kill. They received neither text nor picture, so nothing is asked of them.",
      ),
  })
  .meta({ id: "Recall" });
export type RecallJson = z.infer<typeof RecallJson>;

/** The recalls that concern a publisher. */
export const OwnRecallListJson = z.object({ recalls: z.array(OwnRecallJson) }).meta({ id: "OwnRecallList" });

/** A page of recalls. */
export const RecallListJson = z
  .object({ recalls: z.array(RecallJson), next: z.string().nullable() })
  .meta({ id: "RecallList" });

/** Where a page of recalls starts. */
export const RecallListQuery = z.object({
  before: RecallId.shape.id.optional().describe("`next` from the previous answer."),
});

/** The publisher of a recall in a path. */
export const RecallHolderId = RecallId.extend({ publisher: z.string().max(50).describe("The publisher's id.") });
