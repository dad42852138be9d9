import { termsUrl } from "../../model/address.ts";
import { hasDuty, type MachineTerms, publicUse } from "../../model/licence/public-use.ts";
import type { Terms } from "../../model/licence/terms.ts";
import { SIGNALS } from "../../model/policy.ts";
import type { Site } from "../site.ts";
import { agreedOn, exactPath, firstFitting, queryPath, type SiteUse, type StoryOfKind, storiesOf } from "./site-use.ts";

// TDM Reservation Protocol (W3C Community Group Final Report, 2024).

/** What of the terms decides it. */
export type MiningTerms = MachineTerms &
  Pick<Terms, "attribution" | "search" | "integrity" | "measurement" | "corrections">;

/**
 * The one bit of TDMRep: 1 where training is denied; 0, which lets anybody mine without asking, where training and answers
 * are allowed to everybody and nothing is asked for it. Else undefined: neither is said.
 */
export function reservation(terms: MiningTerms, isParty = false): 0 | 1 | undefined {
  const { aiInput, aiTrain } = publicUse(terms, isParty);
  if (aiTrain === "deny") return 1;
  return aiTrain === "allow" && aiInput === "allow" && !hasDuty(terms) ? 0 : undefined;
}

/** The same of several things in one answer: reserved where anything in it is, given up only where all of it is. */
export function reservationOf(bits: readonly (0 | 1 | undefined)[]): 0 | 1 | undefined {
  if (bits.includes(1)) return 1;
  return bits.length > 0 && bits.every((bit) => bit === 0) ? 0 : undefined;
}

/** What one kind of stories says, as a name; the empty one where it says nothing. */
export const tdmName = (terms: MiningTerms): string => String(reservation(terms) ?? "");

/**
 * `/.well-known/tdmrep.json`: one rule for everything where everything says the same; else two for each story that says
 * something, the newest first. Readers take the first rule that matches, and what none matches is left unsaid: so no rule
 * covers more than its story.
 */
export function renderTdmrep({ kinds, pictures }: SiteUse, { origin }: Site): string {
  const agreed = agreedOn([...kinds.map(({ terms }) => terms), ...pictures].map(tdmName));
  if (agreed !== undefined) return `[${agreed === "" ? "" : rule("/", agreed, `${origin}/#licences`)}]`;
  const rules = storiesOf(kinds.filter(({ terms }) => tdmName(terms) !== "")).map((story) => rulesOf(story, origin));
  return `[${firstFitting(rules, SIGNALS.listBytes).join(",")}]`;
}

const rulesOf = (story: StoryOfKind, origin: string): string =>
  [exactPath(story), queryPath(story)]
    .map((path) => rule(path, tdmName(story.kind.terms), termsUrl(origin, story.kind.licence)))
    .join(",");

/** A policy counts only where something is reserved. */
const rule = (location: string, bit: string, policy: string): string =>
  JSON.stringify({ location, "tdm-reservation": Number(bit), ...(bit === "1" ? { "tdm-policy": policy } : {}) });
