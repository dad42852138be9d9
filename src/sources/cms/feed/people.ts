import type { PostAuthor } from "../../../model/source/post.ts";
import { plain } from "../plain.ts";

/** A person as the formats describe one. */
export type Person = { name?: string | undefined; url?: string | undefined };

/** Builds a byline from names, without duplicates; strips a leading `By`. */
export function authorsOf(people: readonly Person[]): PostAuthor[] {
  const named = people.map(({ name = "", url }) => ({ name: plain(name).replace(/^by:?\s+(?=\p{Lu})/iu, ""), url }));
  return named
    .filter(({ name }, at) => name !== "" && named.findIndex((other) => other.name === name) === at)
    .map(({ name, url }) => ({ id: name, name, url: url ?? null, bio: null, picture: null }));
}

/** Returns a feed's own authors except the publication itself, which doesn't sign stories. */
export const feedAuthors = (people: readonly Person[], title: string | undefined): Person[] =>
  people.filter(({ name = "" }) => plain(name).toLowerCase() !== plain(title ?? "").toLowerCase());
