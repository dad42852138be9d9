import type { Context, Hono } from "hono";
import { acknowledge } from "../../commands/publishers/acknowledge.ts";
import { apply } from "../../commands/publishers/apply.ts";
import { leave } from "../../commands/publishers/leave.ts";
import { prove } from "../../commands/publishers/prove.ts";
import { toHex } from "../../model/hash.ts";
import { type Mistake, mistakeSentence, mistakesOf } from "../../model/mistake.ts";
import { ApplicationInput } from "../../model/publisher/application.ts";
import type { Publisher } from "../../model/publisher/publisher.ts";
import { applicationPage, type FlashMessage } from "../../render/html/publisher/application-page.tsx";
import { applyPage, type Filled } from "../../render/html/publisher/apply-page.tsx";
import {
  AcceptanceInput,
  acceptFor,
  asApplicant,
  firstKey,
  KeyInput,
  mayApply,
  tooMany,
} from "../applicant/applications.ts";
import type { DoorEnv } from "../auth/authenticate.ts";
import { forgetKeys } from "../auth/authorize-key.ts";
import type { Holder } from "../auth/key-holder.ts";
import { sameOrigin } from "../auth/same-origin.ts";
import { publisherContext, publisherView, siteOf } from "../context.ts";
import { acknowledgementIn } from "../respond/acknowledgement.ts";
import { smallBodies } from "../respond/body.ts";
import { formOf } from "../respond/form.ts";
import { privatePage } from "../respond/page-response.ts";
import { problem } from "../respond/problems.ts";
import { recallsTodo } from "../views/todo.ts";
import { dashboardPage, withKey } from "./publisher-dashboard.ts";

/** The pages of a publisher: they do what the API does, with forms that need no JavaScript. */
export function publisherPages(door: Hono<DoorEnv>): void {
  for (const path of ["/apply", "/applications/*", "/publisher", "/publisher/*"])
    door.use(path, sameOrigin, smallBodies);
  door.get("/apply", (c) => applyForm(c, {}, [], newIdempotencyKey(c)));
  door.post("/apply", sent);
  door.get("/applications/:token", (c) => asApplicant(c, (publisher) => shown(c, publisher, undefined)));
  door.post("/applications/:token/proofs", (c) => asApplicant(c, (publisher) => proved(c, publisher)));
  door.post("/applications/:token/agreements", (c) => asApplicant(c, (publisher) => accepted(c, publisher)));
  door.post("/applications/:token/keys", (c) => asApplicant(c, (publisher) => keyGiven(c, publisher)));
  door.post("/applications/:token/recalls/:id", (c) => asApplicant(c, (publisher) => applicantSaid(c, publisher)));
  door.post("/applications/:token/leave", (c) => asApplicant(c, (publisher) => left(c, publisher)));
  door.get("/publisher", (c) => withKey(c, (holder) => dashboardPage(c, holder)));
  door.post("/publisher/recalls/:id", (c) => withKey(c, (holder) => said(c, holder)));
  door.post("/publisher/agreements", (c) =>
    withKey(c, async ({ publisher }) => {
      const done = await acceptSent(c, publisher);
      return done instanceof Response ? done : c.redirect("/publisher", 303);
    }),
  );
}

const newIdempotencyKey = (c: Context<DoorEnv>): string => toHex(c.env.random(16));

async function applyForm(
  c: Context<DoorEnv>,
  filled: Filled,
  mistakes: readonly Mistake[],
  idempotencyKey: string,
): Promise<Response> {
  const site = await siteOf(c);
  if (site === undefined) return problem(c, "nothing-published");
  return privatePage(applyPage({ site, filled, mistakes, idempotencyKey }), mistakes.length > 0 ? 422 : 200);
}

