import type { Context, Hono } from "hono";
import { correctAudience, type Decided, decide } from "../../commands/publishers/decide.ts";
import { mistakeSentence, mistakesOf } from "../../model/mistake.ts";
import { PAGES } from "../../model/policy.ts";
import { deskPage, deskPublisherPage } from "../../render/html/desk/publisher-pages.tsx";
import { listAudit } from "../../store/audit.ts";
import { listPublishers, readPublisher } from "../../store/publisher/publisher.ts";
import type { DoorEnv } from "../auth/authenticate.ts";
import { forgetKeys } from "../auth/authorize-key.ts";
import { identify } from "../auth/identify.ts";
import { sameOrigin } from "../auth/same-origin.ts";
import { publisherContext, publisherView, siteOf } from "../context.ts";
import { smallBodies, textBodies } from "../respond/body.ts";
import { formOf } from "../respond/form.ts";
import { privatePage } from "../respond/page-response.ts";
import { problem } from "../respond/problems.ts";
import { AudienceInput, DecisionInput, whyNotDecided } from "./publishers.ts";

/** Publishers that a page lists. */
const AT_ONCE = PAGES.deskPublishers;

/** `/desk`: the pages of the staff. */
export function deskPages(door: Hono<DoorEnv>): void {
  for (const path of ["/desk", "/desk/*"]) door.use(path, sameOrigin, signedIn, bodies);
  door.get("/desk", list);
  door.get("/desk/publishers/:id", (c) => shown(c, undefined));
  door.post("/desk/publishers/:id/decisions", decided);
  door.post("/desk/publishers/:id/audience", corrected);
}

/** Only a new story and a correction bring a text. */
const bodies: typeof smallBodies = (c, next) =>
  /^\/desk\/(?:write|articles\/[^/]+\/correct)$/.test(c.req.path) ? textBodies(c, next) : smallBodies(c, next);

/** A browser asks for a desk token as a password, unless Cloudflare Access has said who it is. */
async function signedIn(c: Context<DoorEnv>, next: () => Promise<void>): Promise<Response | undefined> {
  const { env, fetch, clock } = c.env;
  const name = await identify(c.req.raw.headers, { env, fetch, now: clock() });
  if (name === undefined)
    return problem(c, "unauthorized", {
      headers: { "WWW-Authenticate": 'Basic realm="Desk: your token as password", charset="UTF-8"' },
    });
  c.set("by", name);
  await next();
  return undefined;
}

async function list(c: Context<DoorEnv>): Promise<Response> {
  const site = await siteOf(c);
  if (site === undefined) return problem(c, "nothing-published");
  const found = await listPublishers(c.env.env.db, c.req.query("before") ?? "~", AT_ONCE);
  const lines = found.map(({ id, status, application: { organization, domains, monthlyAudience }, applied }) => ({
    id,
    status,
    organization,
    domains,
    monthlyAudience,
    applied,
  }));
  return privatePage(deskPage(lines, found.length === AT_ONCE ? found.at(-1)?.id : undefined, c.get("by"), site));
}

async function shown(c: Context<DoorEnv>, wrong: string | undefined): Promise<Response> {
  const site = await siteOf(c);
  const publisher = await readPublisher(c.env.env.db, c.req.param("id") ?? "");
  if (publisher === undefined) return problem(c, "not-found");
  if (site === undefined) return problem(c, "nothing-published");
  const audit = await listAudit(c.env.env.db, { publisher: publisher.id }, PAGES.publisherLog);
  const view = await publisherView(c, publisher, site);
  return privatePage(deskPublisherPage({ view, audit, site, problem: wrong }), wrong === undefined ? 200 : 409);
}

async function decided(c: Context<DoorEnv>): Promise<Response> {
  const filled = await formOf(c);
  const [decision] = filled.decision ?? [];
  const [reason] = filled.reason ?? [];
  const read = DecisionInput.safeParse({ decision, reason, ...(filled.licences ? { licences: filled.licences } : {}) });
  if (!read.success) return shown(c, mistakesOf(read.error, { decision, reason }).map(mistakeSentence).join(" "));
  return answered(c, await decide(publisherContext(c, c.get("by")), c.req.param("id") ?? "", read.data));
}

async function corrected(c: Context<DoorEnv>): Promise<Response> {
  const filled = await formOf(c);
  const monthlyAudience = filled.monthlyAudience?.[0] || undefined;
  const [reason] = filled.reason ?? [];
  const read = AudienceInput.safeParse({ monthlyAudience: monthlyAudience && Number(monthlyAudience), reason });
  if (!read.success)
    return shown(c, mistakesOf(read.error, { monthlyAudience, reason }).map(mistakeSentence).join(" "));
  return answered(
    c,
    await correctAudience(
      publisherContext(c, c.get("by")),
      c.req.param("id") ?? "",
      read.data.monthlyAudience,
      read.data.reason,
    ),
  );
}

function answered(c: Context<DoorEnv>, outcome: Decided): Response | Promise<Response> {
  forgetKeys();
  return outcome.ok ? c.redirect(`/desk/publishers/${outcome.publisher.id}`, 303) : shown(c, whyNotDecided(outcome));
}
