import { isCondition } from "./clauses/eligibility.ts";
import { everyUse, MACHINE_USE, type MachineUse, withoutAllowed } from "./clauses/machine-use.ts";
import type { Terms } from "./terms.ts";

/** The terms that decide what machines are told. */
export type MachineTerms = Pick<Terms, "machineUse" | "eligibility" | "grant" | "time" | "excluded" | "expires">;

const ALL = ["search", "aiInput", "aiTrain", "ai"] as const;
const OF_AI = ["aiInput", "aiTrain", "ai"] as const;

/**
 * Decides what a signal without conditions may say to every machine. A denied use stays denied. A use allowed under a condition
 * (for a time, in some countries or, for AI, to eligible publishers) isn't announced as allowed, because everyone would read
 * that. Being found by search isn't a copy, so eligibility doesn't matter. `isParty`: the reader accepted the terms.
 */
export const publicUse = (terms: MachineTerms, isParty = false): MachineUse =>
  terms.grant.territories.length === 0 ? useAnywhere(terms, isParty) : withoutAllowed(useAnywhere(terms, isParty), ALL);

/** The same for a signal that can name countries; an empty list means everywhere. */
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

/** Whether the terms exclude nobody: they are open to anyone, or don't say who may use them. */
export function isForAnyone({ eligibility: { who, approval, ...conditions } }: Pick<Terms, "eligibility">): boolean {
  if (who === "anyone") return conditions.excluded.length === 0;
  return who === undefined && approval !== "desk" && !Object.values(conditions).some(isCondition);
}

/** Whether the terms require anything, so that a permission alone would say too much. */
export const hasDuty = ({
  attribution,
  search,
  integrity,
  measurement,
  corrections,
}: Pick<Terms, "attribution" | "search" | "integrity" | "measurement" | "corrections">): boolean =>
  [attribution, search, integrity, measurement, corrections].some((group) => Object.values(group).includes("must"));

/** Whether the terms require credit. */
export const wantsCredit = ({ attribution }: Pick<Terms, "attribution">): boolean =>
  Object.values(attribution).includes("must");
