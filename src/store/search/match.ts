import type { Mark } from "../../model/search/mark.ts";
import type { Term } from "../../model/search/question.ts";

/** An FTS5 query: terms and marks that a row must all have, lists of marks of which it must have one, and excluded marks. */
export type Match = {
  terms: readonly Term[];
  marks: readonly Mark[];
  oneOf: readonly (readonly Mark[])[];
  noneOf: readonly Mark[];
  /** Lists of marks; a row must have all marks of one of them. */
  allOfOne?: readonly (readonly Mark[])[];
};

/**
 * Builds the FTS5 query. Everything in it is quoted, and terms hold only letters and digits, so nothing that is typed is ever
 * read as syntax. Filters are tokens rather than join conditions, so that the index applies them itself.
 */
export function matchOf({ terms, marks, oneOf, noneOf, allOfOne = [] }: Match): string {
  const all = [
    ...terms.map(({ tokens, isPrefix }) => `${quoted(tokens.join(" "))}${isPrefix ? " *" : ""}`),
    ...marks.map(quoted),
    ...oneOf.map((each) => `(${each.map(quoted).join(" OR ")})`),
    ...(allOfOne.length === 0 ? [] : [`(${allOfOne.map((all) => `(${all.map(quoted).join(" AND ")})`).join(" OR ")})`]),
  ].join(" AND ");
  return noneOf.length === 0 ? all : `(${all}) NOT (${noneOf.map(quoted).join(" OR ")})`;
}

const quoted = (text: string): string => `"${text.replaceAll('"', " ")}"`;
