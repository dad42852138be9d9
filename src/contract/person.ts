import { z } from "zod";
import { SIGN_IN } from "../model/policy.ts";
import { PersonInput as Input } from "../model/publisher/person.ts";

/** Somebody who is invited. */
export const PersonInput = Input.meta({ id: "PersonInput" });

/** Somebody who may sign in. */
export const PersonJson = z
  .object({
    id: z.string(),
    name: z.string(),
    email: z.string(),
    role: z.enum(["contact", "member", "desk"]).describe("`contact` invites and removes a publisher's others."),
    created: z.iso.datetime(),
    askedAt: z.iso.datetime().nullable().describe("When they last asked for a sign-in link; null where never."),
    seenAt: z.iso
      .datetime()
      .nullable()
      .describe("When they last used a session that is open; null where there is none."),
  })
  .meta({ id: "Person" });

export const PersonListJson = z.object({ people: z.array(PersonJson) }).meta({ id: "PersonList" });

/** A sign-in link, told once. */
export const SignInLinkJson = z
  .object({
    address: z
      .url()
      .describe("To be passed on to that person. Opening it changes nothing; the button of its page signs in."),
    expires: z.iso
      .datetime()
      .describe(`It works once, for ${SIGN_IN.linkMinutes} minutes. Links from before work no more.`),
  })
  .meta({ id: "SignInLink" });

/** A person, as an address names them. */
export const PersonId = z.object({ person: z.string().max(60).describe("The person's id.") });
