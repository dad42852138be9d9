import type { z } from "zod";
import { LENGTH } from "../policy.ts";
import { email, fields, title } from "../text.ts";

/** What somebody is: the contact of a publisher, who invites others; one of those; or one of the desk. */
export type PersonRole = "contact" | "member" | "desk";

/** Somebody who may sign in. Times are UTC to the second. */
export type Person = {
  id: string;
  /** Null for the desk's people. */
  publisher: string | null;
  name: string;
  email: string;
  role: PersonRole;
  created: string;
};

/** An address as people are known by it: nobody is two persons because of a capital. */
export const normalizeEmail = (address: string): string => address.trim().toLowerCase();

/** Whom somebody invites. */
export const PersonInput = fields({
  name: title(LENGTH.name).describe("The person's name."),
  email: email.describe("The address they sign in with."),
});
export type PersonInput = z.infer<typeof PersonInput>;

/** The id of the contact that an application names. */
export const contactId = (publisher: string): string => `p${publisher}`;
