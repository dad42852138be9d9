import type { Context } from "hono";
import { RATE } from "../../model/policy.ts";
import { personAccess } from "../../model/publisher/entitlement.ts";
import { instant } from "../../model/time.ts";
import { readPublisher } from "../../store/publisher/publisher.ts";
import { newestLedger } from "../cache/belief.ts";
import { mastheadOf } from "../cache/memory.ts";
import type { DoorEnv, PublisherEnv, Visitor } from "../context.ts";
import { problem, wantsPage } from "../respond/problems.ts";
import { asGuard } from "./audience.ts";
import { authorizeKey } from "./authorize-key.ts";
import { isMet, refuseKey } from "./key-need.ts";
import { keyIn } from "./key-request.ts";
import { needOf } from "./publisher-needs.ts";
import { askToSignIn, sessionOf } from "./session.ts";

/** Lets an approved publisher's key through to the API routes that its scope opens. */
export const guardPublisherApi = asGuard<PublisherEnv>((c, next) =>
  letKeyIn(c, next, keyIn(c.req.raw.headers, "Bearer"), 'Bearer realm="publisher"'),
);

/** Lets a publisher's signed-in person through to its pages, and also a key, as the Basic password or as a Bearer token. */
export const guardPublisherPages = asGuard<PublisherEnv>(async (c, next) => {
  const visitor = await personOf(c);
  if (visitor !== undefined) return letIn(c, next, visitor.publisher, visitor);
  if (wantsPage(c) && !c.req.raw.headers.has("Authorization")) return askToSignIn(c);
  const challenge = 'Basic realm="Publisher: a key as password", charset="UTF-8"';
  return letKeyIn(c, next, keyIn(c.req.raw.headers, "Basic or Bearer"), challenge);
});

/** Returns the publisher's signed-in person, with what the publisher may read. */
export async function personOf<E extends DoorEnv>(
  c: Context<E>,
): Promise<(Visitor & { publisher: string }) | undefined> {
  const session = await sessionOf(c);
  if (session?.facts === undefined || session.person.publisher === null) return undefined;
  const { db } = c.env.env;
  const now = c.env.clock();
  const masthead = await mastheadOf(db, await newestLedger(c.env.env, now));
  const access = personAccess(session.facts, masthead?.licences ?? {}, instant(now));
  const person = { ...session.person, session: session.id };
  return { kind: "full", scope: "manage", expires: null, access, person, publisher: session.person.publisher };
}

async function letKeyIn(
  c: Context<PublisherEnv>,
  next: () => Promise<void>,
  secret: string | undefined,
  authenticate: string,
): Promise<Response | undefined> {
  const key = await authorizeKey(c, secret, { "WWW-Authenticate": authenticate });
  if (key instanceof Response) return key;
  const need = needOf(c);
  return isMet(need, key) ? letIn(c, next, key.publisher, key) : refuseKey(c, key, need);
}

async function letIn(
  c: Context<PublisherEnv>,
  next: () => Promise<void>,
  id: string,
  { kind, scope, expires, access, person }: Visitor,
): Promise<Response | undefined> {
  const publisher = await readPublisher(c.env.env.db, id);
  if (publisher === undefined) return problem(c, "unauthorized");
  if (!(await c.env.env.keyLimit.limit({ key: id })).success)
    return problem(c, "too-many-requests", { headers: { "Retry-After": String(RATE.retrySeconds) } });
  c.set("publisher", publisher);
  c.set("visitor", { kind, scope, expires, access, ...(person ? { person } : {}) });
  await next();
  return undefined;
}
