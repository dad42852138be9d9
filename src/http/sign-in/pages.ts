import type { Context } from "hono";
import { askForLink, type LinkRefusal, openLink, signIn } from "../../commands/publishers/sign-in.ts";
import type { ProblemCode } from "../../contract/problem.ts";
import { askedPage, linkPage, refusedLinkPage, signInPage } from "../../render/html/publisher/sign-in-page.tsx";
import { askByEmail } from "../auth/ask-by-email.ts";
import { nextAddress, nextCookie, nextIn, sessionCookie, sessionOf } from "../auth/session.ts";
import { withSite } from "../cache/site.ts";
import { type DoorEnv, publisherContext, type Routes } from "../context.ts";
import { leadOn, privatePage } from "../respond/page-response.ts";
import { problem } from "../respond/problems.ts";

const ASK = { form: signInPage, asked: askedPage, ask: askForLink };

/** `/sign-in`, and the sign-in links. Opening one changes nothing: only the button on its page does. */
export function signInPages(app: Routes<DoorEnv>): void {
  app.get("/", showForm);
  app.post("/", (c) => askByEmail(c, ASK));
  app.get("/:token", showLink);
  app.post("/:token", signInByForm);
}

/** Somebody who is signed in continues; others may be returned here later by the same browser. */
async function showForm(c: Context<DoorEnv>): Promise<Response> {
  const next = nextAddress(c.req.query("next"));
  const session = await sessionOf(c);
  if (session) return leadOn(next ?? homeOf(session.person.publisher));
  return withSite(c, (site) => {
    const response = privatePage(signInPage({ site, filled: "", mistakes: [] }));
    if (next !== undefined) response.headers.append("Set-Cookie", nextCookie(c.env.env.origin, next));
    return response;
  });
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
  const response = leadOn(next ?? homeOf(done.publisher));
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
