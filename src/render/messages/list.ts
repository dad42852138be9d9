import { LruCache } from "../../model/lru-cache.ts";
import { isSameLanguage } from "../../model/message-language.ts";
import { CACHE } from "../../model/policy.ts";

const formatters = new LruCache<Intl.ListFormat>(CACHE.formatters);

/** Returns a language's list format. Making one is slower than using it, so they are cached. */
export function listFormat(language: string): Intl.ListFormat {
  const known = formatters.get(language);
  if (known !== undefined) return known;
  // Newsrooms use no comma before the last "and", whichever English they write.
  const locale = isSameLanguage(language, "en") ? "en-GB" : language;
  const made = new Intl.ListFormat(locale, { type: "conjunction" });
  formatters.set(language, made);
  return made;
}

/** Joins names as the language does: `a, b and c`. */
export const formatList = (names: readonly string[], language: string): string => listFormat(language).format(names);
