import type { Article } from "../article/article.ts";
import { SEARCH } from "../policy.ts";
import type { Filter, FilterValues } from "./question.ts";

/**
 * Tokens that only the wire writes: filters, and how much of a story is indexed. They start with a Unicode private-use
 * character, which no word contains, so nobody can type one.
 */
export type Mark = string;

/** After the last kind, each part size has its own character. */
const KINDS = { section: 0, topic: 1, author: 2, licence: 3, date: 4, link: 5, summary: 6, full: 7, part: 8 } as const;
type Kind = keyof typeof KINDS;

const FIRST = 0xe100;
/** Replaces the characters of an id that would split it into two tokens. */
const JOINS: Readonly<Record<string, string>> = { "-": "\uE020", ".": "\uE021" };

/** Returns the token of a kind and an id. */
export const mark = (kind: Kind, id: string): Mark =>
  String.fromCodePoint(FIRST + KINDS[kind]) + id.replace(/[^a-z0-9]/g, (character) => JOINS[character] ?? "\uE022");

/** The first characters of part tokens, one per size; SQL appends the part's number. */
export const PART_BEGINS = SEARCH.partSizes.map((_, at) => FIRST + KINDS.part + at);

/** Parts of one size: the newest, and a number of parts before it. */
export type Parts = { size: number; newest: number; count: number };

/** Returns the tokens of parts. */
export const partMarks = ({ size, newest, count }: Parts): Mark[] =>
  Array.from(
    { length: count },
    (_, at) =>
      String.fromCodePoint(PART_BEGINS[SEARCH.partSizes.indexOf(size)] ?? FIRST) + (Math.floor(newest / size) - at),
  );

/** Whether rows in parts of this size also have each mark joined with the part's: these are so few that counting them is fast. */
export const isJoined = (size: number): boolean => size === SEARCH.partSizes.at(-1);

type Marked = Pick<Article, "section" | "topics" | "authors" | "licence" | "published" | "exclude">;
type Level = "link" | "summary" | "full";

/** Returns a story's marks. The month is the newsroom's own. A story excluded from its license isn't listed under it. */
export const marksOf = (article: Marked, level: Level): Mark[] => [
  mark("section", article.section),
  ...article.topics.map((topic) => mark("topic", topic)),
  ...article.authors.map((author) => mark("author", author)),
  mark("date", article.published.slice(0, 4)),
  mark("date", article.published.slice(0, 7)),
  ...(article.exclude ? [] : [mark("licence", article.licence), mark(level, article.licence)]),
];

/** The marks that every search result must have. */
export const marksAsked = (filters: FilterValues): Mark[] =>
  Object.entries(filters).flatMap(([name, value]) => (value === undefined ? [] : [mark(kindOf(name), value)]));

const kindOf = (name: string): Filter =>
  (["author", "date", "licence", "section"] as const).find((each) => each === name) ?? "topic";
