import { apply } from "../../commands/publishers/apply.ts";
import { ApplicationHeaders, ApplicationTakenJson } from "../../contract/application.ts";
import { ApplicationInput } from "../../model/publisher/application.ts";
import { type DoorEnv, publisherContext, type Routes } from "../context.ts";
import { apiRoute } from "../respond/api-route.ts";
import { answers, CHANGE_PROBLEMS, jsonBody } from "../respond/openapi.ts";
import { problem } from "../respond/problems.ts";
import { mayApply, tooMany, tooManyInAll } from "./limit.ts";

const applyRoute = apiRoute({
  method: "post",
  path: "/",
  operationId: "applyAsPublisher",
  summary: "Apply as a publisher",
  tags: ["Publishers"],
  request: {
    headers: ApplicationHeaders,
    body: jsonBody(ApplicationInput),
  },
  responses: answers(
    {
      201: {
        description: "Received. The address is private: anyone who has it can act for the publisher.",
        schema: ApplicationTakenJson,
      },
      200: {
        description: "Received before, under the same Idempotency-Key. The address is a new one.",
        schema: ApplicationTakenJson,
      },
    },
    ...CHANGE_PROBLEMS,
    "too-many-requests",
  ),
});

/** `POST /v1/applications`: anyone may apply. */
export function intakeRoutes(app: Routes<DoorEnv>): void {
  app.openapi(applyRoute, async (c) => {
    if (!(await mayApply(c))) return tooMany(c);
    const applied = await apply(
      publisherContext(c, "applicant"),
      c.req.valid("json"),
      c.req.valid("header")["idempotency-key"],
    );
    if (applied.ok) {
      const { id, token, isNew } = applied;
      return c.json({ id, token, address: `${c.env.env.origin}/applications/${token}` }, isNew ? 201 : 200);
    }
    if (applied.because === "mistakes") return problem(c, "invalid", { errors: applied.mistakes });
    if (applied.because === "too many") return tooManyInAll(c);
    if (applied.because === "no masthead") return problem(c, "nothing-published");
    return problem(c, "conflict", {
      detail: "This Idempotency-Key was used before, for another application or too long ago.",
    });
  });
}
