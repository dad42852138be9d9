import type { MiddlewareHandler } from "hono";
import { RATE } from "../../model/policy.ts";
import type { DoorEnv } from "../context.ts";
import { problem } from "../respond/problems.ts";
import { beliefOf } from "./outage.ts";

/** What stays available during a restore: the restore itself, and the health check. */
const GOES_ON = /^\/(?:v1\/desk\/restored?(?:\/|$)|health$)/;

/** During a restore nobody else reads or writes: the data is incomplete. */
export const refuseWhileRestoring: MiddlewareHandler<DoorEnv> = async (c, next) => {
  if (GOES_ON.test(c.req.path)) return next();
  const belief = await beliefOf(c).catch(() => undefined);
  if (belief?.ledger.isRestoring !== true) return next();
  return problem(c, "nothing-published", {
    detail: "The wire is being restored from a backup. Try again in a few minutes.",
    headers: { "Retry-After": String(RATE.emptyRetrySeconds) },
  });
};
