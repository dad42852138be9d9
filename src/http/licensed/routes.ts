import type { Context, MiddlewareHandler } from "hono";
import { PUBLIC } from "../../model/access.ts";
import { relativeReference } from "../../model/address.ts";
import { audience, openAudience } from "../auth/audience.ts";
import { guardLicensed } from "../auth/guard-licensed.ts";
import type { DoorEnv, LicensedEnv } from "../context.ts";
import { accessAt } from "./access-at.ts";
import { noteRead } from "./read-log.ts";

/** `/licensed/…`: feeds, articles and images, with the key in a header. */
export function licensedReads() {
  const app = audience<LicensedEnv>(guardLicensed);
  app.get("/feeds.opml", readLicensed);
  app.get("/:rest{(?:feeds|articles|images)/.+}", readLicensed);
  return app;
}

/** `/k/{key}/…`: feeds, for software that can't send headers. */
export function feedKeyReads() {
  const app = audience<LicensedEnv>(guardLicensed);
  app.get("/feeds.opml", readLicensed);
  app.get("/:rest{feeds/.+}", readLicensed);
  return app;
}

/** Public API reads that return more with a key. */
export function apiReads(...paths: readonly ("/" | "/*")[]) {
  const app = openAudience<DoorEnv>(readPublic);
  const withKey = audience<LicensedEnv>(guardLicensed);
  for (const path of paths) withKey.get(path, readLicensed);
  app.route("/", withKey);
  return app;
}

/** A read without credentials is public and goes straight to the wire. */
const readPublic: MiddlewareHandler<DoorEnv> = (c, next) =>
  c.req.raw.headers.has("Authorization") || !isRead(c.req.method) ? next() : c.env.wire.read(c.req.raw, PUBLIC);

const isRead = (method: string): boolean => method === "GET" || method === "HEAD";

/** The prefix of the path that is read: `/licensed`, `/k/` and a key, or nothing for the API. */
const doorOf = (url: string, path: string): string => new URL(url).pathname.slice(0, -path.length);

/**
 * Redirects within the same prefix. A key in a path is never written down: the target is then relative, starting after the key.
 */
function leadBehind(response: Response, location: string, door: string, path: string): Response {
  const { origin, pathname, search } = new URL(location);
  const target = door.startsWith("/k/") ? relativeReference(path, pathname) : origin + door + pathname;
  const led = new Response(null, response);
  led.headers.set("Location", target + search);
  return led;
}

async function readLicensed(c: Context<LicensedEnv>): Promise<Response> {
  const [key, path] = [c.get("key"), c.get("path")];
  const url = new URL(c.req.url);
  url.pathname = path;
  const access = accessAt(path, key.access);
  const response = await c.env.wire.read(new Request(url, c.req.raw), access, c.get("isKeyInPath"));
  const location = response.headers.get("Location");
  if (location !== null) return leadBehind(response, location, doorOf(c.req.url, path), path);
  noteRead(c, key, response, path);
  return response;
}
