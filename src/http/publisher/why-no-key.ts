import { PROOF } from "../../model/policy.ts";
/** Why a key wasn’t given, by what came of it. */
export const WHY_NO_KEY = {
  "not approved": "You aren’t approved yet.",
  "not freshly proved": `Verify a domain anew first: a key is given for one verified within the last ${PROOF.freshHours} hours.`,
  "not the first": "Your application’s address gives the first key alone. Sign in at /sign-in to make another.",
  "too many": "You have too many keys. Revoke one first.",
  over: "Its time would be over already.",
  rotated: "Another key took its place already.",
} as const;
