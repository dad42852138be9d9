import type { Context } from "hono";
import { approvePost, previewPost } from "../../../commands/sources/review.ts";
import {
  type CredentialsOutcome,
  confirmGone,
  giveLookAddress,
  setCredentials,
} from "../../../commands/sources/settings.ts";
import { withholdReported } from "../../../commands/sources/withhold-reported.ts";
import { licenceFor } from "../../../model/article/article.ts";
import type { Mistake } from "../../../model/mistake.ts";
import { NOTHING_TO_ENCRYPT_WITH } from "../../../model/source/credentials.ts";
import { instant } from "../../../model/time.ts";
import { sentHtml } from "../../../render/body.ts";
import { previewPage } from "../../../render/html/desk/sources/preview-page.tsx";
import { sourcePage } from "../../../render/html/desk/sources/source-page.tsx";
import { sourcesPage } from "../../../render/html/desk/sources/sources-page.tsx";
import type { Site } from "../../../render/site.ts";
import { askNow } from "../../../store/source/source.ts";
import { viewSource, viewSources } from "../../../views/sources.ts";
import { settle } from "../../cache/carry-out.ts";
import { withSite } from "../../cache/site.ts";
import { type DeskEnv, deskContext, publisherContext, type Routes, secretContext, viewContext } from "../../context.ts";
import { readForm } from "../../respond/form.ts";
import { privatePage } from "../../respond/page-response.ts";
import { problem } from "../../respond/problems.ts";

/** `/desk/sources`: the connected sites, their reports, and the posts waiting for approval. */
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
  app.post("/sources/:source/credentials", page(credentialsByForm));
  app.post("/sources/:source/credentials/remove", page(removeByForm));
  app.get(
    "/sources/:source/posts/:post",
    page((c, site) => showPost(c, site)),
  );
  app.post("/sources/:source/posts/:post", page(approveByForm));
  app.post("/sources/:source/posts/:post/withhold", page(withholdByForm));
}

const named = (c: Context<DeskEnv>, name: "source" | "post"): string => c.req.param(name) ?? "";

type Told = { lookAddress?: string; problem?: string; mistakes?: readonly Mistake[] };

async function showSource(c: Context<DeskEnv>, site: Site, told: Told = {}, status: 200 | 409 | 422 = 200) {
  const found = await viewSource(viewContext(c), named(c, "source"));
  if (found === undefined) return problem(c, "not-found");
  return privatePage(sourcePage({ source: found.source, posts: found.posts, ...told, site }), status);
}

async function lookByForm(c: Context<DeskEnv>): Promise<Response> {
  const isAsked = await askNow(c.env.env.db, { id: named(c, "source") }, instant(c.env.clock()));
  return isAsked ? c.redirect(`/desk/sources/${named(c, "source")}`, 303) : problem(c, "not-found");
}

async function addressByForm(c: Context<DeskEnv>, site: Site): Promise<Response> {
  const address = await giveLookAddress(publisherContext(c, c.get("staff")), named(c, "source"));
  return address === undefined ? problem(c, "not-found") : showSource(c, site, { lookAddress: address });
}

async function credentialsByForm(c: Context<DeskEnv>, site: Site): Promise<Response> {
  const form = await readForm(c);
  const input = Object.fromEntries(["user", "password", "key"].map((name) => [name, form[name]?.[0]]));
  return answerCredentials(c, site, await setCredentials(secretContext(c), named(c, "source"), input));
}

const removeByForm = async (c: Context<DeskEnv>, site: Site): Promise<Response> =>
  answerCredentials(c, site, await setCredentials(secretContext(c), named(c, "source"), null));

function answerCredentials(c: Context<DeskEnv>, site: Site, outcome: CredentialsOutcome) {
  if (outcome.ok) return c.redirect(`/desk/sources/${named(c, "source")}`, 303);
  if (outcome.because === "mistakes") return showSource(c, site, { mistakes: outcome.mistakes }, 422);
  if (outcome.because === "unknown") return problem(c, "not-found");
  return showSource(c, site, { problem: NOTHING_TO_ENCRYPT_WITH }, 409);
}

async function confirmByForm(c: Context<DeskEnv>): Promise<Response> {
  const isDone = await confirmGone(deskContext(c), named(c, "source"));
  return isDone ? c.redirect(`/desk/sources/${named(c, "source")}`, 303) : problem(c, "not-found");
}

async function withholdByForm(c: Context<DeskEnv>, site: Site): Promise<Response> {
  const outcome = await settle(c, await withholdReported(deskContext(c), named(c, "source"), named(c, "post")));
  if (outcome.ok) return c.redirect(`/desk/sources/${named(c, "source")}`, 303);
  if (outcome.because === "unknown") return problem(c, "not-found");
  return showSource(c, site, { problem: "Nothing was withheld. Someone else is publishing. Try again." }, 409);
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
