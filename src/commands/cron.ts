import { Done, mergeEffects, NO_EFFECTS } from "./effects.ts";
import { proveDue } from "./publishers/prove.ts";
import { purgeExpired } from "./publishers/purge-expired.ts";
import { watchKeys } from "./publishers/watch-keys.ts";
import { applyLicenceDates } from "./publishing/apply-licence-dates.ts";
import type { DeskContext } from "./publishing/commit.ts";
import { expire } from "./publishing/expire.ts";
import { expireNotes } from "./publishing/expire-notes.ts";
import { release } from "./publishing/release.ts";

/** In this order: a licence that ends takes effect before an embargo does, and an expiry before a release. */
const PUBLISHING = [applyLicenceDates, expire, release, expireNotes];

/**
 * Does what is due this minute: licences in and out of force, expiries, embargoes, and old notes. A job that fails costs
 * its own work alone and is done a minute later: an embargo waits for no other job.
 */
export async function publishDue(desk: DeskContext): Promise<Done<void>> {
  const effects = [];
  for (const job of PUBLISHING) {
    const done = await logAndContinue(job(desk));
    effects.push(done?.handOver((each) => each) ?? NO_EFFECTS);
  }
  // Deliveries that failed before are due again by now, whatever else happened.
  return new Done(undefined, { ...mergeEffects(effects), isDue: true });
}

/** Deletes what was kept long enough, proves domains, and looks for keys on the web. These come last: other people's sites may be slow. */
export async function tendPublishers(context: Parameters<typeof proveDue>[0]): Promise<Done<void>> {
  await logAndContinue(purgeExpired(context));
  const effects = [];
  for (const job of [proveDue, watchKeys]) {
    const done = await logAndContinue(job(context));
    effects.push(done?.handOver((each) => each) ?? NO_EFFECTS);
  }
  return new Done(undefined, mergeEffects(effects));
}

/** Lets the next job run though one failed; its error is logged. */
export const logAndContinue = <Result>(job: Promise<Result>): Promise<Result | undefined> =>
  job.catch((error: unknown) => {
    console.error(error);
    return undefined;
  });
