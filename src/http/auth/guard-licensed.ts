import type { LicensedEnv } from "../context.ts";
import { problem } from "../respond/problems.ts";
import { asGuard } from "./audience.ts";
import { authorizeKey } from "./authorize-key.ts";
import { isMet, refuseKey } from "./key-need.ts";
import { parseKeyRequest } from "./key-request.ts";
import { refuseTooMany } from "./limits.ts";

/** Lets a read through if its key opens the target, within the publisher's limit per minute. */
export const guardLicensed = asGuard<LicensedEnv>(async (c, next) => {
  // A browser's preflight request, which no handler here answers.
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
