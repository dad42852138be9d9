import { resetApplicationAddress } from "../../commands/publishers/application-address.ts";
import { invitePerson, removePersonOf } from "../../commands/publishers/people.ts";
import { makeSignInLink } from "../../commands/publishers/sign-in.ts";
import { ApplicationAddressJson } from "../../contract/application.ts";
import { PersonId, PersonInput, PersonJson, PersonListJson, SignInLinkJson } from "../../contract/person.ts";
import { PublisherId } from "../../contract/publisher.ts";
import { listPeople, readPerson } from "../../store/publisher/person.ts";
import { readPublisher } from "../../store/publisher/publisher.ts";
import { type DeskEnv, publisherContext, type Routes } from "../context.ts";
import { KNOWN_PERSON } from "../publisher/team-refusals.ts";
import { apiRoute } from "../respond/api-route.ts";
import { answers, DESK_PROBLEMS, jsonBody } from "../respond/openapi.ts";
import { problem } from "../respond/problems.ts";

const security = [{ desk: [] }];
const tags = ["Desk"];
const PERSON_PROBLEMS = [...DESK_PROBLEMS, "not-found"] as const;
const LIST = { 200: { description: "The people who can sign in.", schema: PersonListJson } };
const LINK = { 201: { description: "The link, shown once.", schema: SignInLinkJson } };

const listOfDesk = apiRoute({
  method: "get",
  path: "/people",
  operationId: "listDeskPeople",
  summary: "List the people who can sign in to the desk",
  tags,
  security,
  responses: answers(LIST, ...PERSON_PROBLEMS),
});

const inviteToDesk = apiRoute({
  method: "post",
  path: "/people",
  operationId: "inviteDeskPerson",
  summary: "Invite someone to sign in to the desk",
  tags,
  security,
  request: { body: jsonBody(PersonInput) },
  responses: answers({ 201: { description: "The person.", schema: PersonJson } }, ...PERSON_PROBLEMS),
});

const removeFromDesk = apiRoute({
  method: "delete",
  path: "/people/{person}",
  operationId: "removeDeskPerson",
  summary: "Remove a person; their sessions end at once",
  tags,
  security,
  request: { params: PersonId },
  responses: { ...answers({}, ...PERSON_PROBLEMS), 204: { description: "Removed." } },
});

const linkFor = apiRoute({
  method: "post",
  path: "/people/{person}/sign-in-links",
  operationId: "createSignInLink",
  summary: "Create a sign-in link that you can pass along to someone at the desk or at a publisher",
  tags,
  security,
  request: { params: PersonId },
  responses: answers(LINK, ...PERSON_PROBLEMS),
});

const listOfPublisher = apiRoute({
  method: "get",
  path: "/publishers/{id}/people",
  operationId: "listPublisherPeople",
  summary: "List the people who can sign in on a publisher's behalf",
  tags,
  security,
  request: { params: PublisherId },
  responses: answers(LIST, ...PERSON_PROBLEMS),
});

const resetAddress = apiRoute({
  method: "post",
  path: "/publishers/{id}/application-address",
  operationId: "resetApplicationAddress",
  summary: "Give an application a new address; the old one stops working",
  tags,
  security,
  request: { params: PublisherId },
  responses: answers(
    { 201: { description: "The address, shown once.", schema: ApplicationAddressJson } },
    ...PERSON_PROBLEMS,
  ),
});

/** `/v1/desk/people` and the people of publishers. */
export function peopleRoutes(app: Routes<DeskEnv>): void {
  app.openapi(listOfDesk, async (c) => c.json({ people: await listPeople(c.env.env.db, null) }, 200));
  app.openapi(inviteToDesk, async (c) => {
    const done = await invitePerson(publisherContext(c, c.get("staff")), null, c.req.valid("json"));
    if (!done.ok) return problem(c, "conflict", { detail: KNOWN_PERSON });
    return c.json({ ...done.person, askedAt: null, seenAt: null }, 201);
  });
  app.openapi(removeFromDesk, async (c) => {
    const done = await removePersonOf(publisherContext(c, c.get("staff")), null, c.req.valid("param").person);
    return done.ok ? c.body(null, 204) : problem(c, "not-found");
  });
  app.openapi(linkFor, async (c) => {
    const person = await readPerson(c.env.env.db, c.req.valid("param").person);
    if (person === undefined) return problem(c, "not-found");
    return c.json(await makeSignInLink(publisherContext(c, c.get("staff")), person), 201);
  });
  app.openapi(listOfPublisher, async (c) => {
    const { id } = c.req.valid("param");
    if ((await readPublisher(c.env.env.db, id)) === undefined) return problem(c, "not-found");
    return c.json({ people: await listPeople(c.env.env.db, id) }, 200);
  });
  app.openapi(resetAddress, async (c) => {
    const { id } = c.req.valid("param");
    if ((await readPublisher(c.env.env.db, id)) === undefined) return problem(c, "not-found");
    return c.json({ address: await resetApplicationAddress(publisherContext(c, c.get("staff")), id) }, 201);
  });
}
