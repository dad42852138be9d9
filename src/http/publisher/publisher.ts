import { giveKey, revokeKey, rotateKey } from "../../commands/publishers/keys.ts";
import { AcceptanceInput } from "../../contract/agreement.ts";
import { GivenKeyJson, KeyId, KeyInput, RotateInput } from "../../contract/key.ts";
import { PublisherJson } from "../../contract/publisher.ts";
import { ReadingListJson } from "../../contract/reading.ts";
import { KEYS, PAGES } from "../../model/policy.ts";
import { listReadLog } from "../../store/publisher/read-log.ts";
import { settle } from "../cache/carry-out.ts";
import { type PublisherEnv, publisherContext, type Routes } from "../context.ts";
import { apiRoute } from "../respond/api-route.ts";
import { answers, jsonBody, PUBLISHER_PROBLEMS } from "../respond/openapi.ts";
import { problem } from "../respond/problems.ts";
import { ACCEPTED, answerAccepted } from "./acceptance.ts";
import { answerWithPublisher } from "./answer-with-publisher.ts";
import { WHY_NO_KEY } from "./why-no-key.ts";

const tags = ["Publishers"];
const security = [{ key: ["manage"] }];
const showRoute = apiRoute({
  method: "get",
  path: "/",
  operationId: "getOwnPublisher",
  summary: "Get your own account: agreements, keys and domains",
  tags,
  security,
  responses: answers({ 200: { description: "The publisher.", schema: PublisherJson } }, ...PUBLISHER_PROBLEMS),
});

const readingsRoute = apiRoute({
  method: "get",
  path: "/readings",
  operationId: "listReadings",
  summary: "List what your keys read, newest first",
  tags,
  security: [{ key: ["read"] }],
  responses: answers(
    { 200: { description: `At most ${PAGES.readings}.`, schema: ReadingListJson } },
    ...PUBLISHER_PROBLEMS,
  ),
});

const acceptRoute = apiRoute({
  method: "post",
  path: "/agreements",
  operationId: "acceptLicence",
  summary: "Accept a new version of a license",
  tags,
  security,
  request: { body: jsonBody(AcceptanceInput) },
  responses: answers(ACCEPTED, ...PUBLISHER_PROBLEMS, "not-configured"),
});

const giveRoute = apiRoute({
  method: "post",
  path: "/keys",
  operationId: "createKey",
  summary: "Add a key",
  tags,
  security,
  request: { body: jsonBody(KeyInput) },
  responses: answers({ 201: { description: "The key, shown once.", schema: GivenKeyJson } }, ...PUBLISHER_PROBLEMS),
});

const rotateRoute = apiRoute({
  method: "post",
  path: "/keys/{id}/rotate",
  operationId: "rotateKey",
  summary: "Replace a key with a new one",
  tags,
  security,
  request: { params: KeyId, body: jsonBody(RotateInput) },
  responses: answers({ 201: { description: "The new key, shown once.", schema: GivenKeyJson } }, ...PUBLISHER_PROBLEMS),
});

const revokeRoute = apiRoute({
  method: "delete",
  path: "/keys/{id}",
  operationId: "revokeKey",
  summary: "Revoke a key",
  tags,
  security,
  request: { params: KeyId },
  responses: {
    ...answers({}, ...PUBLISHER_PROBLEMS),
    204: { description: `Revoked. It stops working everywhere within ${KEYS.revokedWithinSeconds} seconds.` },
  },
});

/** `/v1/publisher`: a publisher's own record, for its software. */
export function publisherRoutes(app: Routes<PublisherEnv>): void {
  app.openapi(showRoute, (c) => answerWithPublisher(c, c.get("publisher"), 200));
  app.openapi(readingsRoute, async (c) => {
    const readings = await listReadLog(c.env.env.db, c.get("publisher").id, PAGES.readings);
    return c.json({ readings }, 200);
  });
  app.openapi(acceptRoute, (c) => answerAccepted(c, c.get("publisher"), c.req.valid("json")));
  app.openapi(giveRoute, async (c) => {
    const { id } = c.get("publisher");
    const given = await giveKey(
      publisherContext(c, id),
      id,
      c.req.valid("json"),
      c.get("visitor").expires ?? undefined,
    );
    return given.ok ? c.json(given.given, 201) : problem(c, "conflict", { detail: WHY_NO_KEY[given.because] });
  });
  app.openapi(rotateRoute, async (c) => {
    const { id } = c.get("publisher");
    const { overlapHours } = c.req.valid("json");
    const rotated = await settle(
      c,
      await rotateKey(publisherContext(c, id), id, c.req.valid("param").id, overlapHours),
    );
    if (rotated.ok) return c.json(rotated.given, 201);
    if (rotated.because === "unknown") return problem(c, "not-found");
    return problem(c, "conflict", { detail: WHY_NO_KEY[rotated.because] });
  });
  app.openapi(revokeRoute, async (c) => {
    const { id } = c.get("publisher");
    const isRevoked = await settle(c, await revokeKey(publisherContext(c, id), id, c.req.valid("param").id));
    return isRevoked ? c.body(null, 204) : problem(c, "not-found");
  });
}
