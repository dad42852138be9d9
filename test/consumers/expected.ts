import type { IdentifiedArticle } from "../../src/model/article/article.ts";
import type { MastheadInput } from "../../src/model/masthead.ts";

/** What every consumer must see of an article, derived from what was published, not from a feed. */
export type Expected = {
  id: string;
  title: string;
  link: string;
  published: string;
  modified: string;
  authors: readonly string[];
  licence: string;
};

/** Returns the items of the public feed of everything, by id. */
export function expectedOf(
  articles: readonly IdentifiedArticle[],
  masthead: MastheadInput,
  origin: string,
): Map<string, Expected> {
  const now = Date.now();
  const out = articles.filter(({ status, published, embargo }) => {
    return status === "usable" && Date.parse(published) <= now && Date.parse(embargo ?? published) <= now;
  });
  return new Map(out.map((article) => [`${origin}/articles/${article.id}`, expected(article, masthead, origin)]));
}

function expected(article: IdentifiedArticle, { publication, authors, licences }: MastheadInput, origin: string) {
  const id = `${origin}/articles/${article.id}`;
  const licence = article.licence ?? publication.licence;
  const names = article.authors.map((author) => authors[author]?.name ?? author);
  return {
    id,
    title: article.headline,
    link: article.canonical ?? id,
    published: seconds(article.embargo ?? article.published),
    modified: seconds(article.updated ?? article.embargo ?? article.published),
    authors: names.length > 0 ? names : [article.holder ?? publication.name],
    licence: licences[licence]?.url ?? `${origin}/licences/${licence}`,
  };
}

/** Formats an instant for comparison. */
export const seconds = (date: string | number): string => `${new Date(date).toISOString().slice(0, 19)}Z`;
