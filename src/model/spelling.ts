/** Regions whose English is American; English with no region is, too. */
const AMERICAN = new Set(["AS", "GU", "LR", "MP", "PH", "PR", "UM", "US", "VI"]);

/** Whether a language (BCP 47) is English as the Commonwealth spells it: `en-GB`, `en-AU`, not `en-US` or `de`. */
export function isCommonwealth(language: string): boolean {
  const [name = "", ...subtags] = language.split("-");
  const region = subtags.find((subtag) => /^(?:[A-Za-z]{2}|\d{3})$/.test(subtag));
  return name.toLowerCase() === "en" && region !== undefined && !AMERICAN.has(region.toUpperCase());
}

/** A sentence of ours, written with “license”, in a language's spelling. Only the noun differs, so the verb can't be in it. */
export const spell = (text: string, language: string): string =>
  isCommonwealth(language) ? text.replace(/\b([Ll])icense(s?)\b/g, "$1icence$2") : text;
