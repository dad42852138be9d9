import type { FeedFormat } from "../address.ts";
import { type Question, questionQuery } from "./question.ts";

/** The URL of a page of search results, for people. */
export function searchUrl(origin: string, question: Question, page = 1): string {
  const query = questionQuery(question);
  if (page > 1) query.set("page", String(page));
  query.sort();
  return `${origin}/search?${query}`;
}

/** The URL of a search's newest results in one format; equal searches have the same URL. */
export const searchFeedUrl = (origin: string, question: Question, format: FeedFormat): string =>
  `${origin}/feeds/search.${format}?${questionQuery(question)}`;
