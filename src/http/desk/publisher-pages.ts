import type { Context } from "hono";
import { z } from "zod";
import type { Done } from "../../commands/effects.ts";
import { correctAudience, type DecisionOutcome, decide } from "../../commands/publishers/decide.ts";
import { vouchFor, withdrawVouch } from "../../commands/publishers/vouch.ts";
import { AudienceInput, DecisionInput } from "../../contract/decision.ts";
import { VouchInput, VouchWithdrawal } from "../../contract/vouch.ts";
import { PUBLIC } from "../../model/access.ts";
import { mistakesOf } from "../../model/mistake.ts";
import { KEYS, PAGES } from "../../model/policy.ts";
import { PUBLISHER_STATUSES } from "../../model/publisher/publisher.ts";
import { DAY, instant } from "../../model/time.ts";
import { deskPublisherPage } from "../../render/html/desk/publisher-pages.tsx";
import { deskPage } from "../../render/html/desk/publishers-page.tsx";
import { isRobotsCut } from "../../render/rights/robots.ts";
import { listAudit } from "../../store/audit.ts";
import { listFoundKeys } from "../../store/publisher/found-key.ts";
import { listPublishers, readPublisher } from "../../store/publisher/publisher.ts";
import { viewPublisher } from "../../views/publisher.ts";
import { viewFailingSources } from "../../views/sources.ts";
import { settle } from "../cache/carry-out.ts";
import { readSiteOf } from "../cache/site.ts";
import { type DeskEnv, publisherContext, type Routes, viewContext } from "../context.ts";
import { formProblem, readForm } from "../respond/form.ts";
import { privatePage } from "../respond/page-response.ts";
import { problem } from "../respond/problems.ts";
import { choiceFilter, isNarrowed, nextPage, textFilter, wordsOf } from "./lists/list-filters.ts";
import { whyNotDecided } from "./refusals.ts";

/** Publishers listed on a page. */
const AT_ONCE = PAGES.deskPublishers;

const Filters = z.object({ q: textFilter, status: choiceFilter(PUBLISHER_STATUSES) });

/** `/desk` and `/desk/publishers`: applications and decisions. */
export function publisherPages(app: Routes<DeskEnv>): void {
  app.get("/", list);
  app.get("/publishers/:id", (c) => show(c, undefined));
  app.post("/publishers/:id/decisions", decideByForm);
  app.post("/publishers/:id/audience", correctByForm);
  app.post("/publishers/:id/vouch", vouchByForm);
  app.post("/publishers/:id/unvouch", withdrawByForm);
}

async function list(c: Context<DeskEnv>): Promise<Response> {
  const site = await readSiteOf(c, c.get("person"));
  if (site === undefined) return problem(c, "nothing-published");
  const { db } = c.env.env;
  const input = c.req.query();
  const read = Filters.safeParse(input);
  if (!read.success) return problem(c, "invalid", { errors: mistakesOf(read.error, input) });
  const { q = "", status = "" } = read.data;
  const narrowed = { words: wordsOf(q), status: read.data.status };
  const listed = await listPublishers(db, input.before ?? "~", AT_ONCE, narrowed);
  const found = await listFoundKeys(db, instant(c.env.clock() - KEYS.foundDays * DAY), PAGES.foundKeys);
  const publishers = listed.map(({ id, status: stands, application, applied, decided }) => {
    const { organization, domains, monthlyAudience } = application;
    return { id, status: stands, organization, domains, monthlyAudience, applied, decided };
  });
  const last = listed.length === AT_ONCE ? listed.at(-1) : undefined;
  const next = nextPage("/desk", read.data, last && { before: last.id });
  const filters = { q, status, isFiltered: isNarrowed(read.data) };
  const isCut = await isRobotsSilent(c);
  const failing = await viewFailingSources(viewContext(c), c.env.clock());
  const shown = { publishers, filters, found, next, by: c.get("staff"), site, failing, isRobotsCut: isCut };
  return privatePage(deskPage(shown));
}

