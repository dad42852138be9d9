import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { acknowledge } from "../../commands/publishers/acknowledge.ts";
import { PAGES } from "../../model/policy.ts";
import { instant } from "../../model/time.ts";
import { OwnRecallJson, ownRecallJson, RecallJson, recallJson } from "../../render/api/recall.ts";
import { TodoJson } from "../../render/api/todo.ts";
import { readHolders } from "../../store/article/holder.ts";
import { listRecalls, type RecallRow, readRecall, readRecallsOf } from "../../store/article/recall.ts";
import { readPublisher } from "../../store/publisher/publisher.ts";
import { COMMON } from "../applicant/applications.ts";
import type { AtDoor, DoorEnv } from "../auth/authenticate.ts";
import type { PublisherEnv } from "../auth/key-holder.ts";
import { publisherContext, siteOf } from "../context.ts";
import { REFUSALS } from "../desk/publishing.ts";
import { AcknowledgementInput } from "../respond/acknowledgement.ts";
import { answers, jsonBody } from "../respond/openapi.ts";
import { problem } from "../respond/problems.ts";
import { todoOf } from "../views/todo.ts";

const RecallId = z.object({
  id: z.string().max(120).describe("The recall's id, as every notice of the kill names it."),
});

const ofPublisher = { tags: ["Publishers"], security: [{ key: [] }] };
const ofDesk = { tags: ["Desk"], security: [{ desk: [] }] };

const todoRoute = createRoute({
  method: "get",
  path: "/todo",
  summary: "What is still to do: recalls, corrections, and how far behind it is",
  ...ofPublisher,
  responses: answers(
    { 200: { description: "Everything that is open.", schema: TodoJson } },
    ...COMMON,
    "unauthorized",
    "forbidden",
  ),
});

const ownRoute = createRoute({
  method: "get",
  path: "/recalls",
  summary: "The recalls of stories that it was handed or told of, the newest first",
  ...ofPublisher,
  responses: answers(
    { 200: { description: `At most ${PAGES.ownRecalls}.`, schema: z.object({ recalls: z.array(OwnRecallJson) }) } },
    ...COMMON,
    "unauthorized",
    "forbidden",
  ),
});

const sayRoute = createRoute({
  method: "post",
  path: "/recalls/{id}",
  summary: "Say what became of its copy of a killed story; said again, the later word counts",
  ...ofPublisher,
  request: { params: RecallId, body: jsonBody(AcknowledgementInput) },
  responses: answers({ 200: { description: "Noted.", schema: OwnRecallJson } }, ...COMMON, "unauthorized", "forbidden"),
});

const listRoute = createRoute({
  method: "get",
  path: "/recalls",
  summary: "The recalls with their ledgers, the newest first",
  ...ofDesk,
  request: {
    query: z.object({ before: RecallId.shape.id.optional().describe("`next` of the answer before.") }),
  },
  responses: answers(
    {
      200: {
        description: `At most ${PAGES.recalls}.`,
        schema: z.object({ recalls: z.array(RecallJson), next: z.string().nullable() }),
      },
    },
    "unauthorized",
    "invalid",
  ),
});

const showRoute = createRoute({
  method: "get",
  path: "/recalls/{id}",
  summary: "One recall: who may hold a copy, what each was sent, what it said, and by when",
  ...ofDesk,
  request: { params: RecallId },
  responses: answers(
    { 200: { description: "Its ledger.", schema: RecallJson } },
    "unauthorized",
    "not-found",
    "invalid",
  ),
});

const noteRoute = createRoute({
  method: "post",
  path: "/recalls/{id}/publishers/{publisher}",
  summary: "Note what a publisher said of its copy, by telephone or mail",
  ...ofDesk,
  request: {
    params: RecallId.extend({ publisher: z.string().max(50).describe("The publisher's id.") }),
    body: jsonBody(AcknowledgementInput),
  },
  responses: answers({ 200: { description: "Noted.", schema: RecallJson } }, ...REFUSALS, "not-found"),
});

/** `/v1/publisher/todo` and `/v1/publisher/recalls`. */
export function publisherRecallRoutes(app: OpenAPIHono<PublisherEnv>): void {
  app.openapi(todoRoute, async (c) => {
    const site = await siteOf(c);
    if (site === undefined) return problem(c, "nothing-published");
    return c.json(await todoOf(c, c.get("publisher").id, site, c.get("access")), 200);
  });
  app.openapi(ownRoute, async (c) => {
    const recalls = await readRecallsOf(c.env.env.db, c.get("publisher").id, PAGES.ownRecalls);
    return c.json({ recalls: recalls.map((each) => ownRecallJson(each, c.env.env.origin, nowOf(c))) }, 200);
  });
  app.openapi(sayRoute, async (c) => {
    const { id } = c.get("publisher");
    const recall = await acknowledge(publisherContext(c, id), c.req.valid("param").id, id, c.req.valid("json"));
    if (recall === undefined) return problem(c, "not-found");
    const [holder] = await readHolders(c.env.env.db, recall, id);
    const said = holder?.acknowledgement;
    return c.json(
      ownRecallJson({ ...recall, ...(said ? { acknowledgement: said } : {}) }, c.env.env.origin, nowOf(c)),
      200,
    );
  });
}

const nowOf = <E extends AtDoor>(c: Context<E>): string => instant(c.env.clock());

/** `/v1/desk/recalls`. */
export function deskRecallRoutes(app: OpenAPIHono<DoorEnv>): void {
  app.openapi(listRoute, async (c) => c.json(await recallsOf(c, c.req.valid("query").before), 200));
  app.openapi(showRoute, async (c) => {
    const recall = await readRecall(c.env.env.db, c.req.valid("param").id);
    return recall === undefined ? problem(c, "not-found") : c.json(await withHolders(c, recall), 200);
  });
  app.openapi(noteRoute, async (c) => {
    const { id, publisher } = c.req.valid("param");
    if ((await readPublisher(c.env.env.db, publisher)) === undefined) return problem(c, "not-found");
    const recall = await acknowledge(publisherContext(c, c.get("by")), id, publisher, c.req.valid("json"));
    return recall === undefined ? problem(c, "not-found") : c.json(await withHolders(c, recall), 200);
  });
}

/** Recalls that are told at once. */
const AT_ONCE = PAGES.recalls;

/** A page of recalls with their ledgers; `next` is where the next one begins. */
export async function recallsOf(
  c: Context<DoorEnv>,
  before: string | undefined,
): Promise<{ recalls: RecallJson[]; next: string | null }> {
  const rows = await listRecalls(c.env.env.db, before, AT_ONCE);
  const recalls = await Promise.all(rows.map((recall) => withHolders(c, recall)));
  return { recalls, next: rows.length === AT_ONCE ? (rows.at(-1)?.id ?? null) : null };
}

/** A recall with everybody whom it concerns. */
export const withHolders = async (c: Context<DoorEnv>, recall: RecallRow): Promise<RecallJson> =>
  recallJson(recall, await readHolders(c.env.env.db, recall), c.env.env.origin, nowOf(c));
