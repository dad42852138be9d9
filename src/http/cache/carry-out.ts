import type { Context } from "hono";
import type { Done, Effects } from "../../commands/effects.ts";
import { dispatchDue } from "../../commands/push/dispatch-due.ts";
import type { Door, DoorEnv } from "../context.ts";
import { isolate } from "./isolate.ts";
import { askAgain } from "./memory.ts";
import { noteForOutage, renewDocuments } from "./standby.ts";

/** What carrying out effects needs from the door. */
type Carrier = Pick<Door, "env" | "clock" | "wire">;

/**
 * Takes a command's outcome and carries out its effects. A removal is noted for an outage before the answer reports it as done;
 * everything else happens after the answer.
 */
export const settle = <E extends DoorEnv, Outcome>(c: Context<E>, done: Done<Outcome>): Promise<Outcome> =>
  done.handOver(async (effects, outcome) => {
    try {
      await beginCarrying(effects, c.env);
    } finally {
      c.executionCtx.waitUntil(endCarrying(effects, c.env));
    }
    return outcome;
  });

/** Carries out a command's effects: the only place that does. */
export async function carryOut(effects: Effects, carrier: Carrier): Promise<void> {
  await beginCarrying(effects, carrier);
  await endCarrying(effects, carrier);
}

/** Effects that must be complete before anyone is told that it is done. */
async function beginCarrying(
  { isVisible, isAltering, removals, changesKeys }: Effects,
  carrier: Carrier,
): Promise<void> {
  // Keys may open something else now. Other isolates notice when their entries expire.
  if (changesKeys) isolate.keys.clear();
  // This isolate asks for the newest state at once; others do when their belief expires.
  if (isVisible) askAgain();
  if (isAltering || removals.length > 0) await noteForOutage(carrier, removals);
}

async function endCarrying({ isVisible, isAltering, isDue }: Effects, carrier: Carrier): Promise<void> {
  const dispatched = isDue ? dispatchDue({ ...carrier.env, now: carrier.clock() }) : undefined;
  await Promise.all([dispatched, isVisible && !isAltering ? renewDocuments(carrier) : undefined]);
}

/** Carries out the effects of several commands in order, and returns their outcomes: for a batch job. */
export const settleWith =
  (carrier: Carrier) =>
  <Outcome>(done: Done<Outcome>): Promise<Outcome> =>
    done.handOver(async (effects, outcome) => {
      await carryOut(effects, carrier);
      return outcome;
    });
