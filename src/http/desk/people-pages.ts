import type { Context } from "hono";
import { invitePerson, removePersonOf, revokeSession } from "../../commands/publishers/people.ts";
import { makeSignInLink } from "../../commands/publishers/sign-in.ts";
import type { Mistake } from "../../model/mistake.ts";
import { SIGN_IN } from "../../model/policy.ts";
import { HOUR, instant } from "../../model/time.ts";
import { deskPeoplePage } from "../../render/html/desk/people-page.tsx";
import type { FlashMessage } from "../../render/html/publisher/flash.tsx";
import { listPeople, listWaiting, readPerson } from "../../store/publisher/person.ts";
import { listSessions } from "../../store/publisher/session.ts";
import { readSiteOf } from "../cache/site.ts";
import { type DeskEnv, publisherContext, type Routes } from "../context.ts";
import { readPersonForm } from "../publisher/person-form.ts";
import { KNOWN_PERSON } from "../publisher/team-refusals.ts";
import { privatePage } from "../respond/page-response.ts";
import { problem } from "../respond/problems.ts";

/** `/desk/people`: who signs in for the desk, and who is waiting for a link. */
export function peoplePages(app: Routes<DeskEnv>): void {
  app.get("/people", (c) => show(c));
  app.post("/people", inviteByForm);
  app.post("/people/:id/link", linkByForm);
  app.post("/people/:id/remove", removeByForm);
  app.post("/people/sessions/:id/end", endByForm);
}

type DeskContext = Context<DeskEnv>;
type Asked = {
  flash?: FlashMessage;
  filled?: { name: string; email: string };
  mistakes?: readonly Mistake[];
  status?: number;
};

const contextOf = (c: DeskContext) => publisherContext(c, c.get("staff"));

async function show(c: DeskContext, { flash, filled, mistakes = [], status = 200 }: Asked = {}): Promise<Response> {
  const site = await readSiteOf(c, c.get("person"));
  if (site === undefined) return problem(c, "nothing-published");
  const { db } = c.env.env;
  const now = c.env.clock();
  const [waiting, people, sessions] = await Promise.all([
    listWaiting(db, instant(now - SIGN_IN.askedHours * HOUR), SIGN_IN.waiting),
    listPeople(db, null),
    listSessions(db, null, instant(now)),
  ]);
  const page = deskPeoplePage({
    site,
    flash,
    waiting,
    people,
    sessions,
    mayInvite: true,
    hasMail: c.env.env.mail !== undefined,
    ownSession: c.get("person")?.session,
    ownPerson: c.get("person")?.id,
    filled: filled ?? { name: "", email: "" },
    mistakes,
  });
  return privatePage(page, status);
}

async function inviteByForm(c: DeskContext): Promise<Response> {
  const { filled, ...read } = await readPersonForm(c);
  if (!read.ok) return show(c, { filled, mistakes: read.mistakes, status: 422 });
  const done = await invitePerson(contextOf(c), null, read.person);
  return done.ok ? showLink(c, done.person) : show(c, { filled, flash: { problem: KNOWN_PERSON }, status: 409 });
}

async function linkByForm(c: DeskContext): Promise<Response> {
  const person = await readPerson(c.env.env.db, c.req.param("id") ?? "");
  return person === undefined ? problem(c, "not-found") : showLink(c, person);
}

async function showLink(
  c: DeskContext,
  person: { id: string; publisher: string | null; name: string },
): Promise<Response> {
  const { address } = await makeSignInLink(contextOf(c), person);
  return show(c, { flash: { link: address, name: person.name } });
}

async function removeByForm(c: DeskContext): Promise<Response> {
  const done = await removePersonOf(contextOf(c), null, c.req.param("id") ?? "");
  return done.ok ? c.redirect("/desk/people", 303) : problem(c, "not-found");
}

async function endByForm(c: DeskContext): Promise<Response> {
  const done = await revokeSession(contextOf(c), null, c.req.param("id") ?? "");
  return done ? c.redirect("/desk/people", 303) : problem(c, "not-found");
}
