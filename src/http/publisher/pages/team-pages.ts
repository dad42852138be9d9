import type { Context } from "hono";
import { invitePerson, makeContact, removePersonOf, revokeSession } from "../../../commands/publishers/people.ts";
import { makeSignInLink } from "../../../commands/publishers/sign-in.ts";
import type { Mistake } from "../../../model/mistake.ts";
import { instant } from "../../../model/time.ts";
import { teamPage } from "../../../render/html/publisher/team-page.tsx";
import { readDigest } from "../../../store/mail/digest.ts";
import { listPeople, readPerson } from "../../../store/publisher/person.ts";
import { listSessions } from "../../../store/publisher/session.ts";
import type { PublisherEnv, Routes } from "../../context.ts";
import { problem } from "../../respond/problems.ts";
import { readPersonForm } from "../person-form.ts";
import { KNOWN_PERSON, ONLY_CONTACT, ONLY_CONTACT_MAY } from "../team-refusals.ts";
import { asContact, isContact, ownContext } from "./acting.ts";
import { type Happened, showTab } from "./show-tab.ts";

/** `/publisher/team`: a publisher's people. Its contact, or a managing key, invites and removes them. */
export function teamPages(app: Routes<PublisherEnv>): void {
  app.get("/team", (c) => showTeam(c));
  app.post("/team", asContact(inviteByForm));
  app.post("/team/:id/link", asContact(linkByForm));
  app.post("/team/:id/contact", asContact(makeContactByForm));
  app.post("/team/:id/remove", asContact(removeByForm));
  app.post("/team/sessions/:id/end", endSessionByForm);
}

type TeamContext = Context<PublisherEnv>;
type Asked = Happened & { filled?: { name: string; email: string }; mistakes?: readonly Mistake[] };

const showTeam = (c: TeamContext, { filled, mistakes, ...happened }: Asked = {}): Promise<Response> =>
  showTab(c, happened, async (frame) => {
    const { db } = c.env.env;
    const { id } = c.get("publisher");
    const { person } = c.get("visitor");
    const [people, sessions, digest] = await Promise.all([
      listPeople(db, id),
      listSessions(db, id, instant(c.env.clock())),
      person && readDigest(db, person.id),
    ]);
    return teamPage({
      ...frame,
      people,
      sessions,
      mayInvite: isContact(c),
      ownSession: person?.session,
      ownPerson: person?.id,
      hasMail: c.env.env.mail !== undefined,
      ...(person && digest ? { digest: { chosen: digest, email: person.email } } : {}),
      filled: filled ?? { name: "", email: "" },
      mistakes: mistakes ?? [],
    });
  });

const goBack = (c: TeamContext): Response => c.redirect("/publisher/team", 303);

async function inviteByForm(c: TeamContext): Promise<Response> {
  const { filled, ...read } = await readPersonForm(c);
  if (!read.ok) return showTeam(c, { filled, mistakes: read.mistakes, status: 422 });
  const done = await invitePerson(ownContext(c), c.get("publisher").id, read.person);
  if (!done.ok) return showTeam(c, { filled, flash: { problem: KNOWN_PERSON }, status: 409 });
  return showLink(c, done.person);
}

async function linkByForm(c: TeamContext): Promise<Response> {
  const person = await readPerson(c.env.env.db, c.req.param("id") ?? "");
  return person?.publisher === c.get("publisher").id ? showLink(c, person) : problem(c, "not-found");
}

async function showLink(
  c: TeamContext,
  person: { id: string; publisher: string | null; name: string },
): Promise<Response> {
  const { address } = await makeSignInLink(ownContext(c), person);
  return showTeam(c, { flash: { link: address, name: person.name } });
}

async function makeContactByForm(c: TeamContext): Promise<Response> {
  const done = await makeContact(ownContext(c), c.get("publisher").id, c.req.param("id") ?? "");
  return done ? goBack(c) : problem(c, "not-found");
}

async function removeByForm(c: TeamContext): Promise<Response> {
  const done = await removePersonOf(ownContext(c), c.get("publisher").id, c.req.param("id") ?? "");
  if (done.ok) return goBack(c);
  return done.because === "unknown" ? problem(c, "not-found") : problem(c, "conflict", { detail: ONLY_CONTACT });
}

/** Everyone can end their own sessions; the contact can end anyone's. */
async function endSessionByForm(c: TeamContext): Promise<Response> {
  const own = isContact(c) ? undefined : c.get("visitor").person?.id;
  if (await revokeSession(ownContext(c), c.get("publisher").id, c.req.param("id") ?? "", own)) return goBack(c);
  return own === undefined ? problem(c, "not-found") : problem(c, "forbidden", { detail: ONLY_CONTACT_MAY });
}
