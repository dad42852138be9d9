import type { SearchResult } from "../../contract/search.ts";
import type { Piece } from "../../model/search/excerpt.ts";
import type { Item } from "../feed/item.ts";

/** Returns a search result as the API sends it. */
export const searchResult = ({ item, excerpt }: { item: Item; excerpt: readonly Piece[] }): SearchResult => ({
  id: item.id,
  slug: item.slug,
  url: item.link,
  headline: item.headline,
  excerpt: [...excerpt],
  language: item.language,
  authors: item.authors.map(({ id, name }) => ({ id, name })),
  section: item.section,
  published: item.published,
  modified: item.modified,
  shows: item.shows,
  licence: { id: item.licence.id, name: item.licence.name },
});