/** Whether robots.txt leaves out single stories because there are too many. Reads the public file from the cache. */
async function isRobotsSilent({ env: { wire, env } }: Context<DeskEnv>): Promise<boolean> {
  const response = await wire.read(new Request(`${env.origin}/robots.txt`), PUBLIC);
  return isRobotsCut(await response.text());
}

async function show(c: Context<DeskEnv>, wrong: string | undefined): Promise<Response> {
  const site = await readSiteOf(c, c.get("person"));
  const publisher = await readPublisher(c.env.env.db, c.req.param("id") ?? "");
  if (publisher === undefined) return problem(c, "not-found");
  if (site === undefined) return problem(c, "nothing-published");
  const audit = await listAudit(c.env.env.db, { publisher: publisher.id }, PAGES.publisherLog);
  const view = await viewPublisher(viewContext(c), publisher, site);
  return privatePage(
    deskPublisherPage({ view, audit, site, problem: wrong, hasMail: c.env.env.mail !== undefined }),
    wrong === undefined ? 200 : 409,
  );
}

const LABELS = {
  decision: "Decision",
  reason: "Reason",
  licences: "Licenses",
  monthlyAudience: "Corrected monthly readers",
  days: "Days",
};

async function decideByForm(c: Context<DeskEnv>): Promise<Response> {
  const filled = await readForm(c);
  const [decision] = filled.decision ?? [];
  const [reason] = filled.reason ?? [];
  const read = DecisionInput.safeParse({ decision, reason, ...(filled.licences ? { licences: filled.licences } : {}) });
  if (!read.success) return show(c, formProblem(mistakesOf(read.error, { decision, reason }), LABELS));
  return answer(c, await decide(publisherContext(c, c.get("staff")), c.req.param("id") ?? "", read.data));
}

async function correctByForm(c: Context<DeskEnv>): Promise<Response> {
  const filled = await readForm(c);
  const monthlyAudience = filled.monthlyAudience?.[0] || undefined;
  const [reason] = filled.reason ?? [];
  const read = AudienceInput.safeParse({ monthlyAudience: monthlyAudience && Number(monthlyAudience), reason });
  if (!read.success) return show(c, formProblem(mistakesOf(read.error, { monthlyAudience, reason }), LABELS));
  return answer(
    c,
    await correctAudience(
      publisherContext(c, c.get("staff")),
      c.req.param("id") ?? "",
      read.data.monthlyAudience,
      read.data.reason,
    ),
  );
}

async function vouchByForm(c: Context<DeskEnv>): Promise<Response> {
  const { domain: [domain = ""] = [], reason: [reason] = [], days: [days] = [] } = await readForm(c);
  const input = { reason, days: days ? Number(days) : undefined };
  const read = VouchInput.safeParse(input);
  if (!read.success) return show(c, formProblem(mistakesOf(read.error, input), LABELS));
  const id = c.req.param("id") ?? "";
  return goBack(c, await settle(c, await vouchFor(publisherContext(c, c.get("staff")), id, domain, read.data)));
}

async function withdrawByForm(c: Context<DeskEnv>): Promise<Response> {
  const { domain: [domain = ""] = [], reason: [reason] = [] } = await readForm(c);
  const read = VouchWithdrawal.safeParse({ reason });
  if (!read.success) return show(c, formProblem(mistakesOf(read.error, { reason }), LABELS));
  const id = c.req.param("id") ?? "";
  return goBack(
    c,
    await settle(c, await withdrawVouch(publisherContext(c, c.get("staff")), id, domain, read.data.reason)),
  );
}

const goBack = (c: Context<DeskEnv>, isDone: boolean): Response =>
  isDone ? c.redirect(`/desk/publishers/${c.req.param("id")}`, 303) : problem(c, "not-found");

async function answer(c: Context<DeskEnv>, done: Done<DecisionOutcome>): Promise<Response> {
  const outcome = await settle(c, done);
  return outcome.ok ? c.redirect(`/desk/publishers/${outcome.publisher.id}`, 303) : show(c, whyNotDecided(outcome));
}
