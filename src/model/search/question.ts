import { SEARCH } from "../policy.ts";
import { foldWord, isUnspaced, tokensOfWord, wordsIn } from "./words.ts";

/** A search term: consecutive tokens; the last one of a prefix term may be longer. */
export type Term = { tokens: readonly string[]; isPrefix: boolean };

/** The filters of a search. Each is a token of the index; a date is a year or a month, `2026` or `2026-11`. */
export const FILTERS = ["author", "date", "licence", "section", "topic"] as const;
export type Filter = (typeof FILTERS)[number];
export type FilterValues = Partial<Record<Filter, string | undefined>>;

/** A search: its normalized words, and its filters. */
export type Question = { words: string; filters: FilterValues };

/** Normalizes what was typed: folded words without duplicates; the parts of a compound are joined by a hyphen. */
export function foldQuestion(typed: string): string {
  const words = typed.split(/\s+/u).flatMap((word) => wordsIn(foldWord(word)).join("-") || []);
  return [...new Set(words)].slice(0, SEARCH.words).join(" ");
}

/** Returns the terms of a search. The last word may be incomplete. */
export function searchTerms(words: string): Term[] {
  const all = words
    .split(" ")
    .map((word) => tokensOfTyped(word))
    .filter((tokens) => tokens.length > 0);
  return all.map((tokens, at) => ({ tokens, isPrefix: mayGoOn(tokens, at === all.length - 1) }));
}

/** Within a compound each part is a whole word; only the end of the last one may be incomplete. */
const tokensOfTyped = (word: string): string[] => {
  const parts = wordsIn(word);
  return parts.flatMap((part, at) => tokensOfWord(part, at < parts.length - 1));
};

/** A single character of an unspaced script is always a prefix: the index has pairs. */
function mayGoOn(tokens: readonly string[], isLast: boolean): boolean {
  const last = tokens.at(-1) ?? "";
  if (isUnspaced(last)) return [...last].length === 1;
  return isLast && [...last].length >= SEARCH.prefixLetters;
}

/** Returns the terms as whole words; only those of unspaced scripts stay prefixes, because the index has pairs. */
export const wholeTerms = (terms: readonly Term[]): Term[] =>
  terms.map((term) => ({ ...term, isPrefix: term.isPrefix && isUnspaced(term.tokens.at(-1) ?? "") }));

/** Returns a search as the query of its canonical URL: the words, and the filters sorted by name. */
export function questionQuery({ words, filters }: Question): URLSearchParams {
  const query = new URLSearchParams({ q: words });
  for (const name of FILTERS) if (filters[name] !== undefined) query.set(name, filters[name]);
  query.sort();
  return query;
}
