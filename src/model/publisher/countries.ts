import { countryName, isCountry } from "../licence/clause.ts";

const LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];

/**
 * Codes with a name that aren't ISO 3166-1 countries: groups of countries, exceptionally reserved codes, and CLDR's test codes.
 */
const NO_COUNTRY = new Set(["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"]);

type Country = { code: string; name: string };

/** Filled on first use: asking for every name takes milliseconds, which would slow down every isolate's start. */
let known: readonly Country[] | undefined;

/** Returns the ISO 3166-1 countries sorted by English name. Withdrawn codes resolve to their successors, so they are left out. */
export function listCountries(): readonly Country[] {
  known ??= LETTERS.flatMap((first) => LETTERS.map((second) => first + second))
    .filter(isCurrent)
    .map((code) => ({ code, name: countryName(code) }))
    .sort((one, other) => one.name.localeCompare(other.name, "en"));
  return known;
}

const isCurrent = (code: string): boolean =>
  isCountry(code) && !NO_COUNTRY.has(code) && Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`;
