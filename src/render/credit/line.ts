import type { ItemAuthor } from "../feed/item.ts";

/** Returns the credit on one line, such as `Jordan Reyes, Example News Foundation`. */
export function creditLine(authors: readonly ItemAuthor[], holder: string): string {
  if (authors.length === 0) return holder;
  return [...authors.map(({ name }) => name), ...houses(authors)].join(", ");
}

/** The authors' affiliations, without duplicates. */
export const houses = (authors: readonly ItemAuthor[]): string[] => [
  ...new Set(authors.map(({ affiliation }) => affiliation)),
];
