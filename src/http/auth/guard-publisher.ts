import type { Context } from "hono";
import { RATE } from "../../model/policy.ts";
import { readPublisher } from "../../store/publisher/publisher.ts";
import type { PublisherEnv } from "../context.ts";
import { problem } from "../respond/problems.ts";
import { asGuard } from "./audience.ts";
import { authorizeKey } from "./authorize-key.ts";
import { isMet, refuseKey } from "./key-need.ts";
import { keyIn } from "./key-request.ts";
import { needOf } from "./publisher-needs.ts";

/** Lets a key of an approved publisher through to the routes of the API that its scope opens. */
export const guardPublisherApi = asGuard<PublisherEnv>((c, next) =>
  letIn(c, next, keyIn(c.req.raw.headers, "Bearer"), 'Bearer realm="publisher"'),
);

/** The same for its pages, where a browser shows the key as the password of Basic. */
export const guardPublisherPages = asGuard<PublisherEnv>((c, next) =>
  letIn(
    c,
    next,
    keyIn(c.req.raw.headers, "Basic or Bearer"),
    'Basic realm="Publisher: a key as password", charset="UTF-8"',
  ),
);

async function letIn(
  c: Context<PublisherEnv>,
  next: () => Promise<void>,
  secret: string | undefined,
  authenticate: string,
): Promise<Response | undefined> {
  const { db, keyLimit } = c.env.env;
  const challenge = { "WWW-Authenticate": authenticate };
  const key = await authorizeKey(c, secret, challenge);
  if (key instanceof Response) return key;
  const need = needOf(c);
  if (!isMet(need, key)) return refuseKey(c, key, need);
  const publisher = await readPublisher(db, key.publisher);
  if (publisher === undefined) return problem(c, "unauthorized", { headers: challenge });
  if (!(await keyLimit.limit({ key: publisher.id })).success)
    return problem(c, "too-many-requests", { headers: { "Retry-After": String(RATE.retrySeconds) } });
  c.set("publisher", publisher);
  c.set("key", key);
  await next();
  return undefined;
}
