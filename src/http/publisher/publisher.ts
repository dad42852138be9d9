import { createRoute, OpenAPIHono, z } from "@hono/zod-openapi";
import type { MiddlewareHandler } from "hono";
import { giveKey, revokeKey, rotateKey } from "../../commands/publishers/keys.ts";
import { KEYS, PAGES, ROTATION } from "../../model/policy.ts";
import { fields, wholeNumber } from "../../model/text.ts";
import { PublisherJson } from "../../render/api/publisher.ts";
import { listReadLog } from "../../store/publisher/read-log.ts";
import {
  ACCEPTED,
  AcceptanceInput,
  acceptFor,
  COMMON,
  GivenKeyJson,
  KeyInput,
  WHY_NO_KEY,
} from "../applicant/applications.ts";
import { forgetKeys } from "../auth/authorize-key.ts";
import { keyHolder, type PublisherEnv } from "../auth/key-holder.ts";
import { keyIn } from "../auth/key-request.ts";
import { answerWithPublisher, publisherContext } from "../context.ts";
import { jsonOnly, refuseInvalid, smallBodies } from "../respond/body.ts";
import { answers, jsonBody } from "../respond/openapi.ts";
import { type ProblemCode, problem } from "../respond/problems.ts";
import { publisherRecallRoutes } from "./recalls.ts";

const tags = ["Publishers"];
const security = [{ key: [] }];
const KeyId = z.object({ id: z.string().describe("The key's id.") });
const REFUSALS: ProblemCode[] = [...COMMON, "unauthorized", "forbidden"];

const showRoute = createRoute({
  method: "get",
  path: "/",
  summary: "Agreements, keys and domains of the publisher whose key this is",
  tags,
  security,
  responses: answers({ 200: { description: "The publisher.", schema: PublisherJson } }, ...REFUSALS),
});

const ReadingJson = z.object({ key: z.string(), address: z.string(), change: z.int(), at: z.iso.datetime() });

const readingsRoute = createRoute({
  method: "get",
  path: "/readings",
  summary: "What its keys read, the newest first",
  tags,
  security,
  responses: answers(
    { 200: { description: `At most ${PAGES.readings}.`, schema: z.object({ readings: z.array(ReadingJson) }) } },
    ...REFUSALS,
  ),
});

const acceptRoute = createRoute({
  method: "post",
  path: "/agreements",
  summary: "Accept a new text of a licence",
  tags,
  security,
  request: { body: jsonBody(AcceptanceInput) },
  responses: answers(ACCEPTED, ...REFUSALS, "not-configured"),
});

const giveRoute = createRoute({
  method: "post",
  path: "/keys",
  summary: "Get another key",
  tags,
  security,
  request: { body: jsonBody(KeyInput) },
  responses: answers({ 201: { description: "The key, told once.", schema: GivenKeyJson } }, ...REFUSALS),
});

const RotateInput = fields({
  overlapHours: wholeNumber(0, ROTATION.maxHours)
    .default(ROTATION.defaultHours)
    .describe("Hours for which the old key goes on."),
});

const rotateRoute = createRoute({
  method: "post",
  path: "/keys/{id}/rotate",
  summary: "Get a new key in an old one's place",
  tags,
  security,
  request: { params: KeyId, body: jsonBody(RotateInput) },
  responses: answers({ 201: { description: "The new key, told once.", schema: GivenKeyJson } }, ...REFUSALS),
});

const revokeRoute = createRoute({
  method: "delete",
  path: "/keys/{id}",
  summary: "Revoke a key",
  tags,
  security,
  request: { params: KeyId },
  responses: {
    ...answers({}, ...REFUSALS),
    204: { description: `Revoked. It opens nothing more within ${KEYS.revokedWithinSeconds} seconds, anywhere.` },
  },
});

/** Lets a full key of an approved publisher through. */
const withPublisher: MiddlewareHandler<PublisherEnv> = async (c, next) => {
  const challenge = { "WWW-Authenticate": 'Bearer realm="publisher"' };
  const held = await keyHolder(c, keyIn(c.req.raw.headers, "Bearer"), challenge);
  if (held instanceof Response) return held;
  c.set("publisher", held.publisher);
  c.set("expires", held.opened.expires);
  c.set("access", held.opened.access);
  return next();
};

/** `/v1/publisher`: what a publisher's software does with its own key. */
export function publisherRoutes(): OpenAPIHono<PublisherEnv> {
  const app = new OpenAPIHono<PublisherEnv>({ defaultHook: refuseInvalid });
  app.use(withPublisher);
  app.use(jsonOnly, smallBodies);

  publisherRecallRoutes(app);
  app.openapi(showRoute, (c) => answerWithPublisher(c, c.get("publisher"), 200));
  app.openapi(readingsRoute, async (c) => {
    const readings = await listReadLog(c.env.env.db, c.get("publisher").id, PAGES.readings);
    return c.json({ readings }, 200);
  });
  app.openapi(acceptRoute, async (c) => {
    const accepted = await acceptFor(c, c.get("publisher"), c.req.valid("json"));
    return accepted instanceof Response
      ? accepted
      : answerWithPublisher(c, c.get("publisher"), accepted.isNew ? 201 : 200);
  });
  app.openapi(giveRoute, async (c) => {
    const { id } = c.get("publisher");
    const given = await giveKey(publisherContext(c, id), id, c.req.valid("json"), c.get("expires") ?? undefined);
    return given.ok ? c.json(given.given, 201) : problem(c, "conflict", { detail: WHY_NO_KEY[given.because] });
  });
  app.openapi(rotateRoute, async (c) => {
    const { id } = c.get("publisher");
    const rotated = await rotateKey(
      publisherContext(c, id),
      id,
      c.req.valid("param").id,
      c.req.valid("json").overlapHours,
    );
    forgetKeys();
    if (rotated.ok) return c.json(rotated.given, 201);
    if (rotated.because === "unknown") return problem(c, "not-found");
    return problem(c, "conflict", { detail: WHY_NO_KEY[rotated.because] });
  });
  app.openapi(revokeRoute, async (c) => {
    const { id } = c.get("publisher");
    const done = await revokeKey(publisherContext(c, id), id, c.req.valid("param").id);
    forgetKeys();
    return done ? c.body(null, 204) : problem(c, "not-found");
  });
  return app;
}
