import { LruCache } from "../../model/lru-cache.ts";
import { isSameLanguage } from "../../model/message-language.ts";
import { CACHE } from "../../model/policy.ts";

const formatters = new LruCache<Intl.ListFormat>(CACHE.formatters);

/** How a language lists. Making one takes longer than using it, so each is made once. */
export function listFormat(language: string): Intl.ListFormat {
  const known = formatters.get(language);
  if (known !== undefined) return known;
  // Newsrooms put no comma before the last "and", wherever their English is from.
  const locale = isSameLanguage(language, "en") ? "en-GB" : language;
  const made = new Intl.ListFormat(locale, { type: "conjunction" });
  formatters.set(language, made);
  return made;
}

/** `a, b and c`, as a language lists. */
export const formatList = (names: readonly string[], language: string): string => listFormat(language).format(names);
