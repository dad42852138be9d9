import { LENGTH } from "./policy.ts";

/** What was done to part of an incoming text. */
export const WARNING_ACTIONS = ["removed", "replaced", "unwrapped", "closed"] as const;
export type WarningAction = (typeof WARNING_ACTIONS)[number];

/** Why it was done, with the words that people read. */
const REASONS = {
  hidden: "it was hidden",
  code: "code isn't published",
  embed: "embeds are published as links",
  media: "video and audio are published as links",
  "no address": "its address can't be opened",
  "no target": "the link leads nowhere",
  "bad link": "the link isn't a web, mail or phone address, or has a password in it",
  "own image": "links to the wire's own images aren't published",
  "mended link": "the address was fixed",
  "link around picture": "pictures are published without a link",
  "empty link": "it has no words",
  shortcode: "it's another system's code",
  picture: "it isn't a picture of the story",
  emoji: "emoji are published as text",
  caption: "the picture has this caption already",
  card: "it isn't part of the story",
  form: "forms aren't published",
  unknown: "the element isn't one that the wire publishes",
  "story not out": "the linked story isn't live; the link opens once it is",
  "unknown story": "there's no story by that name; the link opens once one is live",
  "story in terms": "license terms can't link to stories, because stories come and go",
} as const;
export type WarningReason = keyof typeof REASONS;

/** One change by cleaning that somebody may miss, so the newsroom is warned. */
export type Warning = {
  action: WarningAction;
  /** The element's name, or `shortcode`, or `address` for an address in the text. */
  element: string;
  reason: WarningReason;
  /** The address that it had. */
  address?: string;
  /** Its words, or the first of them. */
  text?: string;
  /** How many of its words are no longer published. */
  words: number;
  /** The words that replace it. */
  replacement?: string;
  /** Where it is in the source, both counted from 1. */
  line: number;
  column: number;
};

/** A warning with the field that it is about and, among several articles, the article. */
export type PlacedWarning = Warning & { field: string; article?: string };

/** The first of many warnings, and how many more there are. */
export type WarningList<Each extends Warning = Warning> = { warnings: Each[]; more: number };

/** The first warnings of a list, each with no more text than a warning quotes. */
export const firstWarnings = <Each extends Warning>(all: readonly Each[], most: number): WarningList<Each> => ({
  warnings: all.slice(0, most).map((each) => ({ ...each, ...quoteReplacement(each) })),
  more: Math.max(0, all.length - most),
});

const quoteReplacement = ({ replacement }: Warning) =>
  replacement === undefined ? {} : { replacement: excerpt(replacement) ?? "" };

/** The part of a text that a warning quotes, on one line; undefined if there is none. */
export function excerpt(text: string): string | undefined {
  const line = text
    .slice(0, 10 * LENGTH.quote)
    .replace(/\s+/gu, " ")
    .trim();
  if (line === "") return undefined;
  return line.length > LENGTH.quote ? `${line.slice(0, LENGTH.quote - 1).toWellFormed()}…` : line;
}

/** The warning as one sentence, for people, without its place. */
export function warningSentence({
  action,
  element,
  reason,
  address,
  text,
  replacement,
}: Omit<Warning, "words">): string {
  const what = NO_ELEMENTS.includes(element) ? element : `<${element}>`;
  const named = [what, text && `“${text}”`, address && `(${address})`].filter(Boolean).join(" ");
  const instead = replacement === undefined ? "" : ` with “${replacement}”`;
  const isUnlinked = action === "unwrapped" || (action === "closed" && element === "a");
  const kept = isUnlinked ? "; its text is kept" : "";
  return `${named} ${action === "closed" ? "is" : "was"} ${action}${instead}${kept}: ${REASONS[reason]}`;
}

/** Subjects of warnings other than elements. */
const NO_ELEMENTS = ["shortcode", "address"];
