import type { OwnRecallJson, RecallJson } from "../contract/recall.ts";
import { PAGES } from "../model/policy.ts";
import { instant } from "../model/time.ts";
import { ownRecallJson, recallJson } from "../render/api/recall.ts";
import { readHolders } from "../store/article/holder.ts";
import { listRecalls, type RecallFilters, type RecallRow, readRecallsOf } from "../store/article/recall.ts";
import type { ViewContext } from "./context.ts";

/** Returns a page of recalls with their ledgers; `next` is where the next page starts. */
export async function viewRecalls(
  context: ViewContext,
  before: string | undefined,
  filters?: RecallFilters,
): Promise<{ recalls: RecallJson[]; next: string | null }> {
  const rows = await listRecalls(context.db, before, PAGES.recalls, filters);
  const recalls = await Promise.all(rows.map((recall) => viewRecall(context, recall)));
  return { recalls, next: rows.length === PAGES.recalls ? (rows.at(-1)?.id ?? null) : null };
}

/** Returns a recall with every publisher that it concerns, and those that were only notified. */
export const viewRecall = async ({ db, origin, now }: ViewContext, recall: RecallRow): Promise<RecallJson> =>
  recallJson(recall, await readHolders(db, recall.id), origin, instant(now));

/** Returns the recalls that concern a publisher, newest first. */
export async function viewRecallsOf({ db, origin, now }: ViewContext, publisher: string): Promise<OwnRecallJson[]> {
  const recalls = await readRecallsOf(db, publisher, PAGES.ownRecalls);
  return recalls.map((each) => ownRecallJson(each, origin, instant(now)));
}

/** Returns a recall as one publisher sees it, with its own answer. */
export async function viewRecallOf(
  { db, origin, now }: ViewContext,
  recall: RecallRow,
  publisher: string,
): Promise<OwnRecallJson> {
  const [holder] = await readHolders(db, recall.id, publisher);
  const said = holder?.acknowledgement;
  return ownRecallJson({ ...recall, ...(said ? { acknowledgement: said } : {}) }, origin, instant(now));
}
