import { type Answer, answerOf, NOTHING, type Says, strictest, USES, type Use } from "./says.ts";

// The signals that each format must have for a story, derived from its license's clauses alone.

export type Signal = "allow" | "deny" | "unset";
export type Clauses = Record<Use, Signal>;

/** A story's terms for machines, and their conditions. */
export type Terms = {
  clauses: Clauses;
  /** Not restricted to publishers, or to those whom the desk approves. */
  isForAll: boolean;
  /** No end date for the license, the story or a copy. */
  isForEver: boolean;
  /** Where the terms apply; an empty list means everywhere. */
  territories: readonly string[];
  /** Requires nothing in return, not even credit. */
  isFree: boolean;
};

const VALUES = ["allow", "deny", "unset"] as const;

/** All 27 combinations of the three uses. */
export const COMBINATIONS: readonly Clauses[] = VALUES.flatMap((search) =>
  VALUES.flatMap((aiInput) => VALUES.map((aiTrain) => ({ search, aiInput, aiTrain }))),
);

/** Terms with these clauses and no conditions. */
export const plainTerms = (clauses: Clauses): Terms => ({
  clauses,
  isForAll: true,
  isForEver: true,
  territories: [],
  isFree: true,
});

const heard = (signal: Signal): Says => (signal === "unset" ? "unknown" : signal);

/** Returns the clauses themselves, for formats that state their conditions separately. */
export const clausesOf = ({ clauses }: Terms): Record<Use, Says> => answerOf((use) => heard(clauses[use]));

/**
 * A denial applies to everybody. A permission with an unstated condition applies to nobody; search engines don't count as
 * publishers.
 */
function withoutPlaces(terms: Terms): Record<Use, Says> {
  const isOpen = (use: Use) => terms.isForEver && (terms.isForAll || use === "search");
  return answerOf((use) => (terms.clauses[use] !== "allow" || isOpen(use) ? heard(terms.clauses[use]) : "unknown"));
}

/** Returns what may be said to everybody, wherever they are. */
export function toEverybody(terms: Terms): Record<Use, Says> {
  const answer = withoutPlaces(terms);
  const isAnywhere = terms.territories.length === 0;
  return answerOf((use) => (answer[use] === "allow" && !isAnywhere ? "unknown" : answer[use]));
}

/** AIPREF has no category for AI input. */
export function inAipref(terms: Terms): Answer {
  const { search, aiTrain } = toEverybody(terms);
  return { search, aiTrain };
}

/**
 * RSL is written only where it can be exact: next to a permission, or if everything is denied. It can name countries, but not
 * parts of them.
 */
export function inRsl(terms: Terms, country?: string): Record<Use, Says> {
  const { territories } = terms;
  const answer = territories.every((code) => code.length === 2) ? withoutPlaces(terms) : toEverybody(terms);
  const words = USES.map((use) => answer[use]);
  if (!words.includes("allow") && !words.every((word) => word === "deny")) return NOTHING;
  const isHere = territories.length === 0 || (country !== undefined && territories.includes(country));
  return answerOf((use) => (answer[use] === "allow" && !isHere ? "unknown" : answer[use]));
}

/** Whether a story has any RSL at all, in any country. */
export const isInRsl = (terms: Terms): boolean =>
  [undefined, ...terms.territories].some((country) => USES.some((use) => inRsl(terms, country)[use] !== "unknown"));

/** TDMRep: reserved if training is denied; not reserved only if AI input is allowed too and nothing is required in return. */
export function inTdm(terms: Terms): Answer {
  const { aiInput, aiTrain } = toEverybody(terms);
  if (aiTrain !== "allow") return { aiTrain };
  return { aiTrain: aiInput === "allow" && terms.isFree ? "allow" : "unknown" };
}

/** Returns the signals for a whole site: those that all its stories share. */
export const inSite = (all: readonly Terms[]): Record<Use, Says> =>
  answerOf((use) => {
    const words = new Set(all.map((terms) => toEverybody(terms)[use]));
    const [only] = words;
    return words.size === 1 && only !== undefined ? only : "unknown";
  });

/** A feed's signals cover all its items: what any of them denies is denied, and what all of them allow is allowed. */
export function inFeed(all: readonly Terms[]): Answer {
  const of = (use: "search" | "aiTrain") => strictest(all.map((terms) => toEverybody(terms)[use]));
  return { search: of("search"), aiTrain: of("aiTrain") };
}
