import type { Context } from "hono";
import type { Done } from "../../commands/effects.ts";
import { correctAudience, type DecisionOutcome, decide } from "../../commands/publishers/decide.ts";
import { AuditListJson, AuditListQuery } from "../../contract/audit.ts";
import { AudienceInput, DecisionInput } from "../../contract/decision.ts";
import { PublisherId, PublisherJson, PublisherListJson, PublisherListQuery } from "../../contract/publisher.ts";
import { PAGES } from "../../model/policy.ts";
import { listAudit } from "../../store/audit.ts";
import { listPublishers, readPublisher } from "../../store/publisher/publisher.ts";
import { settle } from "../cache/carry-out.ts";
import { type DeskEnv, publisherContext, type Routes } from "../context.ts";
import { answerWithPublisher } from "../publisher/answer-with-publisher.ts";
import { apiRoute } from "../respond/api-route.ts";
import { answers, DESK_PROBLEMS, jsonBody } from "../respond/openapi.ts";
import { problem } from "../respond/problems.ts";
import { whyNotDecided } from "./refusals.ts";

const security = [{ desk: [] }];
const tags = ["Desk"];
const listRoute = apiRoute({
  method: "get",
  path: "/publishers",
  operationId: "listPublishers",
  summary: "List publishers and applicants, newest first",
  tags,
  security,
  request: { query: PublisherListQuery },
  responses: answers(
    {
      200: {
        description: `At most ${PAGES.publishers}.`,
        schema: PublisherListJson,
      },
    },
    ...DESK_PROBLEMS,
    "not-found",
    "nothing-published",
  ),
});

const showRoute = apiRoute({
  method: "get",
  path: "/publishers/{id}",
  operationId: "getPublisher",
  summary: "Get a publisher, with every reason for and against",
  tags,
  security,
  request: { params: PublisherId },
  responses: answers(
    { 200: { description: "The publisher.", schema: PublisherJson } },
    ...DESK_PROBLEMS,
    "not-found",
    "nothing-published",
  ),
});

const decideRoute = apiRoute({
  method: "post",
  path: "/publishers/{id}/decisions",
  operationId: "decideOnPublisher",
  summary: "Decide on an application",
  tags,
  security,
  request: { params: PublisherId, body: jsonBody(DecisionInput) },
  responses: answers(
    { 200: { description: "Decided.", schema: PublisherJson } },
    ...DESK_PROBLEMS,
    "not-found",
    "nothing-published",
  ),
});

const audienceRoute = apiRoute({
  method: "put",
  path: "/publishers/{id}/audience",
  operationId: "correctAudience",
  summary: "Correct a publisher's audience figure",
  tags,
  security,
  request: { params: PublisherId, body: jsonBody(AudienceInput) },
  responses: answers(
    { 200: { description: "Corrected.", schema: PublisherJson } },
    ...DESK_PROBLEMS,
    "not-found",
    "nothing-published",
  ),
});

const auditRoute = apiRoute({
  method: "get",
  path: "/audit",
  operationId: "listAuditEntries",
  summary: "List who decided what, when and why, newest first",
  tags,
  security,
  request: { query: AuditListQuery },
  responses: answers(
    { 200: { description: `At most ${PAGES.audit}.`, schema: AuditListJson } },
    ...DESK_PROBLEMS,
    "not-found",
    "nothing-published",
  ),
});

const AT_ONCE = PAGES.publishers;

/** `/v1/desk/publishers` and `/v1/desk/audit`. */
export function publisherRoutes(app: Routes<DeskEnv>): void {
  app.openapi(listRoute, async (c) => {
    const found = await listPublishers(c.env.env.db, c.req.valid("query").before, AT_ONCE);
    const publishers = found.map(({ id, status, application, approved, applied }) => {
      const { organization, domains, monthlyAudience, licences } = application;
      return {
        id,
        status,
        organization,
        domains,
        ...(monthlyAudience === undefined ? {} : { monthlyAudience }),
        licences,
        approved: [...approved],
        applied,
      };
    });
    return c.json({ publishers, next: found.length === AT_ONCE ? (found.at(-1)?.id ?? null) : null }, 200);
  });
  app.openapi(showRoute, (c) => showPublisher(c, c.req.valid("param").id));
  app.openapi(decideRoute, async (c) =>
    answerDecided(c, await decide(publisherContext(c, c.get("staff")), c.req.valid("param").id, c.req.valid("json"))),
  );
  app.openapi(audienceRoute, async (c) => {
    const { monthlyAudience, reason } = c.req.valid("json");
    return answerDecided(
      c,
      await correctAudience(publisherContext(c, c.get("staff")), c.req.valid("param").id, monthlyAudience, reason),
    );
  });
  app.openapi(auditRoute, async (c) =>
    c.json({ audit: await listAudit(c.env.env.db, c.req.valid("query"), PAGES.audit) }, 200),
  );
}

async function showPublisher(c: Context<DeskEnv>, id: string): Promise<Response> {
  const publisher = await readPublisher(c.env.env.db, id);
  return publisher === undefined ? problem(c, "not-found") : answerWithPublisher(c, publisher, 200);
}

async function answerDecided(c: Context<DeskEnv>, done: Done<DecisionOutcome>): Promise<Response> {
  const outcome = await settle(c, done);
  if (outcome.ok) return answerWithPublisher(c, outcome.publisher, 200);
  return outcome.because === "unknown"
    ? problem(c, "not-found")
    : problem(c, "conflict", { detail: whyNotDecided(outcome) });
}
