import type { Context } from "hono";
import { RATE } from "../../model/policy.ts";
import { networkOf } from "../auth/limits.ts";
import type { DoorEnv } from "../context.ts";
import { problem } from "../respond/problems.ts";

/** Applications and looks at domains cost others something, so a network may ask for few in a minute. */
export const mayApply = async <E extends DoorEnv>(c: Context<E>): Promise<boolean> =>
  (await c.env.env.applyLimit.limit({ key: networkOf(c) })).success;

/** Says that they ask too often. */
export const tooMany = <E extends DoorEnv>(c: Context<E>): Response =>
  problem(c, "too-many-requests", { headers: { "Retry-After": String(RATE.retrySeconds) } });

/** Says that everybody together applied too often. */
export const tooManyInAll = <E extends DoorEnv>(c: Context<E>): Response =>
  problem(c, "too-many-requests", { headers: { "Retry-After": String(RATE.applicationRetrySeconds) } });
