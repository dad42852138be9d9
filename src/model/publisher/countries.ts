import { countryName, isCountry } from "../licence/clause.ts";

const LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];

/**
 * Codes that have a name and are no country of ISO 3166-1: groups of countries, parts that have a code of their own only by
 * courtesy, and what CLDR keeps for tests.
 */
const NO_COUNTRY = new Set(["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"]);

type Country = { code: string; name: string };

/** Kept from the first call on: asking for every name takes milliseconds, which no start of an isolate should pay. */
let known: readonly Country[] | undefined;

/** The countries of ISO 3166-1 by their English names, in that order. Codes that were given up mean what took their place, so they are left out. */
export function listCountries(): readonly Country[] {
  known ??= LETTERS.flatMap((first) => LETTERS.map((second) => first + second))
    .filter(isCurrent)
    .map((code) => ({ code, name: countryName(code) }))
    .sort((one, other) => one.name.localeCompare(other.name, "en"));
  return known;
}

const isCurrent = (code: string): boolean =>
  isCountry(code) && !NO_COUNTRY.has(code) && Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`;
