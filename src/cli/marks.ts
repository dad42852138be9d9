import type { DeskArticle } from "./client.ts";

/** The traces by which an article is recognized in any format. */
export type Marks = {
  /** Words of its summary and text, which no notice repeats. */
  words: readonly string[];
  /** Words of its headline, which a notice may contain in its reason. */
  headline: string;
  reason: string;
  path: string;
};

/** Characters that every format writes alike: letters, digits, and what separates them on a line. */
const PLAIN = /[\p{L}\p{N}][\p{L}\p{N} ,.]*/gu;
const LONGEST = 60;

/** Returns the longest part of a text that is the same in XML, JSON and HTML. */
function findPlainStretch(text: string): string {
  const stretches = [...text.matchAll(PLAIN)].map(([found]) => found.slice(0, LONGEST).trim());
  return stretches.reduce((longest, each) => (each.length > longest.length ? each : longest), "");
}

/** Shorter parts occur in other stories, too. */
const LEAST = 12;

/** Returns the traces of an article. */
export function marksOf({ id, article: { headline, summary, body } }: DeskArticle, reason: string): Marks {
  const words = [summary, ...body.split(/<[^>]*>|\n/)].map(findPlainStretch).filter(({ length }) => length >= LEAST);
  return { words, headline: findPlainStretch(headline), reason: findPlainStretch(reason), path: `/articles/${id}` };
}

/** The same without words that also occur elsewhere on the wire, where they would never disappear. */
export const ownMarks = ({ words, headline, ...rest }: Marks, elsewhere: string): Marks => ({
  ...rest,
  words: words.filter((each) => !elsewhere.includes(each)),
  headline: elsewhere.includes(headline) ? "" : headline,
});

/** Whether an answer carries an article: its words, or its headline outside the reason of its kill. */
export const shows = (text: string, { words, headline, reason }: Marks): boolean =>
  words.some((each) => text.includes(each)) || (headline !== "" && text.includes(headline) && !text.includes(reason));

/** Whether an answer says that an article was killed. */
export const tells = (text: string, { path, reason }: Marks): boolean => text.includes(path) && text.includes(reason);
