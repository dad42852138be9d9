import { z } from "@hono/zod-openapi";
import { articleUrl } from "../../model/address.ts";
import {
  type Acknowledgement,
  deadlineOf,
  isOpen,
  isOverdue,
  OUTCOMES,
  type Recall,
} from "../../model/article/recall.ts";

const AcknowledgementJson = z
  .object({
    outcome: z.enum(OUTCOMES).describe("`removed`, `not-used`, or `kept`: it stands."),
    note: z.string().optional(),
    at: z.iso.datetime(),
    by: z.string().describe("Who said so: the publisher, or who of the desk was told."),
  })
  .nullable();

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
export const OwnRecallJson = z.object({
  ...about,
  open: z.boolean().describe("Whether something is still to be said of it."),
  overdue: z.boolean(),
  acknowledgement: AcknowledgementJson,
});
export type OwnRecallJson = z.infer<typeof OwnRecallJson>;

type Known = Recall & { reason: string };

const told = (recall: Known, origin: string) => ({
  id: recall.id,
  article: articleUrl(origin, recall.article),
  slug: recall.article,
  reason: recall.reason,
  at: recall.at,
  deadline: deadlineOf(recall) ?? null,
  closed: recall.closed ?? null,
});

/** A recall as JSON, for the publisher that it concerns. The story's own words aren't in it. */
export const ownRecallJson = (
  recall: Known & { acknowledgement?: Acknowledgement },
  origin: string,
  now: string,
): OwnRecallJson => ({
  ...told(recall, origin),
  open: isOpen(recall, recall.acknowledgement),
  overdue: isOverdue(recall, recall.acknowledgement, now),
  acknowledgement: recall.acknowledgement ?? null,
});

const HolderJson = z.object({
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
  acknowledgement: AcknowledgementJson,
  overdue: z.boolean(),
});

/** A recall as the desk sees it: its ledger. */
export const RecallJson = z.object({
  ...about,
  headline: z.string(),
  concerned: z.int().describe("Publishers that may hold a copy or were told of the story."),
  acknowledged: z.int(),
  overdue: z.int(),
  publishers: z.array(HolderJson),
});
export type RecallJson = z.infer<typeof RecallJson>;

type Holder = Omit<RecallJson["publishers"][number], "copy" | "acknowledgement" | "overdue"> & {
  copy?: RecallJson["publishers"][number]["copy"];
  acknowledgement?: Acknowledgement;
};

/** A recall with everybody whom it concerns. */
export function recallJson(
  recall: Known & { headline: string },
  holders: readonly Holder[],
  origin: string,
  now: string,
): RecallJson {
  const publishers = holders.map((holder) => ({
    ...holder,
    copy: holder.copy ?? null,
    acknowledgement: holder.acknowledgement ?? null,
    overdue: isOverdue(recall, holder.acknowledgement, now),
  }));
  return {
    ...told(recall, origin),
    headline: recall.headline,
    concerned: publishers.length,
    acknowledged: publishers.filter(({ acknowledgement }) => acknowledgement !== null).length,
    overdue: publishers.filter(({ overdue }) => overdue).length,
    publishers,
  };
}
