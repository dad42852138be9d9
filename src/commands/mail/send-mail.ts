import { type MailProblem, MailReminder } from "../../model/mail/mail.ts";
import { MAIL } from "../../model/policy.ts";
import { waitAfter } from "../../model/retry.ts";
import { HOUR, instant } from "../../model/time.ts";
import {
  type ClaimedMail,
  type ClaimTimes,
  claimMail,
  deferMail,
  type MailOutcome,
  writeMailOutcome,
} from "../../store/mail/outbox.ts";
import { compose } from "./compose.ts";
import type { OutgoingMail } from "./context.ts";

/** A mail in the form that Cloudflare's binding takes. */
type SentMail = Omit<OutgoingMail, "fromName"> & { from: { email: string; name: string } };

/** Cloudflare's mail binding, and the address that mails come from. */
export type Mailer = { send: (mail: SentMail) => Promise<unknown>; from: string };

/** What sending needs; the time is in milliseconds. */
export type MailSender = {
  db: D1Database;
  origin: string;
  clock: () => number;
  random: (bytes: number) => Uint8Array;
  mailer: Mailer;
};

/** Tries each mail from the queue once. Never fails: the outbox holds the next try, whatever the outcome of this one. */
export async function sendMails(sender: MailSender, messages: readonly unknown[]): Promise<void> {
  for (const message of messages) await sendOne(sender, message).catch((error: unknown) => console.error(error));
}

/** Claims a mail, writes and sends it, and records the outcome. If interrupted, it stays leased, and the cron queues it again. */
async function sendOne(sender: MailSender, message: unknown): Promise<void> {
  const { db, clock } = sender;
  const { data: reminder } = MailReminder.safeParse(message);
  if (reminder === undefined) return;
  const times = timesAt(clock());
  const claimed = await claimMail(db, reminder, times);
  if (claimed === undefined) {
    await deferMail(db, reminder, times).run();
    return;
  }
  const problem = await trySending(sender, claimed);
  await writeMailOutcome(db, claimed, outcomeOf(claimed, problem, clock())).run();
}

const timesAt = (now: number): ClaimTimes => ({
  now: instant(now),
  until: instant(now + MAIL.tryLeaseMs),
  hourAgo: instant(now - HOUR),
});

/**
 * Returns why a try failed; undefined if the mail was sent. An error while writing it counts as a failed try, so that the mail
 * ends up with the desk instead of being tried forever.
 */
async function trySending(sender: MailSender, claimed: ClaimedMail): Promise<MailProblem | undefined> {
  const { mailer, clock } = sender;
  const now = clock();
  let composed: Awaited<ReturnType<typeof compose>>;
  try {
    composed = await compose({ ...sender, now, by: "mail" }, claimed, instant(now));
  } catch (error) {
    console.error(error);
    return "broken";
  }
  if (!composed.ok) return composed.because;
  try {
    const { fromName: name, ...mail } = composed.mail;
    await mailer.send({ ...mail, from: { email: mailer.from, name } });
    return undefined;
  } catch (error) {
    console.error(error);
    return "refused";
  }
}

/** Problems that another try can't fix: there is nobody left to tell. */
const OVER: readonly MailProblem[] = ["late", "settled", "removed"];

function outcomeOf({ tries }: ClaimedMail, problem: MailProblem | undefined, now: number): MailOutcome {
  const at = instant(now);
  if (problem === undefined) return { state: "mailed", at, nextAt: null, problem: null };
  if (OVER.includes(problem)) return { state: "stopped", at, nextAt: null, problem };
  const wait = waitAfter(tries + 1, MAIL.tries);
  return wait === undefined
    ? { state: "failed", at, nextAt: null, problem }
    : { state: "waiting", at, nextAt: instant(now + wait), problem };
}
