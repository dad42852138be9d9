import type { Context } from "hono";
import type { z } from "zod";
import { type ActionOutcome, act } from "../../commands/publishing/act.ts";
import { DeskArticleId } from "../../contract/desk-article-id.ts";
import { ActedJson } from "../../contract/publishing.ts";
import { ACTIONS, type Action, type ActionName } from "../../model/article/action.ts";
import { warningsJson } from "../../render/api/warnings.ts";
import { settle } from "../cache/carry-out.ts";
import { type DeskEnv, deskContext, type Routes } from "../context.ts";
import { apiRoute } from "../respond/api-route.ts";
import { answers, DESK_PROBLEMS, jsonBody } from "../respond/openapi.ts";
import { problem } from "../respond/problems.ts";
import { whyNotDone } from "./refusals.ts";

const security = [{ desk: [] }];
const tags = ["Desk"];

const SUMMARIES: Record<ActionName, string> = {
  correct: "Correct a released article, with a public note",
  fix: "Fix a typo in a released article, without a public note",
  relicense: "Put an article under another license",
  withhold: "Withhold an article for now: it disappears everywhere, except for its id in the changes",
  kill: "Kill an article: its text disappears everywhere, and notices give the reason",
  restore: "Bring back an article that was withheld or killed, or has expired",
  expire: "Expire an article now",
};

const routeOf = <Name extends ActionName, Body extends z.ZodObject>(name: Name, body: Body) =>
  apiRoute({
    method: "post",
    path: `/articles/{id}/${name}`,
    operationId: `${name}Article`,
    summary: SUMMARIES[name],
    tags,
    security,
    request: { params: DeskArticleId, body: jsonBody(body) },
    responses: answers(
      { 200: { description: "Done, in one step.", schema: ActedJson } },
      ...DESK_PROBLEMS,
      "not-found",
      "nothing-published",
    ),
  });

/** `/v1/desk/articles/{id}/…`: the desk's actions on an article. */
export function actionRoutes(app: Routes<DeskEnv>): void {
  app.openapi(routeOf("correct", ACTIONS.correct), (c) => perform(c, { action: "correct", ...c.req.valid("json") }));
  app.openapi(routeOf("fix", ACTIONS.fix), (c) => perform(c, { action: "fix", ...c.req.valid("json") }));
  app.openapi(routeOf("relicense", ACTIONS.relicense), (c) =>
    perform(c, { action: "relicense", ...c.req.valid("json") }),
  );
  app.openapi(routeOf("withhold", ACTIONS.withhold), (c) => perform(c, { action: "withhold", ...c.req.valid("json") }));
  app.openapi(routeOf("kill", ACTIONS.kill), (c) => perform(c, { action: "kill", ...c.req.valid("json") }));
  app.openapi(routeOf("restore", ACTIONS.restore), (c) => perform(c, { action: "restore", ...c.req.valid("json") }));
  app.openapi(routeOf("expire", ACTIONS.expire), (c) => perform(c, { action: "expire", ...c.req.valid("json") }));
}

async function perform(c: Context<DeskEnv>, action: Action) {
  const outcome = await settle(c, await act(deskContext(c), c.req.param("id") ?? "", action));
  if (!outcome.ok) return refuse(c, outcome);
  return c.json({ ...outcome.article, ...warningsJson(outcome.warnings, outcome.doubts) }, 200);
}

function refuse(c: Context<DeskEnv>, outcome: Extract<ActionOutcome, { ok: false }>): Response {
  if (outcome.because === "mistakes") return problem(c, "invalid", { errors: outcome.mistakes });
  if (outcome.because === "unknown") return problem(c, "not-found");
  if (outcome.because === "no masthead") return problem(c, "nothing-published");
  if (outcome.because === "too large") return problem(c, "too-large", { detail: whyNotDone(outcome) });
  return problem(c, "conflict", { detail: whyNotDone(outcome) });
}
