import { SEARCH } from "../policy.ts";
import { foldWord, isUnspaced, tokensOfWord, wordsIn } from "./words.ts";

/** A word that is searched for: tokens that have to stand one behind the other; of a prefix, the last one may go on. */
export type Term = { tokens: readonly string[]; isPrefix: boolean };

/** What narrows a search. Each is a token of the index; a date is a year or a month, `2026` or `2026-11`. */
export const FILTERS = ["author", "date", "licence", "section", "topic"] as const;
export type Filter = (typeof FILTERS)[number];
export type FilterValues = Partial<Record<Filter, string | undefined>>;

/** A search: its words in one spelling, and what narrows it. */
export type Question = { words: string; filters: FilterValues };

/** What people type in the one spelling that stands for all others: folded words, each once, those of a compound joined by a hyphen. */
export function foldQuestion(typed: string): string {
  const words = typed.split(/\s+/u).flatMap((word) => wordsIn(foldWord(word)).join("-") || []);
  return [...new Set(words)].slice(0, SEARCH.words).join(" ");
}

/** What is searched for. The last word may be the beginning of one. */
export function searchTerms(words: string): Term[] {
  const all = words
    .split(" ")
    .map((word) => tokensOfTyped(word))
    .filter((tokens) => tokens.length > 0);
  return all.map((tokens, at) => ({ tokens, isPrefix: mayGoOn(tokens, at === all.length - 1) }));
}

/** Within a compound each part is whole; only the end of the last one may go on. */
const tokensOfTyped = (word: string): string[] => {
  const parts = wordsIn(word);
  return parts.flatMap((part, at) => tokensOfWord(part, at < parts.length - 1));
};

/** One character of an unspaced script is a beginning wherever it stands: the index has pairs. */
function mayGoOn(tokens: readonly string[], isLast: boolean): boolean {
  const last = tokens.at(-1) ?? "";
  if (isUnspaced(last)) return [...last].length === 1;
  return isLast && [...last].length >= SEARCH.prefixLetters;
}

/** The same terms, with no beginnings of words among them but those that only the index has. */
export const wholeTerms = (terms: readonly Term[]): Term[] =>
  terms.map((term) => ({ ...term, isPrefix: term.isPrefix && isUnspaced(term.tokens.at(-1) ?? "") }));

/** A search as the query of its one address: the words, and filters in the order of their names. */
export function questionQuery({ words, filters }: Question): URLSearchParams {
  const query = new URLSearchParams({ q: words });
  for (const name of FILTERS) if (filters[name] !== undefined) query.set(name, filters[name]);
  query.sort();
  return query;
}
