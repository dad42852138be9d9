import type { Context } from "hono";
import { z } from "zod";
import { askForLink, type LinkRefusal, openLink, signIn } from "../../commands/publishers/sign-in.ts";
import type { ProblemCode } from "../../contract/problem.ts";
import { mistakesOf } from "../../model/mistake.ts";
import { RATE } from "../../model/policy.ts";
import { normalizeEmail } from "../../model/publisher/person.ts";
import { email } from "../../model/text.ts";
import { askedPage, linkPage, refusedLinkPage, signInPage } from "../../render/html/publisher/sign-in-page.tsx";
import { mayAskForLink } from "../auth/limits.ts";
import { nextAddress, nextCookie, nextIn, sessionCookie, sessionOf } from "../auth/session.ts";
import { settle } from "../cache/carry-out.ts";
import { withSite } from "../cache/site.ts";
import { type DoorEnv, publisherContext, type Routes } from "../context.ts";
import { readForm } from "../respond/form.ts";
import { privatePage } from "../respond/page-response.ts";
import { problem } from "../respond/problems.ts";

const FormInput = z.object({ email });

/** `/sign-in`, and the links that lead to it. Opening one changes nothing: only the button of its page does. */
export function signInPages(app: Routes<DoorEnv>): void {
  app.get("/", showForm);
  app.post("/", askByForm);
  app.get("/:token", showLink);
  app.post("/:token", signInByForm);
}

/** Who is signed in already goes on; who isn't may be led back here later by the same browser. */
async function showForm(c: Context<DoorEnv>): Promise<Response> {
  const next = nextAddress(c.req.query("next"));
  const session = await sessionOf(c);
  if (session) return leadTo(next ?? homeOf(session.person.publisher));
  return withSite(c, (site) => {
    const response = privatePage(signInPage({ site, filled: "", mistakes: [] }));
    if (next !== undefined) response.headers.append("Set-Cookie", nextCookie(c.env.env.origin, next));
    return response;
  });
}

async function askByForm(c: Context<DoorEnv>): Promise<Response> {
  const { email: [filled = ""] = [] } = await readForm(c);
  const input = { email: normalizeEmail(filled) };
  const read = FormInput.safeParse(input);
  if (!read.success)
    return withSite(c, (site) =>
      privatePage(signInPage({ site, filled, mistakes: mistakesOf(read.error, input) }), 422),
    );
  if (!(await mayAskForLink(c, read.data.email)))
    return problem(c, "too-many-requests", { headers: { "Retry-After": String(RATE.retrySeconds) } });
  // After the answer: a write takes longer where there is somebody to be noted, and nobody is to see that.
  c.executionCtx.waitUntil(
    askForLink({ db: c.env.env.db, now: c.env.clock() }, read.data.email)
      .then((done) => settle(c, done))
      .catch((error: unknown) => console.error(error)),
  );
  return withSite(c, (site) => privatePage(askedPage(site, c.env.env.mail !== undefined)));
}

async function showLink(c: Context<DoorEnv>): Promise<Response> {
  const token = c.req.param("token") ?? "";
  const read = await openLink({ db: c.env.env.db, now: c.env.clock() }, token);
  if (!read.ok) return refuseLink(c, read.because);
  return withSite(c, (site) => privatePage(linkPage({ site, link: read.link, action: `/sign-in/${token}` })));
}

async function signInByForm(c: Context<DoorEnv>): Promise<Response> {
  const context = publisherContext(c, "sign-in");
  const done = await signIn(context, c.req.param("token") ?? "", c.req.header("User-Agent"));
  if (!done.ok) return refuseLink(c, done.because);
  const { origin } = c.env.env;
  const next = nextIn(c);
  const response = leadTo(next ?? homeOf(done.publisher));
  response.headers.append("Set-Cookie", sessionCookie(origin, done.secret));
  if (next !== undefined) response.headers.append("Set-Cookie", nextCookie(origin, undefined));
  return response;
}

const CODES: Record<LinkRefusal, ProblemCode> = {
  unknown: "not-found",
  used: "gone",
  late: "gone",
  removed: "forbidden",
  closed: "forbidden",
};

const DETAILS: Record<LinkRefusal, string> = {
  unknown:
    "We don’t recognize this sign-in link. Check that its address is complete, or ask for a new one at /sign-in.",
  used: "This sign-in link has already been used. Ask for a new one at /sign-in.",
  late: "This sign-in link has expired. Ask for a new one at /sign-in.",
  removed: "You were removed from this publisher’s team. Ask its contact to invite you again.",
  closed: "This publisher closed its account.",
};

const refuseLink = (c: Context<DoorEnv>, because: LinkRefusal): Promise<Response> =>
  withSite(c, (site) =>
    problem(c, CODES[because], { detail: DETAILS[because], page: refusedLinkPage(site, DETAILS[because]) }),
  );

const homeOf = (publisher: string | null): string => (publisher === null ? "/desk/articles" : "/publisher");

const leadTo = (location: string): Response =>
  new Response(null, {
    status: 303,
    headers: { Location: location, "Cache-Control": "private, no-store", "Referrer-Policy": "no-referrer" },
  });
