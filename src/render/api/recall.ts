import type { OwnRecallJson, RecallJson } from "../../contract/recall.ts";
import { articleUrl } from "../../model/address.ts";
import { copyState } from "../../model/article/copy-state.ts";
import { type Acknowledgement, deadlineOf, isOpen, isOverdue, type Recall } from "../../model/article/recall.ts";

type RecallDetails = Recall & { reason: string };

const recallFacts = (recall: RecallDetails, origin: string) => ({
  id: recall.id,
  article: articleUrl(origin, recall.article),
  slug: recall.article,
  reason: recall.reason,
  at: recall.at,
  deadline: deadlineOf(recall) ?? null,
  closed: recall.closed ?? null,
});

/** Returns a recall as JSON for a publisher that it concerns, without any text from the story. */
export const ownRecallJson = (
  recall: RecallDetails & { acknowledgement?: Acknowledgement },
  origin: string,
  now: string,
): OwnRecallJson => ({
  ...recallFacts(recall, origin),
  open: isOpen(recall, recall.acknowledgement),
  overdue: isOverdue(recall, recall.acknowledgement, now),
  acknowledgement: recall.acknowledgement ?? null,
});

type ConcernedJson = RecallJson["publishers"][number];
type Holder = RecallJson["notified"][number] & {
  isConcerned: boolean;
  copy?: ConcernedJson["copy"];
  picture?: ConcernedJson["picture"];
  acknowledgement?: Acknowledgement;
};

/** Returns a recall with every publisher that it concerns, and those that were only notified. */
export function recallJson(
  recall: RecallDetails & { headline: string },
  holders: readonly Holder[],
  origin: string,
  now: string,
): RecallJson {
  const publishers = holders.filter(({ isConcerned }) => isConcerned).map((each) => concernedJson(recall, each, now));
  return {
    ...recallFacts(recall, origin),
    headline: recall.headline,
    concerned: publishers.length,
    acknowledged: publishers.filter(({ acknowledgement }) => acknowledgement !== null).length,
    overdue: publishers.filter(({ overdue }) => overdue).length,
    publishers,
    notified: holders.filter(({ isConcerned }) => !isConcerned).map(notifiedJson),
  };
}

const notifiedJson = ({ publisher, organization, contact, sent, mails }: Holder): RecallJson["notified"][number] => ({
  publisher,
  organization,
  contact,
  sent,
  mails,
});

function concernedJson(recall: Recall, holder: Holder, now: string): ConcernedJson {
  const overdue = isOverdue(recall, holder.acknowledgement, now);
  return {
    ...notifiedJson(holder),
    copy: holder.copy ?? null,
    picture: holder.picture ?? null,
    acknowledgement: holder.acknowledgement ?? null,
    overdue,
    state: copyState({
      outcome: holder.acknowledgement?.outcome,
      isOverdue: overdue,
      isReached: [...holder.sent, ...holder.mails].some(({ state }) => state === "delivered" || state === "waiting"),
      isEmailed: holder.mails.some(({ state }) => state === "mailed"),
    }),
  };
}
