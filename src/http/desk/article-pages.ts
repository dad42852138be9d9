import type { Context } from "hono";
import { DiffQuery, VersionNumber } from "../../contract/version.ts";
import { mistakesOf } from "../../model/mistake.ts";
import { PAGES } from "../../model/policy.ts";
import { deskVersionPage } from "../../render/html/desk/article-page.tsx";
import { type ArticleLine, deskArticlesPage } from "../../render/html/desk/articles-page.tsx";
import { deskDiffPage } from "../../render/html/desk/diff-page.tsx";
import { deskKillPage } from "../../render/html/desk/kill-page.tsx";
import type { Site } from "../../render/site.ts";
import { listNewest } from "../../store/article/record.ts";
import { viewArticle, viewDiff, viewVersion } from "../../views/desk-article.ts";
import { withSite } from "../cache/site.ts";
import { type DeskEnv, type Routes, viewContext } from "../context.ts";
import { privatePage } from "../respond/page-response.ts";
import { problem } from "../respond/problems.ts";
import { idOf, showArticle } from "./show-article.ts";

/** Articles that a page lists. */
const AT_ONCE = PAGES.deskArticles;

/** `/desk/articles`: the pages on which the desk looks after articles. */
export function articlePages(app: Routes<DeskEnv>): void {
  app.get("/articles", (c) => withSite(c, (site) => listArticles(c, site), c.get("person")));
  app.get("/articles/:id", (c) => withSite(c, (site) => showArticle(c, site), c.get("person")));
  app.get("/articles/:id/kill", (c) => withSite(c, (site) => askToKill(c, site), c.get("person")));
  app.get("/articles/:id/diff", (c) => withSite(c, (site) => compare(c, site), c.get("person")));
  app.get("/articles/:id/versions/:version", (c) => withSite(c, (site) => showVersion(c, site), c.get("person")));
}

async function listArticles(c: Context<DeskEnv>, site: Site): Promise<Response> {
  const { modified, id } = c.req.query();
  const after = modified === undefined || id === undefined ? undefined : { modified, id };
  const found = await listNewest(c.env.env.db, after, AT_ONCE);
  const last = found.length === AT_ONCE ? found.at(-1) : undefined;
  const next = last && `/desk/articles?${new URLSearchParams({ modified: last.modified, id: last.id })}`;
  const lines = found.map((line): ArticleLine => ({ ...line, expired: line.expired === 1 }));
  return privatePage(deskArticlesPage(lines, next, site));
}

async function askToKill(c: Context<DeskEnv>, site: Site): Promise<Response> {
  const view = await viewArticle(viewContext(c), idOf(c), site);
  if (view === undefined) return problem(c, "not-found");
  // Somebody killed it already: its page says so, and what can be done now.
  if (!view.actions.includes("kill")) return c.redirect(`/desk/articles/${view.id}`, 303);
  return privatePage(deskKillPage({ view, site, refused: undefined }));
}

async function showVersion(c: Context<DeskEnv>, site: Site): Promise<Response> {
  const number = VersionNumber.safeParse(c.req.param("version"));
  const view = number.success ? await viewVersion(viewContext(c), idOf(c), number.data) : undefined;
  return view === undefined ? problem(c, "not-found") : privatePage(deskVersionPage(view, site));
}

async function compare(c: Context<DeskEnv>, site: Site): Promise<Response> {
  const wanted = DiffQuery.safeParse(c.req.query());
  if (!wanted.success) return problem(c, "invalid", { errors: mistakesOf(wanted.error, c.req.query()) });
  const view = await viewDiff(viewContext(c), idOf(c), wanted.data);
  return view === undefined ? problem(c, "not-found") : privatePage(deskDiffPage(view, site));
}
