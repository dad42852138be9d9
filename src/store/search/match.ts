import type { Mark } from "../../model/search/mark.ts";
import type { Term } from "../../model/search/question.ts";

/** What FTS5 looks for: terms and marks that a row has all of, lists of marks of which it has one, and marks that it has none of. */
export type Match = {
  terms: readonly Term[];
  marks: readonly Mark[];
  oneOf: readonly (readonly Mark[])[];
  noneOf: readonly Mark[];
  /** Lists of marks, of one of which a row has all. */
  allOfOne?: readonly (readonly Mark[])[];
};

/**
 * The query of FTS5. Everything in it is quoted, and terms hold letters and digits alone, so that nothing that is typed is
 * ever read as syntax. Filters are tokens, and not conditions of a join: an index ends where they do.
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
