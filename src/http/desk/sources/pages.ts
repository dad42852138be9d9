import type { Context } from "hono";
import { approvePost, previewPost } from "../../../commands/sources/review.ts";
import { confirmGone, giveLookAddress } from "../../../commands/sources/settings.ts";
import { licenceFor } from "../../../model/article/article.ts";
import { instant } from "../../../model/time.ts";
import { sentHtml } from "../../../render/body.ts";
import { previewPage } from "../../../render/html/desk/sources/preview-page.tsx";
import { sourcePage } from "../../../render/html/desk/sources/source-page.tsx";
import { sourcesPage } from "../../../render/html/desk/sources/sources-page.tsx";
import type { Site } from "../../../render/site.ts";
import { askNow } from "../../../store/source/source.ts";
import { postJson, viewSource, viewSources } from "../../../views/sources.ts";
import { settle } from "../../cache/carry-out.ts";
import { withSite } from "../../cache/site.ts";
import { type DeskEnv, deskContext, publisherContext, type Routes, viewContext } from "../../context.ts";
import { readForm } from "../../respond/form.ts";
import { privatePage } from "../../respond/page-response.ts";
import { problem } from "../../respond/problems.ts";

/** `/desk/sources`: the sites that stories come from, their reports, and what waits for one click. */
export function sourcePages(app: Routes<DeskEnv>): void {
  const page = (show: (c: Context<DeskEnv>, site: Site) => Promise<Response>) => (c: Context<DeskEnv>) =>
    withSite(c, (site) => show(c, site), c.get("person"));
  app.get(
    "/sources",
    page(async (c, site) => privatePage(sourcesPage({ sources: await viewSources(viewContext(c)), site }))),
  );
  app.get(
    "/sources/:source",
    page((c, site) => showSource(c, site)),
  );
  app.post("/sources/:source/look", lookByForm);
  app.post("/sources/:source/look-address", page(addressByForm));
  app.post("/sources/:source/confirm-gone", confirmByForm);
  app.get(
    "/sources/:source/posts/:post",
    page((c, site) => showPost(c, site)),
  );
  app.post("/sources/:source/posts/:post", page(approveByForm));
}

const named = (c: Context<DeskEnv>, name: "source" | "post"): string => c.req.param(name) ?? "";

async function showSource(c: Context<DeskEnv>, site: Site, lookAddress?: string): Promise<Response> {
  const found = await viewSource(viewContext(c), named(c, "source"));
  if (found === undefined) return problem(c, "not-found");
  return privatePage(sourcePage({ source: found.source, posts: found.posts.map(postJson), lookAddress, site }));
}

async function lookByForm(c: Context<DeskEnv>): Promise<Response> {
  const isAsked = await askNow(c.env.env.db, { id: named(c, "source") }, instant(c.env.clock()));
  return isAsked ? c.redirect(`/desk/sources/${named(c, "source")}`, 303) : problem(c, "not-found");
}

async function addressByForm(c: Context<DeskEnv>, site: Site): Promise<Response> {
  const address = await giveLookAddress(publisherContext(c, c.get("staff")), named(c, "source"));
  return address === undefined ? problem(c, "not-found") : showSource(c, site, address);
}

async function confirmByForm(c: Context<DeskEnv>): Promise<Response> {
  const isDone = await confirmGone(deskContext(c), named(c, "source"));
  return isDone ? c.redirect(`/desk/sources/${named(c, "source")}`, 303) : problem(c, "not-found");
}

async function showPost(
  c: Context<DeskEnv>,
  site: Site,
  wrong?: { problem: string; status: number },
): Promise<Response> {
  const [source, id] = [named(c, "source"), named(c, "post")];
  const preview = await previewPost(deskContext(c), source, id);
  if (preview === undefined) return problem(c, "not-found");
  const { row, article, body, warnings, mistakes, isUpdate } = preview;
  const { masthead } = site;
  const licence = licenceFor(article, masthead.publication) ?? masthead.publication.licence;
  const post = { id, url: row.url, modified: row.modified };
  const shown = { source, post, article, html: sentHtml(body), licence, warnings, mistakes, isUpdate, site };
  return privatePage(previewPage({ ...shown, problem: wrong?.problem }), wrong?.status ?? 200);
}

async function approveByForm(c: Context<DeskEnv>, site: Site): Promise<Response> {
  const { modified: [modified = ""] = [] } = await readForm(c);
  const outcome = await settle(c, await approvePost(deskContext(c), named(c, "source"), named(c, "post"), modified));
  if (outcome.ok) return c.redirect(`/desk/sources/${named(c, "source")}`, 303);
  if (outcome.because === "unknown") return problem(c, "not-found");
  return showPost(c, site, {
    problem: `Nothing was published. ${outcome.detail}`,
    status: outcome.because === "changed" ? 409 : 422,
  });
}
