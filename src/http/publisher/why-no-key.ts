import { PROOF } from "../../model/policy.ts";
/** Why a key wasn’t given, by what came of it. */
export const WHY_NO_KEY = {
  "not approved": "You aren't approved yet.",
  "not freshly proved": `Prove a domain anew first: a key is given for one proved within the last ${PROOF.freshHours} hours.`,
  "too many": "You have too many keys. Revoke one first.",
  over: "Its time would be over already.",
  rotated: "Another key took its place already.",
} as const;
