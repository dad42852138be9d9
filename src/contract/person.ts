import { z } from "zod";
import { SIGN_IN } from "../model/policy.ts";
import { PersonInput as Input } from "../model/publisher/person.ts";

/** A person to invite. */
export const PersonInput = Input.meta({ id: "PersonInput" });

/** A person who may sign in. */
export const PersonJson = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    role: z
      .enum(["contact", "member", "desk"])
      .describe("A publisher's `contact` can invite and remove its other people."),
    created: z.iso.datetime(),
    askedAt: z.iso.datetime().nullable().describe("When they last asked for a sign-in link; null if never."),
    seenAt: z.iso
      .datetime()
      .nullable()
      .describe("When they last used a session that is still open; null if there is none."),
  })
  .meta({ id: "Person" });

export const PersonListJson = z.object({ people: z.array(PersonJson) }).meta({ id: "PersonList" });

/** A sign-in link, shown only once. */
export const SignInLinkJson = z
  .object({
    address: z
      .url()
      .describe("Pass it on to that person. Opening it changes nothing; the button on its page signs them in."),
    expires: z.iso
      .datetime()
      .describe(`It works once and expires in ${SIGN_IN.linkMinutes} minutes. Earlier links no longer work.`),
  })
  .meta({ id: "SignInLink" });

/** The person in a path. */
export const PersonId = z.object({ person: z.string().max(60).describe("The person's id.") });
