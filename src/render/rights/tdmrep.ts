import { termsUrl } from "../../model/address.ts";
import { hasDuty, type MachineTerms, publicUse } from "../../model/licence/public-use.ts";
import type { Terms } from "../../model/licence/terms.ts";
import { SIGNALS } from "../../model/policy.ts";
import type { Site } from "../site.ts";
import { agreedOn, exactPath, firstFitting, queryPath, type SiteUse, type StoryOfKind, storiesOf } from "./site-use.ts";

// TDM Reservation Protocol (W3C Community Group Final Report, 2024).

/** The terms that decide the reservation. */
export type MiningTerms = MachineTerms &
  Pick<Terms, "attribution" | "search" | "integrity" | "measurement" | "corrections">;

/**
 * Returns TDMRep's one bit: 1 if training is denied; 0, which lets anyone mine without asking, if training and AI answers are
 * allowed to everyone without conditions; otherwise undefined, which states neither.
 */
export function reservation(terms: MiningTerms, isParty = false): 0 | 1 | undefined {
  const { aiInput, aiTrain } = publicUse(terms, isParty);
  if (aiTrain === "deny") return 1;
  return aiTrain === "allow" && aiInput === "allow" && !hasDuty(terms) ? 0 : undefined;
}

/** Returns the bit for an answer with several parts: 1 if any part is reserved, 0 only if all parts are free. */
export function reservationOf(bits: readonly (0 | 1 | undefined)[]): 0 | 1 | undefined {
  if (bits.includes(1)) return 1;
  return bits.length > 0 && bits.every((bit) => bit === 0) ? 0 : undefined;
}

/** Returns a key for what one kind of story says; empty if it says nothing. */
export const tdmName = (terms: MiningTerms): string => String(reservation(terms) ?? "");

/**
 * Renders `/.well-known/tdmrep.json`: a single rule if everything agrees; otherwise two rules per story that says something,
 * newest first. The first matching rule applies and anything unmatched is left open, so no rule covers more than its story.
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

/** A policy only has meaning if something is reserved. */
const rule = (location: string, bit: string, policy: string): string =>
  JSON.stringify({ location, "tdm-reservation": Number(bit), ...(bit === "1" ? { "tdm-policy": policy } : {}) });
