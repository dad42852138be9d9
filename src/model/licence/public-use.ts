import { isCondition } from "./clauses/eligibility.ts";
import { everyUse, MACHINE_USE, type MachineUse, withoutAllowed } from "./clauses/machine-use.ts";
import type { Terms } from "./terms.ts";

/** What of the terms decides what machines are told. */
export type MachineTerms = Pick<Terms, "machineUse" | "eligibility" | "grant" | "time" | "excluded" | "expires">;

const ALL = ["search", "aiInput", "aiTrain", "ai"] as const;
const OF_AI = ["aiInput", "aiTrain", "ai"] as const;

/**
 * What the terms let be said to every machine, in a language that knows no conditions: the one place that decides it. What
 * is denied stays denied. What is allowed under a condition isn't said to be allowed, for that would be said to everybody:
 * allowed for a time, for some countries or, of AI, to eligible publishers. Finding the story's page by a search is
 * nobody's copy, so who may republish doesn't matter to it. `isParty` is whether it is said to a reader who accepted them.
 */
export const publicUse = (terms: MachineTerms, isParty = false): MachineUse =>
  terms.grant.territories.length === 0 ? useAnywhere(terms, isParty) : withoutAllowed(useAnywhere(terms, isParty), ALL);

/** The same in a language that can name countries, as `countries`; none named means everywhere. */
export function useInCountries(terms: MachineTerms): { use: MachineUse; countries: readonly string[] } {
  const { territories } = terms.grant;
  const isSayable = territories.every((place) => place.length === 2);
  return isSayable ? { use: useAnywhere(terms), countries: territories } : { use: publicUse(terms), countries: [] };
}

function useAnywhere(terms: MachineTerms, isParty = false): MachineUse {
  if (terms.excluded) return MACHINE_USE;
  const use = everyUse(terms.machineUse);
  if (terms.expires !== undefined || terms.time.removeAfterDays !== undefined) return withoutAllowed(use, ALL);
  return isParty || isForAnyone(terms) ? use : withoutAllowed(use, OF_AI);
}

/** Whether the terms keep nobody out: they are open to anyone, or say nothing at all of who may use them. */
export function isForAnyone({ eligibility: { who, approval, ...conditions } }: Pick<Terms, "eligibility">): boolean {
  if (who === "anyone") return conditions.excluded.length === 0;
  return who === undefined && approval !== "desk" && !Object.values(conditions).some(isCondition);
}

/** Whether the terms ask anything of those who use the text, so that a permit alone would say too much. */
export const hasDuty = ({
  attribution,
  search,
  integrity,
  measurement,
  corrections,
}: Pick<Terms, "attribution" | "search" | "integrity" | "measurement" | "corrections">): boolean =>
  [attribution, search, integrity, measurement, corrections].some((group) => Object.values(group).includes("must"));

/** Whether the terms ask for credit. */
export const wantsCredit = ({ attribution }: Pick<Terms, "attribution">): boolean =>
  Object.values(attribution).includes("must");
