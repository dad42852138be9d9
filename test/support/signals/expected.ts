import { type Answer, answerOf, NOTHING, type Says, strictest, USES, type Use } from "./says.ts";

// What each language has to say of a story, worked out from its licence's clauses alone.

export type Signal = "allow" | "deny" | "unset";
export type Clauses = Record<Use, Signal>;

/** What the terms of a story say of machines, and on what conditions. */
export type Terms = {
  clauses: Clauses;
  /** Not only for some: publishers, those whom the desk approves. */
  isForAll: boolean;
  /** Without an end: of the licence, of the story, or of a copy. */
  isForEver: boolean;
  /** Only there; none named means everywhere. */
  territories: readonly string[];
  /** Asks for nothing, not even credit. */
  isFree: boolean;
};

const VALUES = ["allow", "deny", "unset"] as const;

/** All that can be said of the three uses: 27 ways. */
export const COMBINATIONS: readonly Clauses[] = VALUES.flatMap((search) =>
  VALUES.flatMap((aiInput) => VALUES.map((aiTrain) => ({ search, aiInput, aiTrain }))),
);

/** Terms that allow and deny on no condition. */
export const plainTerms = (clauses: Clauses): Terms => ({
  clauses,
  isForAll: true,
  isForEver: true,
  territories: [],
  isFree: true,
});

const heard = (signal: Signal): Says => (signal === "unset" ? "unknown" : signal);

/** The clauses themselves, where a language has their conditions beside them. */
export const clausesOf = ({ clauses }: Terms): Record<Use, Says> => answerOf((use) => heard(clauses[use]));

/** A denial is for everybody. A permit with a condition that isn't said is for nobody; search engines are no publishers. */
function withoutPlaces(terms: Terms): Record<Use, Says> {
  const isOpen = (use: Use) => terms.isForEver && (terms.isForAll || use === "search");
  return answerOf((use) => (terms.clauses[use] !== "allow" || isOpen(use) ? heard(terms.clauses[use]) : "unknown"));
}

/** What may be said to everybody, wherever they are. */
export function toEverybody(terms: Terms): Record<Use, Says> {
  const answer = withoutPlaces(terms);
  const isAnywhere = terms.territories.length === 0;
  return answerOf((use) => (answer[use] === "allow" && !isAnywhere ? "unknown" : answer[use]));
}

/** AIPREF has no word for input to AI answers. */
export function inAipref(terms: Terms): Answer {
  const { search, aiTrain } = toEverybody(terms);
  return { search, aiTrain };
}

/** RSL speaks only where it can be exact: beside a permit, or where everything is denied. It can name countries, no parts of them. */
export function inRsl(terms: Terms, country?: string): Record<Use, Says> {
  const { territories } = terms;
  const answer = territories.every((code) => code.length === 2) ? withoutPlaces(terms) : toEverybody(terms);
  const words = USES.map((use) => answer[use]);
  if (!words.includes("allow") && !words.every((word) => word === "deny")) return NOTHING;
  const isHere = territories.length === 0 || (country !== undefined && territories.includes(country));
  return answerOf((use) => (answer[use] === "allow" && !isHere ? "unknown" : answer[use]));
}

/** Whether there is RSL of a story at all, for whoever it may be. */
export const isInRsl = (terms: Terms): boolean =>
  [undefined, ...terms.territories].some((country) => USES.some((use) => inRsl(terms, country)[use] !== "unknown"));

/** TDMRep: reserved where training is denied; given up only where input is allowed, too, and nothing is asked for it. */
export function inTdm(terms: Terms): Answer {
  const { aiInput, aiTrain } = toEverybody(terms);
  if (aiTrain !== "allow") return { aiTrain };
  return { aiTrain: aiInput === "allow" && terms.isFree ? "allow" : "unknown" };
}

/** What a whole site says: what all its stories say alike. */
export const inSite = (all: readonly Terms[]): Record<Use, Says> =>
  answerOf((use) => {
    const words = new Set(all.map((terms) => toEverybody(terms)[use]));
    const [only] = words;
    return words.size === 1 && only !== undefined ? only : "unknown";
  });

/** A feed is about all its items: what is denied of any, and what is allowed of all. */
export function inFeed(all: readonly Terms[]): Answer {
  const of = (use: "search" | "aiTrain") => strictest(all.map((terms) => toEverybody(terms)[use]));
  return { search: of("search"), aiTrain: of("aiTrain") };
}
