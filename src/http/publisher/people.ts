import { invitePerson, removePersonOf } from "../../commands/publishers/people.ts";
import { makeSignInLink } from "../../commands/publishers/sign-in.ts";
import { PersonId, PersonInput, PersonJson, PersonListJson, SignInLinkJson } from "../../contract/person.ts";
import { listPeople, readPerson } from "../../store/publisher/person.ts";
import { type PublisherEnv, publisherContext, type Routes } from "../context.ts";
import { apiRoute } from "../respond/api-route.ts";
import { answers, jsonBody, PUBLISHER_PROBLEMS } from "../respond/openapi.ts";
import { problem } from "../respond/problems.ts";
import { KNOWN_PERSON, ONLY_CONTACT } from "./team-refusals.ts";

const tags = ["Publishers"];
const security = [{ key: ["manage"] }];

const listRoute = apiRoute({
  method: "get",
  path: "/people",
  operationId: "listPeople",
  summary: "List the people on your team who can sign in",
  tags,
  security,
  responses: answers({ 200: { description: "Your people.", schema: PersonListJson } }, ...PUBLISHER_PROBLEMS),
});

const inviteRoute = apiRoute({
  method: "post",
  path: "/people",
  operationId: "invitePerson",
  summary: "Invite someone to join your team",
  tags,
  security,
  request: { body: jsonBody(PersonInput) },
  responses: answers({ 201: { description: "The person.", schema: PersonJson } }, ...PUBLISHER_PROBLEMS),
});

const removeRoute = apiRoute({
  method: "delete",
  path: "/people/{person}",
  operationId: "removePerson",
  summary: "Remove a person; their sessions end at once",
  tags,
  security,
  request: { params: PersonId },
  responses: { ...answers({}, ...PUBLISHER_PROBLEMS), 204: { description: "Removed." } },
});

const linkRoute = apiRoute({
  method: "post",
  path: "/people/{person}/sign-in-links",
  operationId: "createOwnSignInLink",
  summary: "Create a sign-in link that you can pass along to someone on your team",
  tags,
  security,
  request: { params: PersonId },
  responses: answers({ 201: { description: "The link, shown once.", schema: SignInLinkJson } }, ...PUBLISHER_PROBLEMS),
});

/** `/v1/publisher/people`: a publisher's people, for its software. */
export function peopleRoutes(app: Routes<PublisherEnv>): void {
  app.openapi(listRoute, async (c) => c.json({ people: await listPeople(c.env.env.db, c.get("publisher").id) }, 200));
  app.openapi(inviteRoute, async (c) => {
    const { id } = c.get("publisher");
    const done = await invitePerson(publisherContext(c, id), id, c.req.valid("json"));
    if (!done.ok) return problem(c, "conflict", { detail: KNOWN_PERSON });
    return c.json({ ...done.person, askedAt: null, seenAt: null }, 201);
  });
  app.openapi(removeRoute, async (c) => {
    const { id } = c.get("publisher");
    const done = await removePersonOf(publisherContext(c, id), id, c.req.valid("param").person);
    if (done.ok) return c.body(null, 204);
    return done.because === "unknown" ? problem(c, "not-found") : problem(c, "conflict", { detail: ONLY_CONTACT });
  });
  app.openapi(linkRoute, async (c) => {
    const { id } = c.get("publisher");
    const person = await readPerson(c.env.env.db, c.req.valid("param").person);
    if (person?.publisher !== id) return problem(c, "not-found");
    return c.json(await makeSignInLink(publisherContext(c, id), person), 201);
  });
}
