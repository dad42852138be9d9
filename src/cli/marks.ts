import type { DeskArticle } from "./client.ts";

/** By what an article is known in any format. */
export type Marks = {
  /** Words of its summary and text, which no notice repeats. */
  words: readonly string[];
  /** Words of its headline: in a notice they may stand beside the reason. */
  headline: string;
  reason: string;
  path: string;
};

/** What no format writes in another way: letters, digits, and what stands between them in a line. */
const PLAIN = /[\p{L}\p{N}][\p{L}\p{N} ,.]*/gu;
const LONGEST = 60;

/** The longest stretch of a text that looks the same in XML, JSON and HTML. */
function findPlainStretch(text: string): string {
  const stretches = [...text.matchAll(PLAIN)].map(([found]) => found.slice(0, LONGEST).trim());
  return stretches.reduce((longest, each) => (each.length > longest.length ? each : longest), "");
}

/** Shorter stretches stand in other stories, too. */
const LEAST = 12;

/** By what an article is known. */
export function marksOf({ id, article: { headline, summary, body } }: DeskArticle, reason: string): Marks {
  const words = [summary, ...body.split(/<[^>]*>|\n/)].map(findPlainStretch).filter(({ length }) => length >= LEAST);
  return { words, headline: findPlainStretch(headline), reason: findPlainStretch(reason), path: `/articles/${id}` };
}

/** The same without the words that stand elsewhere on the wire, too: they would show it for ever. */
export const ownMarks = ({ words, headline, ...rest }: Marks, elsewhere: string): Marks => ({
  ...rest,
  words: words.filter((each) => !elsewhere.includes(each)),
  headline: elsewhere.includes(headline) ? "" : headline,
});

/** Whether an answer carries an article: its words, or its headline without the reason for which it was killed. */
export const shows = (text: string, { words, headline, reason }: Marks): boolean =>
  words.some((each) => text.includes(each)) || (headline !== "" && text.includes(headline) && !text.includes(reason));

/** Whether an answer says that an article was killed. */
export const tells = (text: string, { path, reason }: Marks): boolean => text.includes(path) && text.includes(reason);
