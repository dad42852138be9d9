import { createRoute, type OpenAPIHono, z } from "@hono/zod-openapi";
import { slug } from "../../model/text.ts";
import { DeskArticleJson, DiffJson, VersionJson } from "../../render/api/desk-article.ts";
import type { DoorEnv } from "../auth/authenticate.ts";
import { siteOf } from "../context.ts";
import { answers } from "../respond/openapi.ts";
import { type ProblemCode, problem } from "../respond/problems.ts";
import { articleView, diffView, versionView } from "../views/desk-article.ts";

const security = [{ desk: [] }];
const tags = ["Desk"];
const id = slug.describe("The article's id.");
/** The number of a version, as an address names it. */
export const VersionNumber = z.coerce
  .number()
  .int({ error: "a whole number" })
  .min(1, { error: "a number from 1" })
  .max(1_000_000, { error: "a number from 1" });

/** Which versions are compared. */
export const DiffQuery = z.object({
  from: VersionNumber.optional().describe("The version to begin with; without it, the one before."),
  to: VersionNumber.optional().describe(
    "The version to compare it with; without it, the newest. It may be an earlier one.",
  ),
});
const REFUSALS: ProblemCode[] = ["unauthorized", "not-found", "invalid"];

const showRoute = createRoute({
  method: "get",
  path: "/articles/{id}",
  summary: "How an article stands: its text, decisions, versions and log, whatever its status",
  tags,
  security,
  request: { params: z.object({ id }) },
  responses: answers(
    { 200: { description: "Everything that the desk knows of it.", schema: DeskArticleJson } },
    ...REFUSALS,
    "nothing-published",
  ),
});

const versionRoute = createRoute({
  method: "get",
  path: "/articles/{id}/versions/{version}",
  summary: "A text that an article had, whatever became of it",
  tags,
  security,
  request: { params: z.object({ id, version: VersionNumber.describe("Its number.") }) },
  responses: answers({ 200: { description: "The text as it was then.", schema: VersionJson } }, ...REFUSALS),
});

const diffRoute = createRoute({
  method: "get",
  path: "/articles/{id}/diff",
  summary: "What changed between two texts of an article",
  tags,
  security,
  request: { params: z.object({ id }), query: DiffQuery },
  responses: answers({ 200: { description: "The fields in which they differ.", schema: DiffJson } }, ...REFUSALS),
});

/** `/v1/desk/articles/{id}`, its versions, and what changed between them. */
export function deskVersionRoutes(app: OpenAPIHono<DoorEnv>): void {
  app.openapi(showRoute, async (c) => {
    const site = await siteOf(c);
    if (site === undefined) return problem(c, "nothing-published");
    const view = await articleView(c, c.req.valid("param").id, site);
    return view === undefined ? problem(c, "not-found") : c.json(view, 200);
  });
  app.openapi(versionRoute, async (c) => {
    const { id, version } = c.req.valid("param");
    const view = await versionView(c, id, version);
    return view === undefined ? problem(c, "not-found") : c.json(view, 200);
  });
  app.openapi(diffRoute, async (c) => {
    const view = await diffView(c, c.req.valid("param").id, c.req.valid("query"));
    return view === undefined ? problem(c, "not-found") : c.json(view, 200);
  });
}
