import { giveFirstKey } from "../../commands/publishers/first-key.ts";
import { leave } from "../../commands/publishers/leave.ts";
import { prove } from "../../commands/publishers/prove.ts";
import { AcceptanceInput } from "../../contract/agreement.ts";
import { ApplicationToken } from "../../contract/application.ts";
import { GivenKeyJson, KeyInput } from "../../contract/key.ts";
import { PublisherJson } from "../../contract/publisher.ts";
import { PROOF, RETENTION } from "../../model/policy.ts";
import { readPublisher } from "../../store/publisher/publisher.ts";
import { settle } from "../cache/carry-out.ts";
import { type ApplicantEnv, publisherContext, type Routes } from "../context.ts";
import { ACCEPTED, answerAccepted } from "../publisher/acceptance.ts";
import { answerWithPublisher } from "../publisher/answer-with-publisher.ts";
import { WHY_NO_KEY } from "../publisher/why-no-key.ts";
import { apiRoute } from "../respond/api-route.ts";
import { APPLICANT_PROBLEMS, answers, jsonBody } from "../respond/openapi.ts";
import { problem } from "../respond/problems.ts";
import { mayApply, tooMany } from "./limit.ts";

const tags = ["Publishers"];

const showRoute = apiRoute({
  method: "get",
  path: "/",
  operationId: "getApplication",
  summary: "Check an application: its status, with every reason",
  tags,
  request: { params: ApplicationToken },
  responses: answers(
    { 200: { description: "The application.", schema: PublisherJson } },
    "not-found",
    "nothing-published",
  ),
});

const leaveRoute = apiRoute({
  method: "delete",
  path: "/",
  operationId: "leaveAsPublisher",
  summary: `Close the account: keys and agreements end, and the data is deleted ${RETENTION.applicantDays} days later`,
  tags,
  request: { params: ApplicationToken },
  responses: { ...answers({}, ...APPLICANT_PROBLEMS), 204: { description: "Closed." } },
});

const proofRoute = apiRoute({
  method: "post",
  path: "/proofs",
  operationId: "checkDomains",
  summary: "Check the domains now",
  tags,
  request: { params: ApplicationToken },
  responses: answers(
    { 200: { description: "The application, after the check.", schema: PublisherJson } },
    ...APPLICANT_PROBLEMS,
    "too-many-requests",
  ),
});

const acceptRoute = apiRoute({
  method: "post",
  path: "/agreements",
  operationId: "acceptFirstLicence",
  summary: "Accept a license",
  tags,
  request: { params: ApplicationToken, body: jsonBody(AcceptanceInput) },
  responses: answers(ACCEPTED, ...APPLICANT_PROBLEMS, "not-configured"),
});

const keyRoute = apiRoute({
  method: "post",
  path: "/keys",
  operationId: "createFirstKey",
  summary: `Get a key; a domain must have been verified within the last ${PROOF.freshHours} hours`,
  tags,
  request: { params: ApplicationToken, body: jsonBody(KeyInput) },
  responses: answers({ 201: { description: "The key, shown once.", schema: GivenKeyJson } }, ...APPLICANT_PROBLEMS),
});

/** `/v1/applications/{token}`: see the status, verify a domain, accept, get a key, leave. */
export function applicationRoutes(app: Routes<ApplicantEnv>): void {
  app.openapi(showRoute, (c) => answerWithPublisher(c, c.get("applicant"), 200));

  app.openapi(leaveRoute, async (c) => {
    const applicant = c.get("applicant");
    await settle(c, await leave(publisherContext(c, applicant.id), applicant));
    return c.body(null, 204);
  });
  app.openapi(proofRoute, async (c) => {
    if (!(await mayApply(c))) return tooMany(c);
    const { id } = c.get("applicant");
    await settle(c, await prove({ ...publisherContext(c, "applicant"), fetch: c.env.fetch }, id));
    return answerWithPublisher(c, (await readPublisher(c.env.env.db, id)) ?? c.get("applicant"), 200);
  });
  app.openapi(acceptRoute, (c) => answerAccepted(c, c.get("applicant"), c.req.valid("json")));
  app.openapi(keyRoute, async (c) => {
    const applicant = c.get("applicant");
    const given = await giveFirstKey(publisherContext(c, applicant.id), applicant, c.req.valid("json"));
    return given.ok ? c.json(given.given, 201) : problem(c, "conflict", { detail: WHY_NO_KEY[given.because] });
  });
}
