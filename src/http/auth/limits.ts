import type { Context, MiddlewareHandler } from "hono";
import { sha256Hex } from "../../model/hash.ts";
import { RATE } from "../../model/policy.ts";
import { MINUTE } from "../../model/time.ts";
import { isolate } from "../cache/isolate.ts";
import type { DoorEnv } from "../context.ts";
import { problem } from "../respond/problems.ts";

/**
 * Counts a publisher's reads in this isolate, whichever key it shows; false once there are more than `most` in this minute.
 * Cloudflare's own limit counts requests that reach the door. `now` is in milliseconds.
 */
export function mayRead(publisher: string, most: number, now: number): boolean {
  const minute = Math.floor(now / MINUTE);
  const before = isolate.readCounts.get(publisher);
  const count = (before?.minute === minute ? before.count : 0) + 1;
  isolate.readCounts.set(publisher, { minute, count });
  return count <= most;
}

/** Refuses a read if the publisher read too often in this minute, by the isolate's count or Cloudflare's. */
export async function refuseTooMany<E extends DoorEnv>(
  c: Context<E>,
  publisher: string,
): Promise<Response | undefined> {
  const { env, clock } = c.env;
  const now = clock();
  if (mayRead(publisher, env.keyReads, now) && (await env.keyLimit.limit({ key: publisher })).success) return undefined;
  return problem(c, "too-many-requests", { headers: { "Retry-After": String(untilNextMinute(now)) } });
}

/** Seconds until the end of the minute. */
export const untilNextMinute = (now: number): number => 60 - (Math.floor(now / 1000) % 60);

/**
 * Returns the origin of a request for limits: its IPv4 address, or its IPv6 network, because whoever has one address of the
 * network has all of them.
 */
export const networkOf = <E extends DoorEnv>(c: Context<E>): string =>
  networkOfAddress(c.req.header("CF-Connecting-IP") ?? "local");

/** The same for an address as text; `::` stands for the missing zero groups (RFC 4291 §2.2). */
export function networkOfAddress(address: string): string {
  if (!address.includes(":")) return address;
  const [head = "", tail] = address.split("::");
  const before = head.split(":").filter((group) => group !== "");
  const after = (tail ?? "").split(":").filter((group) => group !== "");
  // An IPv4 address at the end counts as two groups.
  const length = before.length + after.length + (address.includes(".") ? 1 : 0);
  const zeros = tail === undefined ? [] : Array.from({ length: Math.max(0, 8 - length) }, () => "0");
  const groups = [...before, ...zeros, ...after].slice(0, 4).map((group) => Number.parseInt(group, 16).toString(16));
  return `${groups.join(":")}::/64`;
}

/** The paths that search the index, with or without a key in them. */
const SEARCHES = /^(?:\/licensed|\/k\/[^/]+)?(?:\/search|\/v1\/search|\/feeds\/search\.[a-z]+)$/;

/** Searches cost more than other reads, and new ones are in no cache, so each network has a limit per minute. */
export const limitSearches: MiddlewareHandler<DoorEnv> = async (c, next) => {
  if (!SEARCHES.test(c.req.path) || (await c.env.env.searchLimit.limit({ key: networkOf(c) })).success) return next();
  return problem(c, "too-many-requests", { headers: { "Retry-After": String(RATE.retrySeconds) } });
};

/** Whether an address may be sent a link now: there is a limit per minute for each network and each address, existing or not. */
export async function mayAskForLink<E extends DoorEnv>(c: Context<E>, address: string): Promise<boolean> {
  const keys = [`from ${networkOf(c)}`, `for ${await sha256Hex(address)}`];
  const taken = await Promise.all(keys.map((key) => c.env.env.signInLimit.limit({ key })));
  return taken.every(({ success }) => success);
}
