import { RETENTION, SIGN_IN } from "../../model/policy.ts";
import { DAY, HOUR, instant } from "../../model/time.ts";
import { anyDue, deleteDue } from "../../store/publisher/publisher.ts";
import { deleteOver } from "../../store/publisher/sign-in-link.ts";
import { deleteSent } from "../../store/push/outbox.ts";
import type { DeskContext } from "../publishing/commit.ts";

/** Deletes the data of applicants that were refused or left, and what was sent long ago, once their time is over. Safe to run twice. */
export async function purgeExpired({ db, now }: Pick<DeskContext, "db" | "now">): Promise<void> {
  await deleteOver(db, instant(now), instant(now - SIGN_IN.linkKnownHours * HOUR));
  await deleteSent(db, instant(now - RETENTION.deliveryDays * DAY)).run();
  if (await anyDue(db, instant(now))) await db.batch(deleteDue(db, instant(now)));
}
