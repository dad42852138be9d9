import type { MiddlewareHandler } from "hono";
import { RATE } from "../../model/policy.ts";
import type { DoorEnv } from "../context.ts";
import { problem } from "../respond/problems.ts";
import { beliefOf } from "./outage.ts";

/** What goes on while a backup is being restored: restoring it, and asking whether the wire is up. */
const GOES_ON = /^\/(?:v1\/desk\/restored?(?:\/|$)|health$)/;

/** While a backup is being restored, nobody else reads or writes anything: what is there is half done. */
export const refuseWhileRestoring: MiddlewareHandler<DoorEnv> = async (c, next) => {
  if (GOES_ON.test(c.req.path)) return next();
  const belief = await beliefOf(c).catch(() => undefined);
  if (belief?.ledger.isRestoring !== true) return next();
  return problem(c, "nothing-published", {
    detail: "The wire is being restored from a backup. Try again in a few minutes.",
    headers: { "Retry-After": String(RATE.emptyRetrySeconds) },
  });
};
