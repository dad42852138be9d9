import { z } from "zod";
import { SEARCH } from "../model/policy.ts";
import { atMost, slug } from "../model/text.ts";
import { Label } from "./label.ts";

/** The last page that a search can have. */
export const LAST_PAGE = SEARCH.best / SEARCH.results;

const PAGE = { error: `a page from 1 to ${LAST_PAGE}` };

/** The words and filters of a search. */
export const SearchFilters = z.object({
  section: slug.optional().describe("A section's id."),
  topic: slug.optional().describe("A topic's id."),
  author: slug.optional().describe("An author's id, or any address they have or had."),
  licence: slug.optional().describe("A license's id."),
  date: z
    .string()
    .regex(/^\d{4}(?:-(?:0[1-9]|1[0-2]))?$/, { error: "a year or a month, such as 2026 or 2026-11" })
    .optional()
    .describe("The year or month of publication, such as `2026` or `2026-11`."),
});

const words = z.string().max(...atMost(SEARCH.queryLength, "characters"));

/** The query of `/v1/search`. */
export const SearchQuery = SearchFilters.extend({
  q: words
    .min(1, { error: "one or more words" })
    .describe(
      `Search words; only the first ${SEARCH.words} count. A story must contain all of them. The last may be the start of a word, if it has at least ${SEARCH.prefixLetters} letters.`,
    ),
  page: z.coerce
    .number(PAGE)
    .int(PAGE)
    .min(1, PAGE)
    .max(LAST_PAGE, PAGE)
    .default(1)
    .describe(`Which page of ${SEARCH.results} stories: \`next\` from the previous answer.`),
});
export type SearchQuery = z.output<typeof SearchQuery>;

/** The query of a search feed. */
export const SearchFeedQuery = SearchFilters.extend({ q: words });

const Empty = z.literal("").transform(() => undefined);

/** The same from a form, where unused fields are empty. */
export const SearchForm = z.object({
  q: words.default(""),
  section: Empty.or(SearchFilters.shape.section),
  topic: Empty.or(SearchFilters.shape.topic),
  author: Empty.or(SearchFilters.shape.author),
  licence: Empty.or(SearchFilters.shape.licence),
  date: Empty.or(SearchFilters.shape.date),
  page: SearchQuery.shape.page,
});

const Piece = z.object({
  text: z.string(),
  match: z.literal(true).optional().describe("Present if the piece matches the search."),
});

const SearchResult = z
  .object({
    id: z.url().describe("The same id as in every feed: the article's own address."),
    slug: z.string(),
    url: z.url().describe("The address to link to."),
    headline: z.string(),
    excerpt: z
      .array(Piece)
      .describe("The passage with the most search words, from what your access covers: plain text in pieces."),
    language: z.string(),
    authors: z.array(Label),
    section: Label,
    published: z.iso.datetime(),
    modified: z.iso.datetime(),
    shows: z.enum(["link", "summary", "full"]).describe("How much of it your access covers."),
    licence: Label,
  })
  .meta({ id: "SearchResult" });
export type SearchResult = z.infer<typeof SearchResult>;

/** A page of search results. */
export const SearchResultsJson = z
  .object({
    results: z.array(SearchResult).describe("Best matches first; among equals, newest first."),
    next: z.int().nullable().describe("The number of the next page; null if there is none."),
    incomplete: z
      .literal(true)
      .optional()
      .describe("Set while stories are still being added to the search index: some may be missing."),
  })
  .meta({ id: "SearchResults" });
