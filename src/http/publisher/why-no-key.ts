import { PROOF } from "../../model/policy.ts";
/** Why no key was given, by outcome. */
export const WHY_NO_KEY = {
  "not approved": "You aren’t approved yet.",
  "not freshly proved": `Verify a domain again first: it must have been verified within the last ${PROOF.freshHours} hours.`,
  "not the first": "Your application’s page creates only the first key. Sign in at /sign-in to create another.",
  "too many": "You have too many keys. Revoke one first.",
  over: "It would expire before it starts.",
  rotated: "Another key has already replaced it.",
} as const;
