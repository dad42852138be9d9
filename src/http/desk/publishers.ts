import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { correctAudience, type Decided, decide } from "../../commands/publishers/decide.ts";
import { APPLICATION, CLAUSE, LENGTH, PAGES } from "../../model/policy.ts";
import { DECISIONS, type Decision, PUBLISHER_STATUSES } from "../../model/publisher/publisher.ts";
import { fields, line, slug } from "../../model/text.ts";
import { AuditJson } from "../../render/api/desk-article.ts";
import { PublisherJson } from "../../render/api/publisher.ts";
import { listAudit } from "../../store/audit.ts";
import { listPublishers, readPublisher } from "../../store/publisher/publisher.ts";
import type { DoorEnv } from "../auth/authenticate.ts";
import { forgetKeys } from "../auth/authorize-key.ts";
import { answerWithPublisher, publisherContext } from "../context.ts";
import { answers, jsonBody } from "../respond/openapi.ts";
import { type ProblemCode, problem } from "../respond/problems.ts";

const security = [{ desk: [] }];
const tags = ["Desk"];
const PublisherId = z.object({ id: z.string().max(50).describe("The publisher's id.") });
const COMMON: ProblemCode[] = [
  "malformed",
  "unauthorized",
  "not-found",
  "conflict",
  "too-large",
  "unsupported-media-type",
  "invalid",
  "nothing-published",
];

const Line = z.object({
  id: z.string(),
  status: z.enum(PUBLISHER_STATUSES),
  organization: z.string(),
  domains: z.array(z.string()),
  monthlyAudience: z.int(),
  licences: z.array(z.string()),
  approved: z.array(z.string()),
  applied: z.iso.datetime(),
});

const listRoute = createRoute({
  method: "get",
  path: "/publishers",
  summary: "Publishers and applicants, the newest first",
  tags,
  security,
  request: { query: z.object({ before: z.string().max(50).default("~").describe("`next` of the answer before.") }) },
  responses: answers(
    {
      200: {
        description: `At most ${PAGES.publishers}.`,
        schema: z.object({ publishers: z.array(Line), next: z.string().nullable() }),
      },
    },
    ...COMMON,
  ),
});

const showRoute = createRoute({
  method: "get",
  path: "/publishers/{id}",
  summary: "One publisher, with every reason for and against",
  tags,
  security,
  request: { params: PublisherId },
  responses: answers({ 200: { description: "The publisher.", schema: PublisherJson } }, ...COMMON),
});

const decisions = Object.keys(DECISIONS).filter((name): name is Decision => name in DECISIONS);

export const DecisionInput = fields({
  decision: z.enum(decisions).describe("`approve`, `refuse`, `suspend` or `restore`."),
  reason: line(LENGTH.note).describe("Why, for the publisher and the log."),
  licences: z
    .array(slug)
    .max(APPLICATION.licences)
    .optional()
    .describe("Of an approval: for which licences; without it, all that it wants."),
});

const decideRoute = createRoute({
  method: "post",
  path: "/publishers/{id}/decisions",
  summary: "Decide of a publisher",
  tags,
  security,
  request: { params: PublisherId, body: jsonBody(DecisionInput) },
  responses: answers({ 200: { description: "Decided.", schema: PublisherJson } }, ...COMMON),
});

export const AudienceInput = fields({
  monthlyAudience: z.int().min(0).max(CLAUSE.monthlyAudience).describe("Readers a month."),
  reason: line(LENGTH.note).describe("Why it is corrected."),
});

const audienceRoute = createRoute({
  method: "put",
  path: "/publishers/{id}/audience",
  summary: "Correct a publisher's audience figure",
  tags,
  security,
  request: { params: PublisherId, body: jsonBody(AudienceInput) },
  responses: answers({ 200: { description: "Corrected.", schema: PublisherJson } }, ...COMMON),
});

const auditRoute = createRoute({
  method: "get",
  path: "/audit",
  summary: "Who decided what, when and why; the newest first",
  tags,
  security,
  request: {
    query: z.object({
      publisher: z.string().max(50).optional().describe("Of one publisher alone."),
      article: slug.optional().describe("Of one article alone."),
    }),
  },
  responses: answers(
    { 200: { description: `At most ${PAGES.audit}.`, schema: z.object({ audit: z.array(AuditJson) }) } },
    ...COMMON,
  ),
});

const AT_ONCE = PAGES.publishers;

/** `/v1/desk/publishers` and `/v1/desk/audit`. */
export function deskPublisherRoutes(app: OpenAPIHono<DoorEnv>): void {
  app.openapi(listRoute, async (c) => {
    const found = await listPublishers(c.env.env.db, c.req.valid("query").before, AT_ONCE);
    const publishers = found.map(({ id, status, application, approved, applied }) => {
      const { organization, domains, monthlyAudience, licences } = application;
      return { id, status, organization, domains, monthlyAudience, licences, approved: [...approved], applied };
    });
    return c.json({ publishers, next: found.length === AT_ONCE ? (found.at(-1)?.id ?? null) : null }, 200);
  });
  app.openapi(showRoute, (c) => shown(c, c.req.valid("param").id));
  app.openapi(decideRoute, async (c) =>
    decided(c, await decide(publisherContext(c, c.get("by")), c.req.valid("param").id, c.req.valid("json"))),
  );
  app.openapi(audienceRoute, async (c) => {
    const { monthlyAudience, reason } = c.req.valid("json");
    return decided(
      c,
      await correctAudience(publisherContext(c, c.get("by")), c.req.valid("param").id, monthlyAudience, reason),
    );
  });
  app.openapi(auditRoute, async (c) =>
    c.json({ audit: await listAudit(c.env.env.db, c.req.valid("query"), PAGES.audit) }, 200),
  );
}

async function shown(c: Context<DoorEnv>, id: string): Promise<Response> {
  const publisher = await readPublisher(c.env.env.db, id);
  return publisher === undefined ? problem(c, "not-found") : answerWithPublisher(c, publisher, 200);
}

/** What came of a decision, as the desk is told. */
export function whyNotDecided(refused: Extract<Decided, { ok: false }>): string {
  if (refused.because === "not from here")
    return `The publisher is ${refused.status}; that can't be decided from there.`;
  if (refused.because === "unknown licence")
    return `The licence ${refused.licence} isn't wanted by the publisher, or is open to nobody.`;
  return {
    "no licence":
      "Nothing is left to approve: something speaks against every licence. Name those to approve all the same.",
    meanwhile: "Somebody decided in between. Look again.",
    unknown: "There is no such publisher.",
  }[refused.because];
}

async function decided(c: Context<DoorEnv>, outcome: Decided): Promise<Response> {
  // What a key opens may be another thing now; other isolates learn of it once their belief ends.
  forgetKeys();
  if (outcome.ok) return answerWithPublisher(c, outcome.publisher, 200);
  return outcome.because === "unknown"
    ? problem(c, "not-found")
    : problem(c, "conflict", { detail: whyNotDecided(outcome) });
}
