import type { FeedFormat } from "../address.ts";
import { type Question, questionQuery } from "./question.ts";

/** A page of what a search finds, for people. */
export function searchUrl(origin: string, question: Question, page = 1): string {
  const query = questionQuery(question);
  if (page > 1) query.set("page", String(page));
  query.sort();
  return `${origin}/search?${query}`;
}

/** The newest of what a search finds, in one format: the one address of all that ask the same. */
export const searchFeedUrl = (origin: string, question: Question, format: FeedFormat): string =>
  `${origin}/feeds/search.${format}?${questionQuery(question)}`;
