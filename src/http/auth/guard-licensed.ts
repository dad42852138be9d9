import type { LicensedEnv } from "../context.ts";
import { problem } from "../respond/problems.ts";
import { asGuard } from "./audience.ts";
import { authorizeKey } from "./authorize-key.ts";
import { isMet, refuseKey } from "./key-need.ts";
import { parseKeyRequest } from "./key-request.ts";
import { refuseTooMany } from "./limits.ts";

/** Lets through a read whose key opens what is asked for, as often as its publisher may read in a minute. */
export const guardLicensed = asGuard<LicensedEnv>(async (c, next) => {
  // A browser asks before it reads; no handler here answers that.
  if (c.req.method === "OPTIONS") return next();
  const request = parseKeyRequest(new URL(c.req.url).pathname, c.req.raw.headers);
  if (request === undefined) return problem(c, "not-found");
  if (c.req.method !== "GET" && c.req.method !== "HEAD")
    return problem(c, "method-not-allowed", { headers: { Allow: "GET, HEAD" } });
  const key = await authorizeKey(c, request.secret, request.challenge);
  if (key instanceof Response) return key;
  if (!isMet(request.need, key)) return refuseKey(c, key, request.need);
  const refused = await refuseTooMany(c, key.publisher);
  if (refused !== undefined) return refused;
  c.set("key", key);
  c.set("path", request.inner);
  c.set("isKeyInPath", request.isKeyInPath);
  return next();
});
