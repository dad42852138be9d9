import { countryName, isCountry } from "../licence/clause.ts";

const LETTERS = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];

/**
 * Codes that have a name and are no country of ISO 3166-1: groups of countries, parts that have a code of their own only by
 * courtesy, and what CLDR keeps for tests.
 */
const NO_COUNTRY = new Set(["AC", "CP", "CQ", "DG", "EA", "EU", "EZ", "IC", "QO", "TA", "UN", "XA", "XB", "ZZ"]);

/** The countries of ISO 3166-1 by their English names, in that order. Codes that were given up mean what took their place, so they are left out. */
export const COUNTRIES: readonly { code: string; name: string }[] = LETTERS.flatMap((first) =>
  LETTERS.map((second) => first + second),
)
  .filter(
    (code) => isCountry(code) && !NO_COUNTRY.has(code) && Intl.getCanonicalLocales(`und-${code}`)[0] === `und-${code}`,
  )
  .map((code) => ({ code, name: countryName(code) }))
  .sort((one, other) => one.name.localeCompare(other.name, "en"));
