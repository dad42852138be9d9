import type { Context, Hono } from "hono";
import { PUBLIC } from "../../model/access.ts";
import { STATE } from "../answer.ts";
import type { DoorEnv } from "../authenticate.ts";
import { isFeed, isInner } from "../inner.ts";
import { keyIn, type Opened, openedBy } from "../keyed.ts";
import { mayRead, untilNextMinute } from "../limits.ts";
import { problem } from "../problems.ts";
import { readOf } from "../read-of.ts";
import { note } from "../readings.ts";

/** Reads with a key: feeds, articles and images under `/licensed/`, feeds in the path of a feed key, and the API. */
export function keyedRoutes(door: Hono<DoorEnv>): void {
  door.get("/licensed/:rest{(?:feeds|articles|images)/.+}", licensed);
  door.get("/k/:key/:rest{feeds/.+}", inPath);
  for (const path of ["/v1/articles", "/v1/articles/*", "/v1/licences", "/v1/licences/*"]) door.get(path, api);
}

/** Readers of feeds send what they have only after a challenge, so there is one (RFC 7617 §2). */
const BASIC = 'Basic realm="Licensed feeds: the key as password", charset="UTF-8"';

function licensed(c: Context<DoorEnv>): Promise<Response> {
  const secret = keyIn(c.req.raw.headers, "Basic or Bearer");
  const inner = behind(c, "/licensed");
  if (inner === undefined) return Promise.resolve(problem(c, "not-found"));
  return withKey(c, secret, inner, { "WWW-Authenticate": BASIC }, ({ kind }) => kind === "full" || isFeed(inner));
}

/** The address behind a prefix, as it stands in the request: what is decoded first could lead out of where it seems to be. */
function behind(c: Context<DoorEnv>, prefix: string): string | undefined {
  const inner = new URL(c.req.url).pathname.slice(prefix.length);
  return isInner(inner) ? inner : undefined;
}

/** A key in a path shows in logs and histories, so only keys that open nothing but feeds are taken there. */
function inPath(c: Context<DoorEnv>): Promise<Response> {
  const key = c.req.param("key") ?? "";
  const inner = behind(c, `/k/${key}`);
  if (inner === undefined || !isFeed(inner)) return Promise.resolve(problem(c, "not-found"));
  return withKey(c, key, inner, {}, ({ kind }) => kind === "feed");
}

/** The API answers everybody; who shows a key, with what that opens. */
function api(c: Context<DoorEnv>): Promise<Response> {
  if (!c.req.raw.headers.has("Authorization")) return c.env.wire.read(readOf(c.req.raw), PUBLIC);
  const headers = { "WWW-Authenticate": 'Bearer realm="commonwire", error="invalid_token"' };
  return withKey(
    c,
    keyIn(c.req.raw.headers, "Bearer"),
    new URL(c.req.url).pathname,
    headers,
    (opened) => opened.kind === "full",
  );
}

async function withKey(
  c: Context<DoorEnv>,
  secret: string | undefined,
  inner: string,
  challenge: Record<string, string>,
  fits: (opened: Opened) => boolean,
): Promise<Response> {
  const { env, clock } = c.env;
  const now = clock();
  if (secret === undefined) return problem(c, "unauthorized", { headers: challenge });
  const tried = await openedBy(secret, env, now);
  if (!tried.ok) return problem(c, tried.because === "unknown" ? "unauthorized" : "forbidden", { headers: challenge });
  const { opened } = tried;
  if (!fits(opened)) return problem(c, "forbidden");
  const isFree =
    mayRead(opened.publisher, env.keyReads, now) && (await env.keyLimit.limit({ key: opened.publisher })).success;
  if (!isFree) return problem(c, "too-many-requests", { headers: { "Retry-After": String(untilNextMinute(now)) } });
  return answered(c, opened, inner, now);
}

async function answered(c: Context<DoorEnv>, opened: Opened, inner: string, now: number): Promise<Response> {
  const url = new URL(c.req.url);
  url.pathname = inner;
  const response = await c.env.wire.read(readOf(c.req.raw, url.href), opened.access);
  const change = response.headers.get(STATE);
  if (change !== null) c.executionCtx.waitUntil(note(c.env.env.db, opened, inner, Number(change), now));
  return response;
}
