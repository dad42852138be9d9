import type { Context } from "hono";
import { ACTION_NAMES } from "../../model/article/action.ts";
import type { RefusedAction } from "../../render/html/desk/article-forms.tsx";
import { deskArticlePage } from "../../render/html/desk/article-page.tsx";
import { deskKillPage } from "../../render/html/desk/kill-page.tsx";
import type { Site } from "../../render/site.ts";
import { readReach } from "../../store/article/reach.ts";
import { viewArticle } from "../../views/desk-article.ts";
import { type DeskEnv, viewContext } from "../context.ts";
import { privatePage } from "../respond/page-response.ts";
import { problem } from "../respond/problems.ts";

/** The page that asks for confirmation of a kill, with whom it would reach. */
export async function showKill(
  c: Context<DeskEnv>,
  shown: Omit<Parameters<typeof deskKillPage>[0], "reach">,
  status = 200,
): Promise<Response> {
  const { db, mail } = c.env.env;
  const reach = await readReach(db, shown.view.id, mail !== undefined);
  return privatePage(deskKillPage({ ...shown, reach }), status);
}

/** Returns the article that a URL names. */
export const idOf = (c: Context<DeskEnv>): string => c.req.param("id") ?? "";

/** Answers with an article's page; after a refused action, with the values entered and what is wrong with them. */
export async function showArticle(
  c: Context<DeskEnv>,
  site: Site,
  refused?: RefusedAction,
  status = 200,
): Promise<Response> {
  const view = await viewArticle(viewContext(c), idOf(c), site);
  if (view === undefined) return problem(c, "not-found");
  if (refused?.action === "kill" && view.actions.includes("kill")) return showKill(c, { view, site, refused }, status);
  const done = ACTION_NAMES.find((name) => name === c.req.query("done"));
  const flash = refused ? { refused } : done && { done };
  return privatePage(deskArticlePage({ view, site, flash }), status);
}
