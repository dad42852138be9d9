import { instant } from "../model/article.ts";
import { anyDue, deleteDue } from "../store/publisher.ts";
import type { Desk } from "./commit.ts";

/** Deletes the data of applicants that were refused or left, once their time is over. Safe to run twice. */
export async function deleteGone({ db, now }: Pick<Desk, "db" | "now">): Promise<void> {
  if (await anyDue(db, instant(now))) await db.batch(deleteDue(db, instant(now)));
}
