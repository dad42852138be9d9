import type { Context, MiddlewareHandler } from "hono";
import { PUBLIC } from "../../model/access.ts";
import { parseReceived } from "../../model/article/holding.ts";
import { audience, openAudience } from "../auth/audience.ts";
import { guardLicensed } from "../auth/guard-licensed.ts";
import { RECEIVED_HEADER, STATE_HEADER } from "../cache/answer.ts";
import type { DoorEnv, LicensedEnv } from "../context.ts";
import { readRequest } from "../respond/read-request.ts";
import { accessAt } from "./access-at.ts";
import { recordRead } from "./read-log.ts";

/** `/licensed/…`: feeds, articles and images, with the key in a header. */
export function licensedReads() {
  const app = audience<LicensedEnv>(guardLicensed);
  app.get("/:rest{(?:feeds|articles|images)/.+}", readLicensed);
  app.get("/feeds.opml", readLicensed);
  return app;
}

/** `/k/{key}/…`: feeds, for software that can send no header. */
export function feedKeyReads() {
  const app = audience<LicensedEnv>(guardLicensed);
  app.get("/:rest{feeds/.+}", readLicensed);
  app.get("/feeds.opml", readLicensed);
  return app;
}

/** API reads that are open to all; a key widens what they return. */
export function apiReads(...paths: readonly ("/" | "/*")[]) {
  const app = openAudience<DoorEnv>(readPublic);
  const withKey = audience<LicensedEnv>(guardLicensed);
  for (const path of paths) withKey.get(path, readLicensed);
  app.route("/", withKey);
  return app;
}

/** Without credentials a read is everybody's, and goes straight to the wire. */
const readPublic: MiddlewareHandler<DoorEnv> = (c, next) =>
  c.req.raw.headers.has("Authorization") || !isRead(c.req.method)
    ? next()
    : c.env.wire.read(readRequest(c.req.raw), PUBLIC);

const isRead = (method: string): boolean => method === "GET" || method === "HEAD";

async function readLicensed(c: Context<LicensedEnv>): Promise<Response> {
  const [key, path] = [c.get("key"), c.get("path")];
  const url = new URL(c.req.url);
  url.pathname = path;
  const access = accessAt(path, key.access);
  const response = await c.env.wire.read(readRequest(c.req.raw, url.href), access, c.get("isKeyInPath"));
  const change = response.headers.get(STATE_HEADER);
  // Who asks for the head alone is handed nothing.
  if (change !== null && c.req.method !== "HEAD") {
    const held = parseReceived(response.headers.get(RECEIVED_HEADER) ?? "");
    const read = { address: path, query: url.search, change: Number(change), held };
    c.executionCtx.waitUntil(recordRead(c.env.env.db, key, read, c.env.clock()));
  }
  return response;
}
