import { DAY, instant } from "../model/article.ts";
import { SENT_DAYS } from "../model/delivery.ts";
import { forgetSent } from "../store/outbox.ts";
import { anyDue, deleteDue } from "../store/publisher.ts";
import type { Desk } from "./commit.ts";

/** Deletes the data of applicants that were refused or left, and what was sent long ago, once their time is over. Safe to run twice. */
export async function deleteGone({ db, now }: Pick<Desk, "db" | "now">): Promise<void> {
  await forgetSent(db, instant(now - SENT_DAYS * DAY)).run();
  if (await anyDue(db, instant(now))) await db.batch(deleteDue(db, instant(now)));
}
