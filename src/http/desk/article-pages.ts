import type { Context } from "hono";
import { z } from "zod";
import { DiffQuery, VersionNumber } from "../../contract/version.ts";
import { LIFECYCLE_NAMES } from "../../model/article/lifecycle.ts";
import { mistakesOf } from "../../model/mistake.ts";
import { PAGES } from "../../model/policy.ts";
import { deskVersionPage } from "../../render/html/desk/article-page.tsx";
import { deskArticlesPage } from "../../render/html/desk/articles-page.tsx";
import { deskDiffPage } from "../../render/html/desk/diff-page.tsx";
import type { Site } from "../../render/site.ts";
import { listNewest } from "../../store/article/desk-list.ts";
import { viewArticle, viewDiff, viewVersion } from "../../views/desk-article.ts";
import { withSite } from "../cache/site.ts";
import { type DeskEnv, type Routes, viewContext } from "../context.ts";
import { privatePage } from "../respond/page-response.ts";
import { problem } from "../respond/problems.ts";
import { choiceFilter, isNarrowed, nextPage, textFilter, wordsOf } from "./lists/list-filters.ts";
import { idOf, showArticle, showKill } from "./show-article.ts";

/** Articles listed on a page, and articles examined for it. */
const AT_ONCE = { limit: PAGES.deskArticles, span: PAGES.deskSpan };

const Filters = z.object({
  q: textFilter,
  status: choiceFilter(LIFECYCLE_NAMES),
  section: textFilter,
  licence: textFilter,
});

/** `/desk/articles`: the desk's pages for managing articles. */
export function articlePages(app: Routes<DeskEnv>): void {
  app.get("/articles", (c) => withSite(c, (site) => listArticles(c, site), c.get("person")));
  app.get("/articles/:id", (c) => withSite(c, (site) => showArticle(c, site), c.get("person")));
  app.get("/articles/:id/kill", (c) => withSite(c, (site) => askToKill(c, site), c.get("person")));
  app.get("/articles/:id/diff", (c) => withSite(c, (site) => compare(c, site), c.get("person")));
  app.get("/articles/:id/versions/:version", (c) => withSite(c, (site) => showVersion(c, site), c.get("person")));
}

async function listArticles(c: Context<DeskEnv>, site: Site): Promise<Response> {
  const input = c.req.query();
  const read = Filters.safeParse(input);
  if (!read.success) return problem(c, "invalid", { errors: mistakesOf(read.error, input) });
  const { modified, id } = input;
  const after = modified === undefined || id === undefined ? undefined : { modified, id };
  const { q = "", status = "", section = "", licence = "" } = read.data;
  const narrowed = { ...read.data, words: wordsOf(q), standing: read.data.status };
  const { lines, end } = await listNewest(c.env.env.db, after, narrowed, AT_ONCE);
  const next = nextPage("/desk/articles", read.data, end);
  const filters = { q, status, section, licence, isFiltered: isNarrowed(read.data) };
  return privatePage(deskArticlesPage({ lines, filters, next, site }));
}

async function askToKill(c: Context<DeskEnv>, site: Site): Promise<Response> {
  const view = await viewArticle(viewContext(c), idOf(c), site);
  if (view === undefined) return problem(c, "not-found");
  // Somebody killed it already: its page says so, and what can be done now.
  if (!view.actions.includes("kill")) return c.redirect(`/desk/articles/${view.id}`, 303);
  return showKill(c, { view, site, refused: undefined });
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
