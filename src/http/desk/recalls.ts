import { acknowledgeFor } from "../../commands/publishers/acknowledge.ts";
import { AcknowledgementInput } from "../../contract/acknowledgement.ts";
import { RecallHolderId, RecallJson, RecallListJson, RecallListQuery } from "../../contract/recall.ts";
import { RecallId } from "../../contract/recall-id.ts";
import { PAGES } from "../../model/policy.ts";
import { readRecall } from "../../store/article/recall.ts";
import { readPublisher } from "../../store/publisher/publisher.ts";
import { viewRecall, viewRecalls } from "../../views/recalls.ts";
import { type DeskEnv, publisherContext, type Routes, viewContext } from "../context.ts";
import { apiRoute } from "../respond/api-route.ts";
import { answers, DESK_PROBLEMS, jsonBody } from "../respond/openapi.ts";
import { problem } from "../respond/problems.ts";

const ofDesk = { tags: ["Desk"], security: [{ desk: [] }] };

const listRoute = apiRoute({
  method: "get",
  path: "/recalls",
  operationId: "listRecalls",
  summary: "List recalls with their ledgers, newest first",
  ...ofDesk,
  request: { query: RecallListQuery },
  responses: answers(
    {
      200: {
        description: `At most ${PAGES.recalls}.`,
        schema: RecallListJson,
      },
    },
    "unauthorized",
    "invalid",
  ),
});

const showRoute = apiRoute({
  method: "get",
  path: "/recalls/{id}",
  operationId: "getRecall",
  summary: "Get a recall: who may hold a copy, what each was sent, how each answered, and the deadline",
  ...ofDesk,
  request: { params: RecallId },
  responses: answers(
    { 200: { description: "Its ledger.", schema: RecallJson } },
    "unauthorized",
    "not-found",
    "invalid",
  ),
});

const noteRoute = apiRoute({
  method: "post",
  path: "/recalls/{id}/publishers/{publisher}",
  operationId: "noteAcknowledgement",
  summary: "Record what a publisher said about its copy, by phone or email",
  ...ofDesk,
  request: {
    params: RecallHolderId,
    body: jsonBody(AcknowledgementInput),
  },
  responses: answers({ 200: { description: "Recorded.", schema: RecallJson } }, ...DESK_PROBLEMS, "not-found"),
});

/** `/v1/desk/recalls`. */
export function recallRoutes(app: Routes<DeskEnv>): void {
  app.openapi(listRoute, async (c) => c.json(await viewRecalls(viewContext(c), c.req.valid("query").before), 200));
  app.openapi(showRoute, async (c) => {
    const recall = await readRecall(c.env.env.db, c.req.valid("param").id);
    return recall === undefined ? problem(c, "not-found") : c.json(await viewRecall(viewContext(c), recall), 200);
  });
  app.openapi(noteRoute, async (c) => {
    const { id, publisher } = c.req.valid("param");
    if ((await readPublisher(c.env.env.db, publisher)) === undefined) return problem(c, "not-found");
    const recall = await acknowledgeFor(publisherContext(c, c.get("staff")), id, publisher, c.req.valid("json"));
    return recall === undefined ? problem(c, "not-found") : c.json(await viewRecall(viewContext(c), recall), 200);
  });
}
