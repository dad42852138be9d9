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

/** A job of the cron: the database question whether any work is due at a time in milliseconds, and the work itself. */
export type Job<Context> = {
  isDue: (now: number) => DueQuestion;
  run: (context: Context) => Promise<Done<void>>;
};

/** In this order: a license that ends takes effect before an embargo does, and an expiry before a release. */
export const PUBLISHING: Record<string, Job<DeskContext>> = {
  licenceDates: { isDue: (now) => licenceDatesDue(instant(now)), run: applyLicenceDates },
  expiries: { isDue: (now) => endingDue(instant(now)), run: expire },
  releases: { isDue: (now) => releaseDue(instant(now)), run: release },
  notes: { isDue: notesAreDue, run: expireNotes },
};

/** Dispatching what is due is an effect, which publishing has too, so there is nothing to run for it here. */
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

/** Jobs that delete what has been kept long enough, verify domains, and search the web for keys. */
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

/** The jobs that have something to do; and the ledger, unless one of them advances it. None while a backup is being restored. */
export type DueJobs = { jobs: ReadonlySet<unknown>; ledger: Ledger | undefined; isRestoring: boolean };

/**
 * Finds out with one question which jobs have something to do. If the question fails, all of them run, so no embargo has to wait.
 */
export async function findDue({ db, now }: Pick<DeskContext, "db" | "now">): Promise<DueJobs> {
  const publishing = Object.values(PUBLISHING);
  const jobs = [...publishing, DISPATCH, ...Object.values(TENDING), VISITS];
  const questions = jobs.map(({ isDue }) => isDue(now));
  const read = await waitFor(logAndContinue(readDue(db, questions)), CRON.questionMs);
  const ledger = read?.ledger ?? (await logAndContinue(readLedger(db)));
  // Nothing is due for a half-restored backup.
  if (ledger?.isRestoring) return { jobs: new Set(), ledger, isRestoring: true };
  if (read === undefined) return { jobs: new Set(jobs), ledger: undefined, isRestoring: false };
  const due = new Set(jobs.filter((_, at) => read.isDue[at]));
  return { jobs: due, ledger: publishing.some((job) => due.has(job)) ? undefined : ledger, isRestoring: false };
}

/**
 * Publishes what is due this minute: licenses taking effect or ending, expiries, embargoes, and old notes; and carries out the
 * effects of each. A job that fails or hangs affects only its own work: an embargo waits for no other job. Returns the jobs
 * that were started; one that hangs may end later.
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

/**
 * Runs the due jobs that look after publishers. They come last and run concurrently, because other people's sites may be slow.
 */
export async function tendPublishers(context: TendingContext, { jobs }: DueJobs): Promise<Done<void>> {
  const due = Object.values(TENDING).filter((job) => jobs.has(job));
  const done = await Promise.all(due.map(({ run }) => logAndContinue(run(context))));
  return new Done(undefined, mergeEffects(done.map((each) => each?.handOver((effects) => effects) ?? NO_EFFECTS)));
}

/** Logs a job's error instead of throwing it, so that the next job can run. */
export const logAndContinue = <Result>(job: Promise<Result>): Promise<Result | undefined> =>
  job.catch((error: unknown) => {
    console.error(error);
    return undefined;
  });

/** Returns a job's result; undefined if it takes too long, and then nothing waits for it any longer. */
async function waitFor<Result>(job: Promise<Result>, ms: number): Promise<Result | undefined> {
  const result = await withTimeout(ms, (signal) => inTime(signal, () => job));
  if (result !== "slow" && result !== "unreachable") return result;
  console.error(`a job of the cron takes more than ${ms} ms`);
  return undefined;
}
