import { SIGN_IN } from "../../model/policy.ts";

export const KNOWN_PERSON = `Nobody was invited: somebody with this address is in the team, or it has ${SIGN_IN.people} people already.`;
export const ONLY_CONTACT = "The contact can’t be removed. Make somebody else the contact first.";
export const ONLY_CONTACT_MAY =
  "Only your team’s contact may do this: invite and remove people, end their sessions, give the application another address, and close the account.";
