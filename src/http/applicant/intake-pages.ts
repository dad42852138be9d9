import type { Context } from "hono";
import { apply } from "../../commands/publishers/apply.ts";
import { toHex } from "../../model/hash.ts";
import { type Mistake, mistakesOf } from "../../model/mistake.ts";
import { ApplicationInput } from "../../model/publisher/application.ts";
import { applyPage, type FormFields } from "../../render/html/publisher/apply-page.tsx";
import { readSite } from "../cache/site.ts";
import { type DoorEnv, publisherContext, type Routes } from "../context.ts";
import { readForm } from "../respond/form.ts";
import { privatePage } from "../respond/page-response.ts";
import { problem } from "../respond/problems.ts";
import { mayApply, tooMany, tooManyInAll } from "./limit.ts";

/** `/apply`: the form with which anybody applies. */
export function intakePages(app: Routes<DoorEnv>): void {
  app.get("/", (c) => showForm(c, {}, [], newIdempotencyKey(c)));
  app.post("/", applyByForm);
}

const newIdempotencyKey = (c: Context<DoorEnv>): string => toHex(c.env.random(16));

async function showForm(
  c: Context<DoorEnv>,
  filled: FormFields,
  mistakes: readonly Mistake[],
  idempotencyKey: string,
): Promise<Response> {
  const site = await readSite(c);
  if (site === undefined) return problem(c, "nothing-published");
  return privatePage(applyPage({ site, filled, mistakes, idempotencyKey }), mistakes.length > 0 ? 422 : 200);
}

/** The form as the API would have it. What was left empty wasn't said. */
function parseApplication(filled: FormFields): unknown {
  const of = (name: string) => filled[name]?.[0]?.trim() || undefined;
  const figure = of("monthlyAudience");
  return {
    organization: of("organization"),
    domains: (of("domains") ?? "").split(/[\s,]+/).filter((domain) => domain !== ""),
    kind: of("kind"),
    country: of("country"),
    monthlyAudience: figure === undefined ? undefined : Number(figure),
    evidence: of("evidence"),
    contact: { name: of("contact.name"), email: of("contact.email") },
    channels: filled.channels ?? [],
    licences: filled.licences ?? [],
    ...(of("accreditedBy") ? { accreditedBy: of("accreditedBy") } : {}),
    ...(of("memberOf") ? { memberOf: of("memberOf") } : {}),
    local: filled.local?.includes("yes") ?? false,
  };
}

async function applyByForm(c: Context<DoorEnv>): Promise<Response> {
  const filled = await readForm(c);
  const [sentKey = ""] = filled.idempotencyKey ?? [];
  const idempotencyKey = sentKey.length >= 32 ? sentKey : newIdempotencyKey(c);
  const input = parseApplication(filled);
  const read = ApplicationInput.safeParse(input);
  if (!read.success) return showForm(c, filled, mistakesOf(read.error, input), idempotencyKey);
  if (!(await mayApply(c))) return tooMany(c);
  const applied = await apply(publisherContext(c, "applicant"), read.data, idempotencyKey);
  if (applied.ok) return c.redirect(`/applications/${applied.token}`, 303);
  if (applied.because === "mistakes") return showForm(c, filled, applied.mistakes, idempotencyKey);
  if (applied.because === "too many") return tooManyInAll(c);
  return applied.because === "no masthead"
    ? problem(c, "nothing-published")
    : showForm(c, filled, [OTHER], newIdempotencyKey(c));
}

const OTHER: Mistake = { field: "organization", problem: "was changed after it was sent; send it again" };
