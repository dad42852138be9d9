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

/** A mail as Cloudflare's binding takes it. */
type SentMail = Omit<OutgoingMail, "fromName"> & { from: { email: string; name: string } };

/** The way out: Cloudflare's binding, and the address that mails are from. */
export type Mailer = { send: (mail: SentMail) => Promise<unknown>; from: string };

/** What sending needs from outside; the time is in milliseconds. */
export type MailSender = {
  db: D1Database;
  origin: string;
  clock: () => number;
  random: (bytes: number) => Uint8Array;
  mailer: Mailer;
};

/** Tries the mails that the queue brought, once each. Never fails: the outbox holds the next try, whatever comes of this one. */
export async function sendMails(sender: MailSender, messages: readonly unknown[]): Promise<void> {
  for (const message of messages) await sendOne(sender, message).catch((error: unknown) => console.error(error));
}

/** Takes a mail in hand, writes and sends it, and notes what came of it. Whoever stops in between leaves it held, and the cron hands it out again. */
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

/** Why a try came to nothing; undefined where the mail left. An error in writing one is a failed try, so that it ends at the desk and isn't tried for ever. */
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

/** Problems that another try doesn't mend: nobody is to be told any more. */
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
