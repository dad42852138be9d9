import type { Context } from "hono";
import { acknowledgeOwn } from "../../commands/publishers/acknowledge.ts";
import { giveFirstKey } from "../../commands/publishers/first-key.ts";
import { signInFirst } from "../../commands/publishers/first-sign-in.ts";
import { leave } from "../../commands/publishers/leave.ts";
import { prove } from "../../commands/publishers/prove.ts";
import { keyTodos } from "../../render/api/key-todo.ts";
import { applicationPage } from "../../render/html/publisher/application-page.tsx";
import type { FlashMessage } from "../../render/html/publisher/flash.tsx";
import { viewPublisher } from "../../views/publisher.ts";
import { viewStoryNames } from "../../views/story-names.ts";
import { viewOpenRecalls } from "../../views/todo.ts";
import { settle } from "../cache/carry-out.ts";
import { readSite } from "../cache/site.ts";
import { type ApplicantEnv, publisherContext, type Routes, viewContext } from "../context.ts";
import { acceptByForm } from "../publisher/acceptance.ts";
import { askOwnerByForm } from "../publisher/ask-owner.ts";
import { readKeyForm } from "../publisher/key-form.ts";
import { WHY_NO_KEY } from "../publisher/why-no-key.ts";
import { parseAcknowledgement, refuseAcknowledgement } from "../respond/acknowledgement.ts";
import { privatePage } from "../respond/page-response.ts";
import { problem } from "../respond/problems.ts";
import { mayApply, tooMany } from "./limit.ts";

/** `/applications/{token}`: an applicant's page and forms. They do the same as the API and need no JavaScript. */
export function applicationPages(app: Routes<ApplicantEnv>): void {
  app.get("/", (c) => show(c, undefined));
  app.post("/proofs", proveByForm);
  app.post("/ask-owner", askOwnerAndShow);
  app.post("/agreements", acceptAndReturn);
  app.post("/keys", giveKeyByForm);
  app.post("/sign-in", signInByForm);
  app.post("/recalls/:id", acknowledgeByForm);
  app.post("/leave", leaveByForm);
}

type ApplicantContext = Context<ApplicantEnv>;

async function show(c: ApplicantContext, flash: FlashMessage, status = 200): Promise<Response> {
  const site = await readSite(c);
  if (site === undefined) return problem(c, "nothing-published");
  const applicant = c.get("applicant");
  const view = await viewPublisher(viewContext(c), applicant, site);
  // A suspended publisher has no working key for this, but may still hold copies.
  const recalls = await viewOpenRecalls(viewContext(c), applicant.id);
  const names = await viewStoryNames(
    c.env.env.db,
    site,
    recalls.map(({ slug }) => slug),
  );
  const keys = keyTodos(view.keys, c.env.clock());
  return privatePage(
    applicationPage(
      { view, recalls, keys, names, site, flash, isReadOnly: applicant.signedIn !== undefined },
      addressOf(c),
    ),
    status,
  );
}

const addressOf = (c: ApplicantContext): string => `/applications/${c.req.param("token")}`;
const goBack = (c: ApplicantContext): Response => c.redirect(addressOf(c), 303);

async function proveByForm(c: ApplicantContext): Promise<Response> {
  if (!(await mayApply(c))) return tooMany(c);
  await settle(c, await prove({ ...publisherContext(c, "applicant"), fetch: c.env.fetch }, c.get("applicant").id));
  return goBack(c);
}

async function askOwnerAndShow(c: ApplicantContext): Promise<Response> {
  if (!(await mayApply(c))) return tooMany(c);
  const { flash, status } = await askOwnerByForm(c, publisherContext(c, "applicant"), c.get("applicant"));
  return show(c, flash, status);
}

async function acceptAndReturn(c: ApplicantContext): Promise<Response> {
  const done = await acceptByForm(c, c.get("applicant"));
  return done instanceof Response ? done : goBack(c);
}

async function giveKeyByForm(c: ApplicantContext): Promise<Response> {
  const read = await readKeyForm(c);
  if (!read.ok) return show(c, { problem: read.wrong }, 422);
  const applicant = c.get("applicant");
  const given = await giveFirstKey(publisherContext(c, applicant.id), applicant, read.wish);
  return given.ok ? show(c, { key: given.given.key }) : problem(c, "conflict", { detail: WHY_NO_KEY[given.because] });
}

/** Redirects to a link's own page, whose button signs in. */
async function signInByForm(c: ApplicantContext): Promise<Response> {
  const applicant = c.get("applicant");
  const done = await signInFirst(publisherContext(c, applicant.id), applicant);
  return done.ok
    ? c.redirect(new URL(done.link.address).pathname, 303)
    : problem(c, "conflict", { detail: WHY_NO_KEY[done.because] });
}

async function acknowledgeByForm(c: ApplicantContext): Promise<Response> {
  const read = await parseAcknowledgement(c);
  if (!read.ok) return show(c, { problem: read.wrong }, 422);
  const { id } = c.get("applicant");
  const done = await acknowledgeOwn(publisherContext(c, id), c.req.param("id") ?? "", id, read.said);
  return done.ok ? goBack(c) : refuseAcknowledgement(c, done.because);
}

async function leaveByForm(c: ApplicantContext): Promise<Response> {
  const applicant = c.get("applicant");
  await settle(c, await leave(publisherContext(c, applicant.id), applicant));
  return goBack(c);
}
