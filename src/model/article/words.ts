import type { Body } from "./article.ts";

/** Scripts that put no space between words: each of their characters counts as one. */
const UNSPACED =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/gu;

/** The words of a cleaned body, as an editor counts them: what is between spaces, and holds a letter or a digit. */
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

/** A text as a search compares it: without capitals and accents. */
export const foldText = (text: string): string => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase();
