import type { Article } from "../article/article.ts";
import { SEARCH } from "../policy.ts";
import type { Filter, FilterValues } from "./question.ts";

/**
 * Tokens that only the wire writes: filters, and how much of a story stands in the index. They begin with a character of
 * Unicode's private use, which is in no word, so nobody can type one.
 */
export type Mark = string;

/** Behind the last one, each size of part has its own. */
const KINDS = { section: 0, topic: 1, author: 2, licence: 3, date: 4, link: 5, summary: 6, full: 7, part: 8 } as const;
type Kind = keyof typeof KINDS;

const FIRST = 0xe100;
/** What an id has beside letters and digits would part it in two. */
const JOINS: Readonly<Record<string, string>> = { "-": "\uE020", ".": "\uE021" };

/** The token of a kind and an id. */
export const mark = (kind: Kind, id: string): Mark =>
  String.fromCodePoint(FIRST + KINDS[kind]) + id.replace(/[^a-z0-9]/g, (character) => JOINS[character] ?? "\uE022");

/** The characters with which tokens of parts of the index begin, one for each size; SQL puts the part's number behind it. */
export const PART_BEGINS = SEARCH.partSizes.map((_, at) => FIRST + KINDS.part + at);

/** Parts of one size: that in which a number of the index is, and those before it. */
export type Parts = { size: number; newest: number; count: number };

/** The tokens of parts. */
export const partMarks = ({ size, newest, count }: Parts): Mark[] =>
  Array.from(
    { length: count },
    (_, at) =>
      String.fromCodePoint(PART_BEGINS[SEARCH.partSizes.indexOf(size)] ?? FIRST) + (Math.floor(newest / size) - at),
  );

/** Whether rows in parts of a size have each of their marks once more, together with the part's: so few have it that counting them is quick. */
export const isJoined = (size: number): boolean => size === SEARCH.partSizes.at(-1);

type Marked = Pick<Article, "section" | "topics" | "authors" | "licence" | "published" | "exclude">;
type Level = "link" | "summary" | "full";

/** The marks of a story. Its month is the one that the newsroom wrote. One that excludes itself from its licence isn't under it. */
export const marksOf = (article: Marked, level: Level): Mark[] => [
  mark("section", article.section),
  ...article.topics.map((topic) => mark("topic", topic)),
  ...article.authors.map((author) => mark("author", author)),
  mark("date", article.published.slice(0, 4)),
  mark("date", article.published.slice(0, 7)),
  ...(article.exclude ? [] : [mark("licence", article.licence), mark(level, article.licence)]),
];

/** The marks that every result of a search bears. */
export const marksAsked = (filters: FilterValues): Mark[] =>
  Object.entries(filters).flatMap(([name, value]) => (value === undefined ? [] : [mark(kindOf(name), value)]));

const kindOf = (name: string): Filter =>
  (["author", "date", "licence", "section"] as const).find((each) => each === name) ?? "topic";
