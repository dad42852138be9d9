import { z } from "zod";
import { SEARCH } from "../model/policy.ts";
import { atMost, slug } from "../model/text.ts";
import { Label } from "./label.ts";

/** The last page that a search can have. */
export const LAST_PAGE = SEARCH.best / SEARCH.results;

const PAGE = { error: `a page from 1 to ${LAST_PAGE}` };

/** What is searched for, and what narrows it. */
export const SearchFilters = z.object({
  section: slug.optional().describe("Id of a section."),
  topic: slug.optional().describe("Id of a topic."),
  author: slug.optional().describe("Id of an author, or an address that they have or had."),
  licence: slug.optional().describe("Id of a licence."),
  date: z
    .string()
    .regex(/^\d{4}(?:-(?:0[1-9]|1[0-2]))?$/, { error: "a year or a month, as 2026 or 2026-11" })
    .optional()
    .describe("A year or a month of publication, `2026` or `2026-11`."),
});

const words = z.string().max(...atMost(SEARCH.queryLength, "characters"));

/** The question of `/v1/search`. */
export const SearchQuery = SearchFilters.extend({
  q: words
    .min(1, { error: "a word or more" })
    .describe(
      `Words, of which the first ${SEARCH.words} count; a story has to have all of them. The last one may be the beginning of a word, from ${SEARCH.prefixLetters} letters on.`,
    ),
  page: z.coerce
    .number(PAGE)
    .int(PAGE)
    .min(1, PAGE)
    .max(LAST_PAGE, PAGE)
    .default(1)
    .describe(`Which page of ${SEARCH.results} stories: \`next\` of the answer before.`),
});
export type SearchQuery = z.output<typeof SearchQuery>;

/** The question of a search's feed. */
export const SearchFeedQuery = SearchFilters.extend({ q: words });

const Empty = z.literal("").transform(() => undefined);

/** The same as a form sends it: what wasn't chosen is empty. */
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
  match: z.literal(true).optional().describe("There where the piece is what was searched for."),
});

const SearchResult = z
  .object({
    id: z.url().describe("The same id as in every feed: the article's own address."),
    slug: z.string(),
    url: z.url().describe("Where to link to."),
    headline: z.string(),
    excerpt: z
      .array(Piece)
      .describe("The part of what this access may read that has most of the words: plain text in pieces."),
    language: z.string(),
    authors: z.array(Label),
    section: Label,
    published: z.iso.datetime(),
    modified: z.iso.datetime(),
    shows: z.enum(["link", "summary", "full"]).describe("How much of it this access may read."),
    licence: Label,
  })
  .meta({ id: "SearchResult" });
export type SearchResult = z.infer<typeof SearchResult>;

/** A page of what was found. */
export const SearchResultsJson = z
  .object({
    results: z.array(SearchResult).describe("The best first; among those that fit as well, the newest."),
    next: z.int().nullable().describe("The number of the next page; null where there is none."),
    incomplete: z
      .literal(true)
      .optional()
      .describe("Set while stories are still being added to the search index: some may be missing."),
  })
  .meta({ id: "SearchResults" });
