import type { Context, Hono } from "hono";
import { PUBLIC } from "../../model/access.ts";
import { readHeld } from "../../model/holding.ts";
import { HELD, STATE } from "../answer.ts";
import { type Asked, askedFor } from "../asked.ts";
import type { DoorEnv } from "../authenticate.ts";
import { type Opened, openedOr } from "../keyed.ts";
import { mayRead, untilNextMinute } from "../limits.ts";
import { problem } from "../problems.ts";
import { readOf } from "../read-of.ts";
import { note } from "../readings.ts";

/** Reads with a key: feeds, articles and images under `/licensed/`, feeds in the path of a feed key, and the API. */
export function keyedRoutes(door: Hono<DoorEnv>): void {
  door.get("/licensed/:rest{(?:feeds|articles|images)/.+}", keyed);
  door.get("/k/:key/:rest{feeds/.+}", keyed);
  for (const path of ["/v1/articles", "/v1/articles/*", "/v1/changes", "/v1/licences", "/v1/licences/*"])
    door.get(path, api);
}

/** The API answers everybody; who shows a key, with what that opens. */
const api = (c: Context<DoorEnv>): Promise<Response> =>
  c.req.raw.headers.has("Authorization") ? keyed(c) : c.env.wire.read(readOf(c.req.raw), PUBLIC);

async function keyed(c: Context<DoorEnv>): Promise<Response> {
  const { env, clock } = c.env;
  const asked = askedFor(new URL(c.req.url).pathname, c.req.raw.headers);
  if (asked === undefined) return problem(c, "not-found");
  const opened = await openedOr(c, asked.secret, asked.challenge);
  if (opened instanceof Response) return opened;
  if (!asked.fits(opened)) return problem(c, "forbidden");
  const now = clock();
  const isFree =
    mayRead(opened.publisher, env.keyReads, now) && (await env.keyLimit.limit({ key: opened.publisher })).success;
  if (!isFree) return problem(c, "too-many-requests", { headers: { "Retry-After": String(untilNextMinute(now)) } });
  return answered(c, opened, asked, now);
}

async function answered(c: Context<DoorEnv>, opened: Opened, { inner }: Asked, now: number): Promise<Response> {
  const url = new URL(c.req.url);
  url.pathname = inner;
  const response = await c.env.wire.read(readOf(c.req.raw, url.href), opened.access);
  const change = response.headers.get(STATE);
  // Who asks for the head alone is handed nothing.
  if (change !== null && c.req.method !== "HEAD") {
    const held = readHeld(response.headers.get(HELD) ?? "");
    const read = { address: inner, query: url.search, change: Number(change), held };
    c.executionCtx.waitUntil(note(c.env.env.db, opened, read, now));
  }
  return response;
}
