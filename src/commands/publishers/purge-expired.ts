import { RETENTION, SIGN_IN } from "../../model/policy.ts";
import { DAY, HOUR, instant } from "../../model/time.ts";
import { anyDue, type DueQuestion } from "../../store/due.ts";
import { deleteOldMail, oldMailDue } from "../../store/mail/outbox.ts";
import { deleteDue, leavingDue } from "../../store/publisher/publisher.ts";
import { deleteOver, overDue } from "../../store/publisher/sign-in-link.ts";
import { deleteSent, sentDue } from "../../store/push/outbox.ts";
import type { DeskContext } from "../publishing/commit.ts";

/**
 * Something kept for a limited time: whether any of it has expired, and how to delete it. Safe to run twice. Times in
 * milliseconds.
 */
type Kept = {
  isDue: (now: number) => DueQuestion;
  purge: (desk: Pick<DeskContext, "db" | "now">) => Promise<unknown>;
};

const linksUntil = (now: number): string => instant(now - SIGN_IN.linkKnownHours * HOUR);

/** Deletes expired sessions, and links a day later: until then, opening a link says that it is too old. */
export const SIGN_INS: Kept = {
  isDue: (now) => overDue(instant(now), linksUntil(now)),
  purge: ({ db, now }) => db.batch(deleteOver(db, instant(now), linksUntil(now))),
};

const sentBefore = (now: number): string => instant(now - RETENTION.deliveryDays * DAY);

/** Deletes messages sent long ago, to software and to people. */
export const MESSAGES: Kept = {
  isDue: (now) => anyDue(sentDue(sentBefore(now)), oldMailDue(sentBefore(now))),
  purge: ({ db, now }) => db.batch([deleteSent(db, sentBefore(now)), ...deleteOldMail(db, sentBefore(now))]),
};

/** Deletes the data of applicants that were refused or left. */
export const PUBLISHERS: Kept = {
  isDue: (now) => leavingDue(instant(now)),
  purge: ({ db, now }) => db.batch(deleteDue(db, instant(now))),
};
