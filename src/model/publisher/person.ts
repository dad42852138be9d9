import type { z } from "zod";
import { LENGTH } from "../policy.ts";
import { email, fields, title } from "../text.ts";

/** A person's role: a publisher's contact, who invites others; another member; or desk staff. */
export type PersonRole = "contact" | "member" | "desk";

/** A person who may sign in. Times are UTC to the second. */
export type Person = {
  id: string;
  /** Null for desk staff. */
  publisher: string | null;
  name: string;
  email: string;
  role: PersonRole;
  created: string;
};

/** Normalizes an address, so that a capital letter doesn't make a second person. */
export const normalizeEmail = (address: string): string => address.trim().toLowerCase();

/** The person to invite. */
export const PersonInput = fields({
  name: title(LENGTH.name).describe("The person's name."),
  email: email.describe("The address they sign in with."),
});
export type PersonInput = z.infer<typeof PersonInput>;

/** The id of the contact named in an application. */
export const contactId = (publisher: string): string => `p${publisher}`;
