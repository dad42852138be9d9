import type { Env } from "../../env.ts";
import { OUTAGE } from "../../model/policy.ts";
import { type Ledger, readLedger } from "../../store/ledger.ts";
import { readNotedState } from "../../store/standby.ts";
import { Unavailable, within } from "../respond/unavailable.ts";
import { isolate } from "./isolate.ts";
import { believedLedger, isBelieved, learn, newerLedger } from "./memory.ts";

/** The wire's state as the door believes it: from the database or, while that can't be read, its last known state. */
export type Belief = { ledger: Ledger; isDegraded: boolean };

/** Keeps work running after the answer. */
type Later = (work: Promise<unknown>) => void;

/**
 * The newest state, at most a second old, for one row of the database. While that can't be read: for a limited time the newer
 * of this isolate's last state and the one that publishes noted in R2, or `Unavailable` if there is neither. `patienceMs`
 * limits the wait for the database: short if something known can be served instead.
 */
export async function believe(
  env: Pick<Env, "db" | "images">,
  now: number,
  later: Later,
  patienceMs: number = isolate.newest === undefined ? OUTAGE.readMs : OUTAGE.ledgerMs,
): Promise<Belief> {
  const ledger = believedLedger(now) ?? (await askDatabase(env.db, now, later, patienceMs));
  return ledger === undefined ? lastBelief(env.images, now) : { ledger, isDegraded: false };
}

/** The ledger as the door believes it. */
export const newestLedger = async (env: Pick<Env, "db" | "images">, now: number): Promise<Ledger> =>
  (await believe(env, now, () => undefined)).ledger;

/**
 * Asks the database. While it doesn't answer, a caller with little patience asks only once per second; a late answer still
 * counts.
 */
async function askDatabase(db: D1Database, now: number, later: Later, patienceMs: number): Promise<Ledger | undefined> {
  const isAskedAlready = isolate.outage && isBelieved(isolate.outage.askedAt, now, OUTAGE.askAgainMs);
  if (isAskedAlready && patienceMs < OUTAGE.readMs) return undefined;
  const asked = readLedger(db).then((ledger) => {
    learn(ledger, now);
    endOutage();
    return ledger;
  });
  later(asked.catch(() => undefined));
  try {
    return await within(patienceMs, asked, "the ledger");
  } catch (error) {
    noteOutage(error, now);
    return undefined;
  }
}

function noteOutage(error: unknown, now: number): void {
  if (isolate.outage === undefined) console.error("The database can't be read; what is known is served on.", error);
  const since = isolate.outage?.since ?? isolate.newest?.at ?? now;
  isolate.outage = { since, askedAt: now };
}

function endOutage(): void {
  if (isolate.outage !== undefined) console.warn("The database answers again.");
  isolate.outage = undefined;
  isolate.brokenAt = undefined;
}

/** The state in R2 is never older than a removal reported as done, so no outage brings anything back. */
async function lastBelief(bucket: R2Bucket, now: number): Promise<Belief> {
  const since = isolate.outage?.since ?? now;
  if (now - since > OUTAGE.servedMs) throw new Unavailable("the database hasn't answered for too long");
  const ledger = newerLedger(await notedLedger(bucket, now), isolate.newest?.ledger);
  if (ledger === undefined) throw new Unavailable("the database doesn't answer, and no state is known");
  return { ledger, isDegraded: true };
}

async function notedLedger(bucket: R2Bucket, now: number): Promise<Ledger | undefined> {
  const { noted } = isolate;
  if (noted && isBelieved(noted.at, now, OUTAGE.askAgainMs)) return noted.ledger;
  const ledger = await within(OUTAGE.readMs, readNotedState(bucket), "R2").catch((cause: unknown) => {
    throw new Unavailable("neither the database nor R2 can be read", { cause });
  });
  isolate.noted = { ledger, at: now };
  return ledger;
}
