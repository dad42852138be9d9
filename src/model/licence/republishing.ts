import { type Access, licencesOf } from "../access.ts";
import type { LicenceVersion } from "./licence.ts";
import { type Terms, termsOf } from "./terms.ts";

/** Who may republish a story as it is: anyone, publishers that have accepted its licence, or nobody without asking. */
export type Republishers = "anyone" | "publishers" | "nobody";

/**
 * Who may republish the full text, as a licence says for one article. What a licence leaves to asking is
 * granted to nobody; where it doesn't say to whom, to those that have accepted it.
 */
export function republishers({ excluded, grant, eligibility }: Terms): Republishers {
  return excluded || grant.republish !== "allow" ? "nobody" : (eligibility.who ?? "publishers");
}

/** Whether this reader may republish it now: anyone may, or the reader's agreements cover the licence. */
export function mayRepublish(licence: string, terms: Terms, access: Access): boolean {
  const who = republishers(terms);
  return who === "anyone" || (who === "publishers" && licencesOf(access).includes(licence));
}

/** The licences whose stories this reader may republish, as far as a story doesn't say otherwise; in the order of their ids. */
export const republishedUnder = (licences: Readonly<Record<string, LicenceVersion>>, access: Access): string[] =>
  Object.entries(licences)
    .filter(([id, licence]) => mayRepublish(id, termsOf(licence, {}), access))
    .map(([id]) => id)
    .sort();
