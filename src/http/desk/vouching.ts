import type { Context } from "hono";
import type { Done } from "../../commands/effects.ts";
import { vouchFor, withdrawVouch } from "../../commands/publishers/vouch.ts";
import { PublisherJson } from "../../contract/publisher.ts";
import { PublisherDomain, VouchInput, VouchWithdrawal } from "../../contract/vouch.ts";
import { readPublisher } from "../../store/publisher/publisher.ts";
import { settle } from "../cache/carry-out.ts";
import { type DeskEnv, publisherContext, type Routes } from "../context.ts";
import { answerWithPublisher } from "../publisher/answer-with-publisher.ts";
import { apiRoute } from "../respond/api-route.ts";
import { answers, DESK_PROBLEMS, jsonBody } from "../respond/openapi.ts";
import { problem } from "../respond/problems.ts";

const security = [{ desk: [] }];
const tags = ["Desk"];
const path = "/publishers/{id}/domains/{domain}/vouch";
const PROBLEMS = [...DESK_PROBLEMS, "not-found", "nothing-published"] as const;

const vouchRoute = apiRoute({
  method: "post",
  path,
  operationId: "vouchForDomain",
  summary: "Vouch for a domain for a limited time",
  tags,
  security,
  request: { params: PublisherDomain, body: jsonBody(VouchInput) },
  responses: answers({ 200: { description: "Vouched for.", schema: PublisherJson } }, ...PROBLEMS),
});

const withdrawRoute = apiRoute({
  method: "delete",
  path,
  operationId: "withdrawVouch",
  summary: "Stop vouching for a domain",
  tags,
  security,
  request: { params: PublisherDomain, body: jsonBody(VouchWithdrawal) },
  responses: answers({ 200: { description: "No longer vouched for.", schema: PublisherJson } }, ...PROBLEMS),
});

/** `/v1/desk/publishers/{id}/domains/{domain}/vouch`. */
export function vouchingRoutes(app: Routes<DeskEnv>): void {
  app.openapi(vouchRoute, async (c) => {
    const { id, domain } = c.req.valid("param");
    return answerVouched(c, id, await vouchFor(publisherContext(c, c.get("staff")), id, domain, c.req.valid("json")));
  });
  app.openapi(withdrawRoute, async (c) => {
    const { id, domain } = c.req.valid("param");
    const { reason } = c.req.valid("json");
    return answerVouched(c, id, await withdrawVouch(publisherContext(c, c.get("staff")), id, domain, reason));
  });
}

async function answerVouched(c: Context<DeskEnv>, id: string, done: Done<boolean>) {
  const publisher = (await settle(c, done)) ? await readPublisher(c.env.env.db, id) : undefined;
  return publisher === undefined ? problem(c, "not-found") : answerWithPublisher(c, publisher, 200);
}
