import type { PostAuthor } from "../../../model/source/post.ts";
import { plain } from "../plain.ts";

/** Somebody, as the formats write it. */
export type Person = { name?: string | undefined; url?: string | undefined };

/** A byline of names, each once; `By` before one is no part of it. */
export function authorsOf(people: readonly Person[]): PostAuthor[] {
  const named = people.map(({ name = "", url }) => ({ name: plain(name).replace(/^by:?\s+(?=\p{Lu})/iu, ""), url }));
  return named
    .filter(({ name }, at) => name !== "" && named.findIndex((other) => other.name === name) === at)
    .map(({ name, url }) => ({ id: name, name, url: url ?? null, bio: null, picture: null }));
}

/** Of a whole feed, only somebody who isn't the site itself: a publication signs no story. */
export const feedAuthors = (people: readonly Person[], title: string | undefined): Person[] =>
  people.filter(({ name = "" }) => plain(name).toLowerCase() !== plain(title ?? "").toLowerCase());
