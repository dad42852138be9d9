import type { Context, Hono } from "hono";
import { PUBLIC } from "../../model/access.ts";
import { parseReceived } from "../../model/article/holding.ts";
import type { DoorEnv } from "../auth/authenticate.ts";
import { authorizeKey, type KeyAccess } from "../auth/authorize-key.ts";
import { type KeyRequest, parseKeyRequest } from "../auth/key-request.ts";
import { mayRead, untilNextMinute } from "../auth/limits.ts";
import { RECEIVED_HEADER, STATE_HEADER } from "../cache/answer.ts";
import { readRequest } from "../door/read-request.ts";
import { problem } from "../respond/problems.ts";
import { recordRead } from "./read-log.ts";

/** Reads with a key: feeds, articles and images under `/licensed/`, feeds in the path of a feed key, and the API. */
export function licensedRoutes(door: Hono<DoorEnv>): void {
  door.get("/licensed/:rest{(?:feeds|articles|images)/.+}", readLicensed);
  door.get("/k/:key/:rest{feeds/.+}", readLicensed);
  for (const path of ["/v1/articles", "/v1/articles/*", "/v1/changes", "/v1/licences", "/v1/licences/*"])
    door.get(path, readApi);
}

/** The API answers everybody; who shows a key, with what that opens. */
const readApi = (c: Context<DoorEnv>): Promise<Response> =>
  c.req.raw.headers.has("Authorization") ? readLicensed(c) : c.env.wire.read(readRequest(c.req.raw), PUBLIC);

async function readLicensed(c: Context<DoorEnv>): Promise<Response> {
  const { env, clock } = c.env;
  const asked = parseKeyRequest(new URL(c.req.url).pathname, c.req.raw.headers);
  if (asked === undefined) return problem(c, "not-found");
  const opened = await authorizeKey(c, asked.secret, asked.challenge);
  if (opened instanceof Response) return opened;
  if (!asked.fits(opened)) return problem(c, "forbidden");
  const now = clock();
  const isFree =
    mayRead(opened.publisher, env.keyReads, now) && (await env.keyLimit.limit({ key: opened.publisher })).success;
  if (!isFree) return problem(c, "too-many-requests", { headers: { "Retry-After": String(untilNextMinute(now)) } });
  return answerAndRecord(c, opened, asked, now);
}

async function answerAndRecord(
  c: Context<DoorEnv>,
  opened: KeyAccess,
  { inner }: KeyRequest,
  now: number,
): Promise<Response> {
  const url = new URL(c.req.url);
  url.pathname = inner;
  const response = await c.env.wire.read(readRequest(c.req.raw, url.href), opened.access);
  const change = response.headers.get(STATE_HEADER);
  // Who asks for the head alone is handed nothing.
  if (change !== null && c.req.method !== "HEAD") {
    const held = parseReceived(response.headers.get(RECEIVED_HEADER) ?? "");
    const read = { address: inner, query: url.search, change: Number(change), held };
    c.executionCtx.waitUntil(recordRead(c.env.env.db, opened, read, now));
  }
  return response;
}
