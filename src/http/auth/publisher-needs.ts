import type { Context } from "hono";
import { matchedRoutes } from "hono/route";
import type { PublisherEnv } from "../context.ts";
import type { KeyNeed } from "./key-need.ts";

const FULL = ["full"] as const;
const ANY = ["full", "feed"] as const;
const READ: KeyNeed = { scope: "read", kinds: FULL };
const MANAGE: KeyNeed = { scope: "manage", kinds: FULL };
/** A reader that has only a feed key may be the one that holds the copy. */
const REPORT: KeyNeed = { scope: "report", kinds: ANY };

/** What each publisher route needs, by its name in the route table; a test compares them. */
export const PUBLISHER_NEEDS: Readonly<Record<string, KeyNeed>> = {
  "GET /publisher": READ,
  "GET /publisher/agreements": READ,
  "GET /publisher/keys": READ,
  "GET /publisher/delivery": READ,
  "GET /publisher/team": MANAGE,
  "POST /publisher/team": MANAGE,
  "POST /publisher/team/:id/link": MANAGE,
  "POST /publisher/team/:id/contact": MANAGE,
  "POST /publisher/team/:id/remove": MANAGE,
  "POST /publisher/team/sessions/:id/end": MANAGE,
  // It contains the contact.
  "GET /publisher/account": MANAGE,
  "POST /publisher/proofs": MANAGE,
  "POST /publisher/address": MANAGE,
  "POST /publisher/ask-owner": MANAGE,
  "POST /publisher/digest": READ,
  "POST /publisher/leave": MANAGE,
  "POST /publisher/recalls/:id": { ...REPORT, kinds: FULL },
  "POST /publisher/agreements": MANAGE,
  "POST /publisher/keys": MANAGE,
  "POST /publisher/keys/:id/revoke": MANAGE,
  "POST /publisher/webhooks": MANAGE,
  "POST /publisher/webhooks/:id": MANAGE,
  "POST /publisher/webhooks/:id/rotate": MANAGE,
  "POST /publisher/webhooks/:id/delete": MANAGE,
  "POST /publisher/webhooks/:id/deliveries/:delivery/resend": MANAGE,
  "GET /v1/publisher/todo": READ,
  "GET /v1/publisher/readings": READ,
  "GET /v1/publisher/recalls": { ...READ, kinds: ANY },
  "POST /v1/publisher/recalls/:id": REPORT,
  // It contains the contact, and webhook URLs.
  "GET /v1/publisher": MANAGE,
  "GET /v1/publisher/people": MANAGE,
  "POST /v1/publisher/people": MANAGE,
  "DELETE /v1/publisher/people/:person": MANAGE,
  "POST /v1/publisher/people/:person/sign-in-links": MANAGE,
  "POST /v1/publisher/agreements": MANAGE,
  "POST /v1/publisher/keys": MANAGE,
  "DELETE /v1/publisher/keys/:id": MANAGE,
  "POST /v1/publisher/keys/:id/rotate": MANAGE,
  "GET /v1/publisher/webhooks": MANAGE,
  "POST /v1/publisher/webhooks": MANAGE,
  "GET /v1/publisher/webhooks/:id": MANAGE,
  "PUT /v1/publisher/webhooks/:id": MANAGE,
  "DELETE /v1/publisher/webhooks/:id": MANAGE,
  "POST /v1/publisher/webhooks/:id/rotate": MANAGE,
  "GET /v1/publisher/webhooks/:id/deliveries": MANAGE,
  "POST /v1/publisher/webhooks/:id/deliveries/:delivery/resend": MANAGE,
};

/** Returns what the matched route needs. A route that isn't listed above requires a managing key. */
export function needOf(c: Context<PublisherEnv>): KeyNeed {
  // Middleware matches every method. If no handler is left, nothing is opened: the answer is a 404 or a 405.
  const [route] = matchedRoutes(c).filter(({ method }) => method !== "ALL");
  if (route === undefined) return { scope: "read", kinds: ANY };
  return PUBLISHER_NEEDS[`${route.method} ${route.path}`] ?? MANAGE;
}
