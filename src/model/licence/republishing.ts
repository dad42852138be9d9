import { type Access, licencesOf } from "../access.ts";
import type { LicenceVersion } from "./licence.ts";
import { type Terms, termsOf } from "./terms.ts";

/** Who may republish a story as it is: anyone, publishers that have accepted its license, or nobody without asking. */
export type Republishers = "anyone" | "publishers" | "nobody";

/**
 * Returns who may republish the full text under an article's terms. "After asking" is a grant to nobody; terms that don't say
 * who may use them are for publishers that accepted them.
 */
export function republishers({ excluded, grant, eligibility }: Terms): Republishers {
  return excluded || grant.republish !== "allow" ? "nobody" : (eligibility.who ?? "publishers");
}

/** Whether this reader may republish it now: anyone may, or the reader's agreements include the license. */
export function mayRepublish(licence: string, terms: Terms, access: Access): boolean {
  const who = republishers(terms);
  return who === "anyone" || (who === "publishers" && licencesOf(access).includes(licence));
}

/** Returns the licenses whose stories this reader may republish unless a story says otherwise, sorted by id. */
export const republishedUnder = (licences: Readonly<Record<string, LicenceVersion>>, access: Access): string[] =>
  Object.entries(licences)
    .filter(([id, licence]) => mayRepublish(id, termsOf(licence, {}), access))
    .map(([id]) => id)
    .sort();
