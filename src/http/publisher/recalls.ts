import { acknowledgeOwn } from "../../commands/publishers/acknowledge.ts";
import { AcknowledgementInput } from "../../contract/acknowledgement.ts";
import { OwnRecallJson, OwnRecallListJson } from "../../contract/recall.ts";
import { RecallId } from "../../contract/recall-id.ts";
import { TodoJson } from "../../contract/todo.ts";
import { PAGES } from "../../model/policy.ts";
import { viewRecallOf, viewRecallsOf } from "../../views/recalls.ts";
import { viewTodo } from "../../views/todo.ts";
import { readSite, siteFor } from "../cache/site.ts";
import { type PublisherEnv, publisherContext, type Routes, viewContext } from "../context.ts";
import { refuseAcknowledgement } from "../respond/acknowledgement.ts";
import { apiRoute } from "../respond/api-route.ts";
import { answers, jsonBody, PUBLISHER_PROBLEMS } from "../respond/openapi.ts";
import { problem } from "../respond/problems.ts";

const tags = ["Publishers"];
const toRead = { tags, security: [{ key: ["read"] }] };
const toReport = { tags, security: [{ key: ["report"] }] };
const todoRoute = apiRoute({
  method: "get",
  path: "/todo",
  operationId: "getTodo",
  summary: "See what needs action: recalls, corrections, licenses to accept again, and how far behind you are",
  ...toRead,
  responses: answers(
    { 200: { description: "Everything that needs action.", schema: TodoJson } },
    ...PUBLISHER_PROBLEMS,
  ),
});

const ownRoute = apiRoute({
  method: "get",
  path: "/recalls",
  operationId: "listOwnRecalls",
  summary: "List the recalls that affect you, newest first",
  ...toRead,
  responses: answers(
    { 200: { description: `At most ${PAGES.ownRecalls}.`, schema: OwnRecallListJson } },
    ...PUBLISHER_PROBLEMS,
  ),
});

const sayRoute = apiRoute({
  method: "post",
  path: "/recalls/{id}",
  operationId: "acknowledgeRecall",
  summary: "Report the status of your copy of a killed story; the latest report counts",
  ...toReport,
  request: { params: RecallId, body: jsonBody(AcknowledgementInput) },
  responses: answers({ 200: { description: "Recorded.", schema: OwnRecallJson } }, ...PUBLISHER_PROBLEMS),
});

/** `/v1/publisher/todo` and `/v1/publisher/recalls`. */
export function recallRoutes(app: Routes<PublisherEnv>): void {
  app.openapi(todoRoute, async (c) => {
    const site = await readSite(c);
    if (site === undefined) return problem(c, "nothing-published");
    const { access } = c.get("visitor");
    return c.json(await viewTodo(viewContext(c), c.get("publisher").id, await siteFor(c, site, access), access), 200);
  });
  app.openapi(ownRoute, async (c) => {
    return c.json({ recalls: await viewRecallsOf(viewContext(c), c.get("publisher").id) }, 200);
  });
  app.openapi(sayRoute, async (c) => {
    const { id } = c.get("publisher");
    const done = await acknowledgeOwn(publisherContext(c, id), c.req.valid("param").id, id, c.req.valid("json"));
    if (!done.ok) return refuseAcknowledgement(c, done.because);
    return c.json(await viewRecallOf(viewContext(c), done.recall, id), 200);
  });
}
