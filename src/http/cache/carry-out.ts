import type { Context } from "hono";
import type { Done, Effects } from "../../commands/effects.ts";
import { dispatchDue } from "../../commands/push/dispatch-due.ts";
import { CACHE } from "../../model/policy.ts";
import type { Door, DoorEnv, Wire } from "../context.ts";
import { isolate } from "./isolate.ts";
import { askAgain, STATE_TTL_MS } from "./memory.ts";

/** Takes a command's outcome and carries its effects out behind the answer. */
export const settle = <E extends DoorEnv, Outcome>(c: Context<E>, done: Done<Outcome>): Outcome =>
  done.handOver((effects, outcome) => {
    c.executionCtx.waitUntil(carryOut(effects, c.env));
    return outcome;
  });

/** Carries out what has to follow a command: the one place that does. */
export async function carryOut(
  { purge, isDue, changesKeys }: Effects,
  { env, clock, wire }: Pick<Door, "env" | "clock" | "wire">,
): Promise<void> {
  // Keys may open something else now. Other isolates notice when their entries expire.
  if (changesKeys) isolate.keys.clear();
  const dispatched = isDue ? dispatchDue({ ...env, now: clock() }) : undefined;
  await Promise.all([dispatched, forgetEverywhere(purge, wire)]);
}

/**
 * This isolate asks for the newest state at once; and the cache in front of Wire is purged, once, when no isolate anywhere
 * still believes the state before: else one of them could fill the cache with it again.
 */
async function forgetEverywhere(tags: readonly string[], { purge }: Pick<Wire, "purge">): Promise<void> {
  if (tags.length === 0) return;
  askAgain();
  await new Promise((resolve) => setTimeout(resolve, STATE_TTL_MS + CACHE.purgeAfterMs));
  await purge([...tags]);
}