/** The form as the API would have it. What was left empty wasn't said. */
function applicationIn(filled: Filled): unknown {
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

async function sent(c: Context<DoorEnv>): Promise<Response> {
  const filled = await formOf(c);
  const [sentKey = ""] = filled.idempotencyKey ?? [];
  const idempotencyKey = sentKey.length >= 32 ? sentKey : newIdempotencyKey(c);
  const input = applicationIn(filled);
  const read = ApplicationInput.safeParse(input);
  if (!read.success) return applyForm(c, filled, mistakesOf(read.error, input), idempotencyKey);
  if (!(await mayApply(c))) return tooMany(c);
  const applied = await apply(publisherContext(c, "applicant"), read.data, idempotencyKey);
  if (applied.ok) return c.redirect(`/applications/${applied.token}`, 303);
  if (applied.because === "mistakes") return applyForm(c, filled, applied.mistakes, idempotencyKey);
  return applied.because === "no masthead"
    ? problem(c, "nothing-published")
    : applyForm(c, filled, [OTHER], newIdempotencyKey(c));
}

const OTHER: Mistake = { field: "organization", problem: "was changed after it was sent; send it again" };

async function shown(c: Context<DoorEnv>, publisher: Publisher, told: FlashMessage, status = 200): Promise<Response> {
  const site = await siteOf(c);
  if (site === undefined) return problem(c, "nothing-published");
  const view = await publisherView(c, publisher, site);
  // Who is suspended has no key to say it with, and may hold copies all the same.
  const recalls = await recallsTodo(c, publisher.id);
  return privatePage(applicationPage({ view, recalls, site, told }, `/applications/${c.req.param("token")}`), status);
}

const back = (c: Context<DoorEnv>): Response => c.redirect(`/applications/${c.req.param("token")}`, 303);

async function proved(c: Context<DoorEnv>, publisher: Publisher): Promise<Response> {
  if (!(await mayApply(c))) return tooMany(c);
  await prove({ ...publisherContext(c, "applicant"), fetch: c.env.fetch }, publisher.id);
  forgetKeys();
  return back(c);
}

async function left(c: Context<DoorEnv>, publisher: Publisher): Promise<Response> {
  await leave(publisherContext(c, publisher.id), publisher);
  forgetKeys();
  return back(c);
}

async function applicantSaid(c: Context<DoorEnv>, publisher: Publisher): Promise<Response> {
  const read = await acknowledgementIn(c);
  if (!read.ok) return shown(c, publisher, { problem: read.wrong }, 422);
  const said = await acknowledge(publisherContext(c, publisher.id), c.req.param("id") ?? "", publisher.id, read.said);
  return said === undefined ? problem(c, "not-found") : back(c);
}

async function acceptSent(c: Context<DoorEnv>, publisher: Publisher) {
  const filled = await formOf(c);
  const read = AcceptanceInput.safeParse({
    licence: filled.licence?.[0],
    version: Number(filled.version?.[0]),
    hash: filled.hash?.[0],
  });
  return read.success
    ? acceptFor(c, publisher, read.data)
    : problem(c, "invalid", { errors: mistakesOf(read.error, filled) });
}

async function accepted(c: Context<DoorEnv>, publisher: Publisher): Promise<Response> {
  const done = await acceptSent(c, publisher);
  return done instanceof Response ? done : back(c);
}

async function keyGiven(c: Context<DoorEnv>, publisher: Publisher): Promise<Response> {
  const filled = await formOf(c);
  const read = KeyInput.safeParse({ name: filled.name?.[0], kind: filled.kind?.includes("feed") ? "feed" : "full" });
  if (!read.success)
    return shown(c, publisher, { problem: mistakesOf(read.error, filled).map(mistakeSentence).join(" ") }, 422);
  const given = await firstKey(c, publisher, read.data);
  return given instanceof Response ? given : shown(c, publisher, { key: given.key });
}

async function said(c: Context<DoorEnv>, holder: Holder): Promise<Response> {
  const read = await acknowledgementIn(c);
  if (!read.ok) return dashboardPage(c, holder, { problem: read.wrong }, 422);
  const { id } = holder.publisher;
  const recall = await acknowledge(publisherContext(c, id), c.req.param("id") ?? "", id, read.said);
  return recall === undefined ? problem(c, "not-found") : c.redirect("/publisher", 303);
}
