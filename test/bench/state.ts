import { CACHE } from "../../src/model/policy.ts";
import { SECOND } from "../../src/model/time.ts";
import { digits, type Figure } from "./table.ts";

/** Round-trip times to the database in milliseconds: nearby, across a continent, and from the other side of the world. */
const WAYS = [20, 100, 250];
/** Requests per second at one location, and the number of isolates that share them. */
const LOADS = [
  { perSecond: 1 / 60, isolates: 1 },
  { perSecond: 1, isolates: 2 },
  { perSecond: 10, isolates: 4 },
  { perSecond: 200, isolates: 20 },
] as const;
const REQUESTS = 20_000;

/** A Park-Miller generator: the same numbers in every run. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48_271) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

type Asking = { database: number; cache: number; oldest: number };

/**
 * Simulates requests arriving at random isolates: how many wait for the database, or for the cache of a `State` entrypoint,
 * before they look up the response, and the maximum age of a state in use.
 */
function simulate({ perSecond, isolates }: (typeof LOADS)[number], hasState: boolean): Asking {
  const random = randomFrom(20_260_601);
  const known: { read: number; at: number }[] = Array.from({ length: isolates }, () => ({ read: -1e9, at: -1e9 }));
  const told: Asking = { database: 0, cache: 0, oldest: 0 };
  let cached = -1e9;
  let now = 0;
  for (let request = 0; request < REQUESTS; request++) {
    now += (-Math.log(1 - random()) / perSecond) * SECOND;
    const isolate = known[Math.floor(random() * isolates)];
    if (isolate === undefined) throw new Error("there is no such isolate");
    if (now - isolate.at >= CACHE.stateMs) {
      if (!hasState || now - cached >= SECOND) {
        told.database += 1;
        cached = now;
      } else told.cache += 1;
      isolate.read = hasState ? cached : now;
      isolate.at = now;
    }
    told.oldest = Math.max(told.oldest, now - isolate.read);
  }
  return told;
}

/**
 * Calculates the cost of reading the state before the cache lookup: as implemented, and with a `State` entrypoint whose response
 * Cloudflare's cache would keep for one second. With the latter, a kill could take two seconds to be seen.
 */
export const measureState = (): Figure[] =>
  LOADS.flatMap((load) =>
    [false, true].map((hasState) => {
      const { database, oldest } = simulate(load, hasState);
      const share = database / REQUESTS;
      const waits = WAYS.map((way) => `${digits(share * way)} ms at ${way}`);
      return {
        name: `asking for the state, ${digits(load.perSecond)}/s at ${load.isolates} isolates${hasState ? ", with State" : ""}`,
        measured: `${digits(100 * share)} % ask D1`,
        byRound: [`on average ${waits.join(", ")};`, `a kill within ${digits(oldest / SECOND)} s`],
      };
    }),
  );
