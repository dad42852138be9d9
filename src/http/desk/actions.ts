import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import type { Context } from "hono";
import { type Acted, act } from "../../commands/publishing/act.ts";
import { ACTIONS, type Action, type ActionName } from "../../model/article/action.ts";
import { mistakeSentence } from "../../model/mistake.ts";
import { slug } from "../../model/text.ts";
import type { DoorEnv } from "../auth/authenticate.ts";
import { afterPublish } from "../cache/purge.ts";
import { deskContext } from "../context.ts";
import { answers, jsonBody } from "../respond/openapi.ts";
import { problem } from "../respond/problems.ts";
import { PublishedJson, REFUSALS } from "./publishing.ts";

const security = [{ desk: [] }];
const tags = ["Desk"];
const params = z.object({ id: slug.describe("The article's id.") });

const SUMMARIES: Record<ActionName, string> = {
  correct: "Correct a released article, with a public note",
  relicense: "Put an article under another licence",
  withhold: "Take an article away for now: from everywhere, and with no trace but its id in the changes",
  kill: "Kill an article: its text goes from everywhere, and notices with the reason take its place",
  restore: "Bring back an article that was withheld, killed or has expired",
  expire: "End an article's time now",
};

const routeOf = <Name extends ActionName, Body extends z.ZodObject>(name: Name, body: Body) =>
  createRoute({
    method: "post",
    path: `/articles/{id}/${name}`,
    summary: SUMMARIES[name],
    tags,
    security,
    request: { params, body: jsonBody(body) },
    responses: answers(
      { 200: { description: "Done, in one step.", schema: PublishedJson } },
      ...REFUSALS,
      "not-found",
      "nothing-published",
    ),
  });

/** `/v1/desk/articles/{id}/…`: what the desk does with an article. */
export function deskArticleRoutes(app: OpenAPIHono<DoorEnv>): void {
  app.openapi(routeOf("correct", ACTIONS.correct), (c) => acted(c, { action: "correct", ...c.req.valid("json") }));
  app.openapi(routeOf("relicense", ACTIONS.relicense), (c) =>
    acted(c, { action: "relicense", ...c.req.valid("json") }),
  );
  app.openapi(routeOf("withhold", ACTIONS.withhold), (c) => acted(c, { action: "withhold", ...c.req.valid("json") }));
  app.openapi(routeOf("kill", ACTIONS.kill), (c) => acted(c, { action: "kill", ...c.req.valid("json") }));
  app.openapi(routeOf("restore", ACTIONS.restore), (c) => acted(c, { action: "restore", ...c.req.valid("json") }));
  app.openapi(routeOf("expire", ACTIONS.expire), (c) => acted(c, { action: "expire", ...c.req.valid("json") }));
}

async function acted(c: Context<DoorEnv>, action: Action) {
  const outcome = await act(deskContext(c), c.req.param("id") ?? "", action);
  if (!outcome.ok) return refused(c, outcome);
  c.executionCtx.waitUntil(afterPublish(outcome.tags, c.env));
  return c.json(outcome.article, 200);
}

function refused(c: Context<DoorEnv>, outcome: Extract<Acted, { ok: false }>): Response {
  if (outcome.because === "mistakes") return problem(c, "invalid", { errors: outcome.mistakes });
  if (outcome.because === "unknown") return problem(c, "not-found");
  if (outcome.because === "no masthead") return problem(c, "nothing-published");
  if (outcome.because === "too large") return problem(c, "too-large", { detail: whyNotDone(outcome) });
  return problem(c, "conflict", { detail: whyNotDone(outcome) });
}

/** Why an action wasn't done, as the desk is told. */
export function whyNotDone(outcome: Extract<Acted, { ok: false }>): string {
  if (outcome.because === "not from here") return outcome.detail;
  if (outcome.because === "meanwhile") return `Version ${outcome.version} came in between. Look again.`;
  if (outcome.because === "mistakes") return outcome.mistakes.map(mistakeSentence).join(" ");
  return {
    unknown: "There is no such article.",
    "no masthead": "Nothing is published yet.",
    "too large": "That is too much text for one article.",
    busy: "Somebody else publishes. Try again.",
  }[outcome.because];
}
