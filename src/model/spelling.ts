/** Regions whose English is American; English with no region is, too. */
const AMERICAN = new Set(["AS", "GU", "LR", "MP", "PH", "PR", "UM", "US", "VI"]);

/** Whether a language (BCP 47) is English as the Commonwealth spells it: `en-GB`, `en-AU`, not `en-US` or `de`. */
export function isCommonwealth(language: string): boolean {
  const [name = "", ...subtags] = language.split("-");
  const region = subtags.find((subtag) => /^(?:[A-Za-z]{2}|\d{3})$/.test(subtag));
  return name.toLowerCase() === "en" && region !== undefined && !AMERICAN.has(region.toUpperCase());
}

/** The noun, alone or in the plural; not where it is part of an address or of a field's path, which have one spelling. */
const NOUN = /(?<![\w./?&=-])([Ll])icen[cs]e(s?)(?![\w/=[-]|\.\w)/g;

/** A sentence of ours, however it is written, in a language's spelling. Only the noun differs, so the verb can't be in it. */
export const spell = (text: string, language: string): string =>
  text.replace(NOUN, isCommonwealth(language) ? "$1icence$2" : "$1icense$2");
