import { createRoute, z } from "@hono/zod-openapi";
import { DiffQuery, VersionNumber } from "../../contract/version.ts";
import { slug } from "../../model/text.ts";
import { DeskArticleJson, DiffJson, VersionJson } from "../../render/api/desk-article.ts";
import { viewArticle, viewDiff, viewVersion } from "../../views/desk-article.ts";
import { readSite } from "../cache/site.ts";
import { type DeskEnv, type Routes, viewContext } from "../context.ts";
import { answers } from "../respond/openapi.ts";
import { type ProblemCode, problem } from "../respond/problems.ts";

const security = [{ desk: [] }];
const tags = ["Desk"];
const id = slug.describe("The article's id.");
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
export function versionRoutes(app: Routes<DeskEnv>): void {
  app.openapi(showRoute, async (c) => {
    const site = await readSite(c);
    if (site === undefined) return problem(c, "nothing-published");
    const view = await viewArticle(viewContext(c), c.req.valid("param").id, site);
    return view === undefined ? problem(c, "not-found") : c.json(view, 200);
  });
  app.openapi(versionRoute, async (c) => {
    const { id, version } = c.req.valid("param");
    const view = await viewVersion(viewContext(c), id, version);
    return view === undefined ? problem(c, "not-found") : c.json(view, 200);
  });
  app.openapi(diffRoute, async (c) => {
    const view = await viewDiff(viewContext(c), c.req.valid("param").id, c.req.valid("query"));
    return view === undefined ? problem(c, "not-found") : c.json(view, 200);
  });
}
