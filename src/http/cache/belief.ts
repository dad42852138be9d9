import type { Env } from "../../env.ts";
import { OUTAGE } from "../../model/policy.ts";
import { type Ledger, readLedger } from "../../store/ledger.ts";
import { readNotedState } from "../../store/standby.ts";
import { Unavailable, within } from "../respond/unavailable.ts";
import { isolate } from "./isolate.ts";
import { believedLedger, isBelieved, learn, newerLedger } from "./memory.ts";

/** What the door takes for the state of the wire: as the database says it, or, while that can't be read, as it last was. */
export type Belief = { ledger: Ledger; isDegraded: boolean };

/** Keeps work alive behind the answer. */
type Later = (work: Promise<unknown>) => void;

/**
 * The newest state: at most a second old, for one row of the database; while that can't be read, the newer of what this
 * isolate knew last and of what the last publishes noted in R2, for a bounded time. `Unavailable` where there is neither.
 * `patienceMs` is how long the database may take: short where something is known that can be served instead.
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

/** Asks the database; while it doesn't answer, who has little patience asks once a second. What comes late is learnt all the same. */
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

/** What is noted in R2 is never older than a removal that was reported as done: so no outage brings anything back. */
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
