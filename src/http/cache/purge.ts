import { dispatchDue } from "../../commands/push/dispatch-due.ts";
import { CACHE } from "../../model/policy.ts";
import type { Door, Wire } from "../auth/authenticate.ts";
import { askAgain, STATE_TTL_MS } from "./memory.ts";

/** What follows a publish: what is due to be sent is handed out at once, and everything that holds the state before forgets it. */
export async function afterPublish(
  tags: readonly string[],
  { env, clock, wire }: Pick<Door, "env" | "clock" | "wire">,
): Promise<void> {
  if (tags.length === 0) return;
  await Promise.all([dispatchDue({ ...env, now: clock() }), forgetEverywhere(tags, wire)]);
}

/**
 * This isolate asks for the newest state at once; and the cache in front of Wire is purged, once, when no isolate anywhere
 * still believes the state before: else one of them could fill the cache with it again.
 */
export async function forgetEverywhere(tags: readonly string[], { purge }: Pick<Wire, "purge">): Promise<void> {
  if (tags.length === 0) return;
  askAgain();
  await new Promise((resolve) => setTimeout(resolve, STATE_TTL_MS + CACHE.purgeAfterMs));
  await purge([...tags]);
}
