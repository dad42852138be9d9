import { decodeEntities } from "../html-entities.ts";
import { SEARCH } from "../policy.ts";
import type { Body } from "./article.ts";

/** Scripts that put no space between words: each of their characters counts as one. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu;

/** The words of a cleaned body, as an editor counts them: strings between spaces that have a letter or a digit. */
export function countWords(body: Body): number {
  const text = body
    .map((piece) => (typeof piece === "string" ? piece : ""))
    .join(" ")
    .replace(/<[^>]*>/g, " ")
    .replace(/&[#\w]+;/g, "x");
  const unspaced = text.match(UNSPACED)?.length ?? 0;
  const spaced = text.replace(UNSPACED, " ").match(/\S*[\p{L}\p{N}]\S*/gu)?.length ?? 0;
  return unspaced + spaced;
}

/** Tags that end a word; all others may be within words. */
const PARTING =
  /<\/?(?:p|h[1-6]|[uod]l|li|dt|dd|blockquote|pre|figure|figcaption|table|caption|t[rhd]|thead|tbody|tfoot|hr|br|div|section|aside)\b[^>]*>/gi;

/** The text of cleaned HTML, on one line. */
export const plainText = (html: string): string =>
  decodeEntities(html.replace(PARTING, " ").replace(/<[^>]*>/g, ""))
    .replace(/\s+/gu, " ")
    .trim();

/** Words that are or contain a story's address: the text must not reveal which of those stories are out. */
const STORY_ADDRESS = /articles(?:\/|%2f)/i;

/** The searchable words of a body: without addresses of stories, and only as many characters as a search covers. */
export const searchedText = (body: Body): string =>
  plainText(body.map((piece) => (typeof piece === "string" ? piece : " ")).join(" "))
    .split(" ")
    .filter((word) => !STORY_ADDRESS.test(word))
    .join(" ")
    .slice(0, SEARCH.textCharacters);
