import type { ItemAuthor } from "../feed/item.ts";

/** `Jordan Reyes, Example News Foundation`: who is to be credited, in one line. */
export function creditLine(authors: readonly ItemAuthor[], holder: string): string {
  if (authors.length === 0) return holder;
  return [...authors.map(({ name }) => name), ...houses(authors)].join(", ");
}

/** Whom they write for, each house once. */
export const houses = (authors: readonly ItemAuthor[]): string[] => [
  ...new Set(authors.map(({ affiliation }) => affiliation)),
];
