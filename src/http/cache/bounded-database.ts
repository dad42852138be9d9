import { OUTAGE } from "../../model/policy.ts";
import { Unavailable, within } from "../respond/unavailable.ts";
import { isolate } from "./isolate.ts";
import { isBelieved } from "./memory.ts";

/** The time limit for each kind of query, in milliseconds. A batch has D1's own limit. */
const ASKED = new Map<string | symbol, number>([
  ["first", OUTAGE.readMs],
  ["all", OUTAGE.readMs],
  ["raw", OUTAGE.readMs],
  ["run", OUTAGE.writeMs],
  ["exec", OUTAGE.writeMs],
  ["batch", OUTAGE.writeMs],
]);

/** Methods that return a statement, whose results are bounded too. */
const MADE = new Set<string | symbol>(["prepare", "bind"]);

/**
 * Returns the same database with time limits: a query that takes too long is `Unavailable`. After a timeout, queries fail at
 * once for as long as a state is believed, because each of them would wait in vain.
 */
export const boundDatabase = (db: D1Database, clock: () => number): D1Database => bound(db, clock);

const bound = <Asked extends D1Database | D1PreparedStatement>(asked: Asked, clock: () => number): Asked =>
  new Proxy(asked, {
    get: (target, name) => {
      const member: unknown = Reflect.get(target, name);
      if (typeof member !== "function") return member;
      const ms = ASKED.get(name);
      return (...values: unknown[]) => {
        const call = () => Reflect.apply(member, target, values);
        if (ms !== undefined) return ask(call, ms, clock);
        return MADE.has(name) ? bound(call(), clock) : call();
      };
    },
  });

/** Whether a query timed out recently and nothing has answered since. */
export const isBroken = (now: number): boolean =>
  isolate.brokenAt !== undefined && isBelieved(isolate.brokenAt, now, OUTAGE.askAgainMs);

async function ask<Result>(call: () => Promise<Result>, ms: number, clock: () => number): Promise<Result> {
  if (isBroken(clock())) throw new Unavailable("the database didn't answer a moment ago");
  try {
    return await within(ms, call(), "the database");
  } catch (error) {
    if (isOfStatement(error)) throw error;
    if (!(error instanceof Unavailable)) throw new Unavailable("the database failed", { cause: error });
    isolate.brokenAt = clock();
    throw error;
  }
}

/** Errors caused by a statement's own values: a table constraint, or our guard. The database is fine. */
const isOfStatement = (error: unknown): boolean =>
  /SQLITE_(?:CONSTRAINT|TOOBIG|MISMATCH|RANGE)|malformed JSON|D1_TYPE_ERROR|UNIQUE constraint/.test(messageOf(error));

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
