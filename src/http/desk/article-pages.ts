import type { Context, Hono } from "hono";
import { ACTION_NAMES } from "../../model/article/action.ts";
import { mistakesOf } from "../../model/mistake.ts";
import { PAGES } from "../../model/policy.ts";
import type { Refused } from "../../render/html/desk/article-forms.tsx";
import { deskArticlePage, deskVersionPage } from "../../render/html/desk/article-page.tsx";
import { type ArticleLine, deskArticlesPage } from "../../render/html/desk/articles-page.tsx";
import { deskDiffPage } from "../../render/html/desk/diff-page.tsx";
import { deskKillPage } from "../../render/html/desk/kill-page.tsx";
import type { Site } from "../../render/site.ts";
import { listNewest } from "../../store/article/record.ts";
import type { DoorEnv } from "../auth/authenticate.ts";
import { siteOf } from "../context.ts";
import { privatePage } from "../respond/page-response.ts";
import { problem } from "../respond/problems.ts";
import { articleView, diffView, versionView } from "../views/desk-article.ts";
import { DiffQuery, VersionNumber } from "./versions.ts";

/** Articles that a page lists. */
const AT_ONCE = PAGES.deskArticles;

/** `/desk/articles`: the pages on which the desk looks after articles. `deskPages` let only the desk through. */
export function deskArticlePages(door: Hono<DoorEnv>): void {
  door.get("/desk/articles", (c) => withSite(c, (site) => list(c, site)));
  door.get("/desk/articles/:id", (c) => withSite(c, (site) => shown(c, site)));
  door.get("/desk/articles/:id/kill", (c) => withSite(c, (site) => asked(c, site)));
  door.get("/desk/articles/:id/diff", (c) => withSite(c, (site) => compared(c, site)));
  door.get("/desk/articles/:id/versions/:version", (c) => withSite(c, (site) => earlier(c, site)));
}

/** Answers with something that needs the masthead. */
export async function withSite(c: Context<DoorEnv>, then: (site: Site) => Promise<Response>): Promise<Response> {
  const site = await siteOf(c);
  return site === undefined ? problem(c, "nothing-published") : then(site);
}

/** The article that an address names. */
export const idOf = (c: Context<DoorEnv>): string => c.req.param("id") ?? "";

async function list(c: Context<DoorEnv>, site: Site): Promise<Response> {
  const { modified, id } = c.req.query();
  const after = modified === undefined || id === undefined ? undefined : { modified, id };
  const found = await listNewest(c.env.env.db, after, AT_ONCE);
  const last = found.length === AT_ONCE ? found.at(-1) : undefined;
  const next = last && `/desk/articles?${new URLSearchParams({ modified: last.modified, id: last.id })}`;
  const lines = found.map((line): ArticleLine => ({ ...line, expired: line.expired === 1 }));
  return privatePage(deskArticlesPage(lines, next, site));
}

/** An article's page; where an action was refused, with what was filled in and what is wrong with it. */
export async function shown(c: Context<DoorEnv>, site: Site, refused?: Refused, status = 200): Promise<Response> {
  const view = await articleView(c, idOf(c), site);
  if (view === undefined) return problem(c, "not-found");
  if (refused?.action === "kill" && view.actions.includes("kill"))
    return privatePage(deskKillPage({ view, site, refused }), status);
  const done = ACTION_NAMES.find((name) => name === c.req.query("done"));
  const told = refused ? { refused } : done && { done };
  return privatePage(deskArticlePage({ view, site, told }), status);
}

async function asked(c: Context<DoorEnv>, site: Site): Promise<Response> {
  const view = await articleView(c, idOf(c), site);
  if (view === undefined) return problem(c, "not-found");
  // Somebody killed it already: its page says so, and what can be done now.
  if (!view.actions.includes("kill")) return c.redirect(`/desk/articles/${view.id}`, 303);
  return privatePage(deskKillPage({ view, site, refused: undefined }));
}

async function earlier(c: Context<DoorEnv>, site: Site): Promise<Response> {
  const number = VersionNumber.safeParse(c.req.param("version"));
  const view = number.success ? await versionView(c, idOf(c), number.data) : undefined;
  return view === undefined ? problem(c, "not-found") : privatePage(deskVersionPage(view, site));
}

async function compared(c: Context<DoorEnv>, site: Site): Promise<Response> {
  const wanted = DiffQuery.safeParse(c.req.query());
  if (!wanted.success) return problem(c, "invalid", { errors: mistakesOf(wanted.error, c.req.query()) });
  const view = await diffView(c, idOf(c), wanted.data);
  return view === undefined ? problem(c, "not-found") : privatePage(deskDiffPage(view, site));
}
