import type { Context } from "hono";
import { RATE } from "../../model/policy.ts";
import { networkOf } from "../auth/limits.ts";
import type { DoorEnv } from "../context.ts";
import { problem } from "../respond/problems.ts";

/** Applications and domain checks cost other sites something, so each network may only make a few per minute. */
export const mayApply = async <E extends DoorEnv>(c: Context<E>): Promise<boolean> =>
  (await c.env.env.applyLimit.limit({ key: networkOf(c) })).success;

/** When a network that asked too often may retry, and when everybody may. */
export const RETRY_AFTER = { "Retry-After": String(RATE.retrySeconds) };
export const RETRY_AFTER_ALL = { "Retry-After": String(RATE.applicationRetrySeconds) };

/** Refuses because this network asks too often. */
export const tooMany = <E extends DoorEnv>(c: Context<E>): Response =>
  problem(c, "too-many-requests", { headers: RETRY_AFTER });

/** Refuses because there were too many applications altogether. */
export const tooManyInAll = <E extends DoorEnv>(c: Context<E>): Response =>
  problem(c, "too-many-requests", { headers: RETRY_AFTER_ALL });
