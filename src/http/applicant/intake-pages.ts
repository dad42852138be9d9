import type { Context } from "hono";
import { apply } from "../../commands/publishers/apply.ts";
import { getOwn } from "../../model/get-own.ts";
import { toHex } from "../../model/hash.ts";
import { type Mistake, mistakesOf } from "../../model/mistake.ts";
import { ApplicationInput } from "../../model/publisher/application.ts";
import { applicationNeeds } from "../../model/publisher/needs.ts";
import { applyPage, type FormFields } from "../../render/html/publisher/apply-page.tsx";
import type { Site } from "../../render/site.ts";
import { withSite } from "../cache/site.ts";
import { type DoorEnv, publisherContext, type Routes } from "../context.ts";
import { readForm } from "../respond/form.ts";
import { WITH_SCRIPT } from "../respond/headers.ts";
import { privatePage } from "../respond/page-response.ts";
import { problem } from "../respond/problems.ts";
import { missingInForm, parseApplication } from "./application-form.ts";
import { mayApply, RETRY_AFTER, RETRY_AFTER_ALL } from "./limit.ts";

/** `/apply`: the application form. */
export function intakePages(app: Routes<DoorEnv>): void {
  app.get("/", (c) => withSite(c, (site) => showForm(c, site, { filled: chosenIn(c) })));
  app.post("/", (c) => withSite(c, (site) => applyByForm(c, site)));
}

const newIdempotencyKey = (c: Context<DoorEnv>): string => toHex(c.env.random(16));

/** The licenses chosen in the previous step. */
const chosenIn = (c: Context<DoorEnv>): FormFields => ({
  licences: c.req.queries("licences") ?? [],
  ...(c.req.query("choose") === undefined ? {} : { choose: ["yes"] }),
});

type Shown = {
  filled: FormFields;
  mistakes?: readonly Mistake[];
  idempotencyKey?: string;
  notice?: string;
  status?: number;
  headers?: Record<string, string>;
};

function showForm(c: Context<DoorEnv>, site: Site, shown: Shown): Response {
  const { mistakes = [], idempotencyKey = newIdempotencyKey(c), filled, notice } = shown;
  const status = shown.status ?? (mistakes.length > 0 ? 422 : 200);
  const html = applyPage({ site, filled, mistakes, idempotencyKey, ...(notice === undefined ? {} : { notice }) });
  const response = privatePage(html, status);
  for (const [name, value] of Object.entries({ ...WITH_SCRIPT, ...shown.headers })) response.headers.set(name, value);
  return response;
}

async function applyByForm(c: Context<DoorEnv>, site: Site): Promise<Response> {
  const filled = await readForm(c);
  const [sentKey = ""] = filled.idempotencyKey ?? [];
  const idempotencyKey = sentKey.length >= 32 ? sentKey : newIdempotencyKey(c);
  const shown = { filled, idempotencyKey };
  const chosen = (filled.licences ?? []).flatMap((id) => getOwn(site.masthead.licences, id)?.eligibility ?? []);
  const needs = applicationNeeds(chosen);
  const input = parseApplication(filled, needs);
  const read = ApplicationInput.safeParse(input);
  const missing = missingInForm(filled, needs);
  if (!read.success) return showForm(c, site, { ...shown, mistakes: [...mistakesOf(read.error, input), ...missing] });
  if (missing.length > 0) return showForm(c, site, { ...shown, mistakes: missing });
  if (!(await mayApply(c))) return showForm(c, site, { ...shown, ...TOO_MANY, headers: RETRY_AFTER });
  const applied = await apply(publisherContext(c, "applicant"), read.data, idempotencyKey);
  if (applied.ok) return c.redirect(`/applications/${applied.token}`, 303);
  switch (applied.because) {
    case "mistakes":
      return showForm(c, site, { ...shown, mistakes: applied.mistakes });
    case "too many":
      return showForm(c, site, { ...shown, ...TOO_MANY, headers: RETRY_AFTER_ALL });
    case "no masthead":
      return problem(c, "nothing-published");
    case "other body":
      return showForm(c, site, { filled, notice: SENT_BEFORE, status: 422 });
  }
}

const TOO_MANY = {
  status: 429,
  notice:
    "We’re getting too many applications right now. Nothing you filled in is lost: wait a moment, then select Continue again.",
};

/** The form has a new Idempotency-Key each time, so sending a new copy of it is another application. */
const SENT_BEFORE = "You already sent this form. To send it again as a new application, select Continue.";
