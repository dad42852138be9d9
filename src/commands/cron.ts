import { CRON, MAIL } from "../model/policy.ts";
import { DAY, instant } from "../model/time.ts";
import { inTime, withTimeout } from "../sources/outbound.ts";
import { endingDue, releaseDue } from "../store/article/record.ts";
import { anyDue, type DueQuestion, readDue } from "../store/due.ts";
import { type Ledger, readLedger } from "../store/ledger.ts";
import { digestDue, writeDigests } from "../store/mail/digest.ts";
import { mailDue } from "../store/mail/outbox.ts";
import { licenceDatesDue } from "../store/masthead.ts";
import { proofDue, watchDue } from "../store/publisher/domain.ts";
import { sendingDue } from "../store/push/outbox.ts";
import { searchDue } from "../store/search/todo.ts";
import { DELIVERY_EFFECTS, Done, doneWithout, type Effects, mergeEffects, NO_EFFECTS } from "./effects.ts";
import { proveDue } from "./publishers/prove.ts";
import { MESSAGES, PUBLISHERS, SIGN_INS } from "./publishers/purge-expired.ts";
import { watchKeys } from "./publishers/watch-keys.ts";
import { applyLicenceDates } from "./publishing/apply-licence-dates.ts";
import type { DeskContext } from "./publishing/commit.ts";
import { expire } from "./publishing/expire.ts";
import { expireNotes, notesAreDue } from "./publishing/expire-notes.ts";
import { fillSearch } from "./publishing/fill-search.ts";
import { release } from "./publishing/release.ts";
import { VISITS } from "./sources/visit.ts";

type TendingContext = Parameters<typeof proveDue>[0];

/** Something that the cron does: how the database tells whether there is any of it at a time in milliseconds, and doing it. */
export type Job<Context> = {
  isDue: (now: number) => DueQuestion;
  run: (context: Context) => Promise<Done<void>>;
};

/** In this order: a licence that ends takes effect before an embargo does, and an expiry before a release. */
export const PUBLISHING: Record<string, Job<DeskContext>> = {
  licenceDates: { isDue: (now) => licenceDatesDue(instant(now)), run: applyLicenceDates },
  expiries: { isDue: (now) => endingDue(instant(now)), run: expire },
  releases: { isDue: (now) => releaseDue(instant(now)), run: release },
  notes: { isDue: notesAreDue, run: expireNotes },
};

/** Handing out what has to be sent is an effect, also of what was published: so nothing is run for it here. */
export const DISPATCH: Pick<Job<never>, "isDue"> = {
  isDue: (now) => anyDue(sendingDue(instant(now)), mailDue(instant(now))),
};

const purging = ({ isDue, purge }: typeof SIGN_INS): Job<TendingContext> => ({
  isDue,
  run: async (context) => {
    await purge(context);
    return doneWithout(undefined);
  },
});

/** Deletes what was kept long enough, proves domains, and looks for keys on the web. */
export const TENDING: Record<string, Job<TendingContext>> = {
  digests: {
    isDue: (now) => digestDue(instant(now)),
    run: async ({ db, now }) => {
      await db.batch(writeDigests(db, instant(now), MAIL.digests));
      return new Done<void>(undefined, DELIVERY_EFFECTS);
    },
  },
  signIns: purging(SIGN_INS),
  messages: purging(MESSAGES),
  publishers: purging(PUBLISHERS),
  proofs: { isDue: (now) => proofDue(instant(now)), run: proveDue },
  search: {
    isDue: searchDue,
    run: async (context) => {
      await fillSearch(context);
      return doneWithout(undefined);
    },
  },
  keys: { isDue: (now) => watchDue(instant(now), instant(now - DAY)), run: watchKeys },
};

/** The jobs that have something to do; and the ledger, where none of them moves it on. While a backup is brought back, there are none. */
export type DueJobs = { jobs: ReadonlySet<unknown>; ledger: Ledger | undefined; isRestoring: boolean };

/** Asks once which jobs have something to do. Where nobody can tell, all of them: a question that fails keeps no embargo waiting. */
export async function findDue({ db, now }: Pick<DeskContext, "db" | "now">): Promise<DueJobs> {
  const publishing = Object.values(PUBLISHING);
  const jobs = [...publishing, DISPATCH, ...Object.values(TENDING), VISITS];
  const questions = jobs.map(({ isDue }) => isDue(now));
  const read = await waitFor(logAndContinue(readDue(db, questions)), CRON.questionMs);
  const ledger = read?.ledger ?? (await logAndContinue(readLedger(db)));
  // What a backup brings back half done is due to nothing yet.
  if (ledger?.isRestoring) return { jobs: new Set(), ledger, isRestoring: true };
  if (read === undefined) return { jobs: new Set(jobs), ledger: undefined, isRestoring: false };
  const due = new Set(jobs.filter((_, at) => read.isDue[at]));
  return { jobs: due, ledger: publishing.some((job) => due.has(job)) ? undefined : ledger, isRestoring: false };
}

/**
 * Publishes what is due this minute: licences in and out of force, expiries, embargoes, and old notes; and carries out what
 * follows from each. A job that fails or hangs costs its own work alone: an embargo waits for no other job. Answers with the
 * jobs that were begun: one that hangs may end later.
 */
export async function publishDue(
  desk: DeskContext,
  { jobs }: DueJobs,
  carryOut: (effects: Effects) => Promise<void>,
): Promise<Promise<void>[]> {
  const begun = [];
  for (const job of Object.values(PUBLISHING).filter((each) => jobs.has(each))) {
    const done = logAndContinue(job.run(desk).then((each) => each.handOver(carryOut)));
    begun.push(done);
    await waitFor(done, CRON.jobMs);
  }
  if (jobs.has(DISPATCH)) await logAndContinue(carryOut({ ...NO_EFFECTS, isDue: true }));
  return begun;
}

/** Looks after publishers, as far as something is due. It comes last, and its jobs run together: other people's sites may be slow. */
export async function tendPublishers(context: TendingContext, { jobs }: DueJobs): Promise<Done<void>> {
  const due = Object.values(TENDING).filter((job) => jobs.has(job));
  const done = await Promise.all(due.map(({ run }) => logAndContinue(run(context))));
  return new Done(undefined, mergeEffects(done.map((each) => each?.handOver((effects) => effects) ?? NO_EFFECTS)));
}

/** Lets the next job run though one failed; its error is logged. */
export const logAndContinue = <Result>(job: Promise<Result>): Promise<Result | undefined> =>
  job.catch((error: unknown) => {
    console.error(error);
    return undefined;
  });

/** What a job comes to; undefined where it takes too long, and then nothing waits for it any more. */
async function waitFor<Result>(job: Promise<Result>, ms: number): Promise<Result | undefined> {
  const result = await withTimeout(ms, (signal) => inTime(signal, () => job));
  if (result !== "slow" && result !== "unreachable") return result;
  console.error(`a job of the cron takes more than ${ms} ms`);
  return undefined;
}
