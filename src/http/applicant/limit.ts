import type { Context } from "hono";
import { RATE } from "../../model/policy.ts";
import type { DoorEnv } from "../context.ts";
import { problem } from "../respond/problems.ts";

/** Applications and looks at domains cost others something, so an address may ask for few in a minute. */
export async function mayApply<E extends DoorEnv>(c: Context<E>): Promise<boolean> {
  const key = c.req.header("CF-Connecting-IP") ?? "local";
  return (await c.env.env.applyLimit.limit({ key })).success;
}

/** Says that they ask too often. */
export const tooMany = <E extends DoorEnv>(c: Context<E>): Response =>
  problem(c, "too-many-requests", { headers: { "Retry-After": String(RATE.retrySeconds) } });
