import { DeskArticleJson } from "../../contract/desk-article.ts";
import { DeskArticleId } from "../../contract/desk-article-id.ts";
import { DiffJson } from "../../contract/diff.ts";
import type { ProblemCode } from "../../contract/problem.ts";
import { DiffQuery, VersionId, VersionJson } from "../../contract/version.ts";
import { viewArticle, viewDiff, viewVersion } from "../../views/desk-article.ts";
import { readSiteOf } from "../cache/site.ts";
import { type DeskEnv, type Routes, viewContext } from "../context.ts";
import { apiRoute } from "../respond/api-route.ts";
import { answers } from "../respond/openapi.ts";
import { problem } from "../respond/problems.ts";

const security = [{ desk: [] }];
const tags = ["Desk"];
const REFUSALS: ProblemCode[] = ["unauthorized", "not-found", "invalid"];

const showRoute = apiRoute({
  method: "get",
  path: "/articles/{id}",
  operationId: "getDeskArticle",
  summary: "Get an article with its decisions, versions and log, whatever its status",
  tags,
  security,
  request: { params: DeskArticleId },
  responses: answers(
    { 200: { description: "Everything that the desk knows about it.", schema: DeskArticleJson } },
    ...REFUSALS,
    "nothing-published",
  ),
});

const versionRoute = apiRoute({
  method: "get",
  path: "/articles/{id}/versions/{version}",
  operationId: "getArticleVersion",
  summary: "Get one version of an article",
  tags,
  security,
  request: { params: VersionId },
  responses: answers({ 200: { description: "The article as it was then.", schema: VersionJson } }, ...REFUSALS),
});

const diffRoute = apiRoute({
  method: "get",
  path: "/articles/{id}/diff",
  operationId: "compareArticleVersions",
  summary: "Compare two versions of an article",
  tags,
  security,
  request: { params: DeskArticleId, query: DiffQuery },
  responses: answers({ 200: { description: "The fields in which they differ.", schema: DiffJson } }, ...REFUSALS),
});

/** `/v1/desk/articles/{id}`, its versions, and the differences between them. */
export function versionRoutes(app: Routes<DeskEnv>): void {
  app.openapi(showRoute, async (c) => {
    const site = await readSiteOf(c, c.get("person"));
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
