import { SIGN_IN } from "../../model/policy.ts";

export const KNOWN_PERSON = `Nobody was invited: someone with this address is already on the team, or the team already has ${SIGN_IN.people} people.`;
export const ONLY_CONTACT = "The contact can’t be removed. Make someone else the contact first.";
export const ONLY_CONTACT_MAY =
  "Only your team’s contact can invite and remove people, end their sessions, create a new application address, and close the account.";
