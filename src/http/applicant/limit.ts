import type { Context } from "hono";
import { RATE } from "../../model/policy.ts";
import { networkOf } from "../auth/limits.ts";
import type { DoorEnv } from "../context.ts";
import { problem } from "../respond/problems.ts";

/** Applications and looks at domains cost others something, so a network may ask for few in a minute. */
export const mayApply = async <E extends DoorEnv>(c: Context<E>): Promise<boolean> =>
  (await c.env.env.applyLimit.limit({ key: networkOf(c) })).success;

/** When a network that asked too often may ask again, and when everybody may. */
export const RETRY_AFTER = { "Retry-After": String(RATE.retrySeconds) };
export const RETRY_AFTER_ALL = { "Retry-After": String(RATE.applicationRetrySeconds) };

/** Says that they ask too often. */
export const tooMany = <E extends DoorEnv>(c: Context<E>): Response =>
  problem(c, "too-many-requests", { headers: RETRY_AFTER });

/** Says that everybody together applied too often. */
export const tooManyInAll = <E extends DoorEnv>(c: Context<E>): Response =>
  problem(c, "too-many-requests", { headers: RETRY_AFTER_ALL });
