import { withoutForbidden } from "../../model/text.ts";

/** Whether a text has only white space that HTML collapses: spaces, tabs and line ends. */
export const isBlank = (text: string): boolean => !/[^ \t\n\f\r]/.test(text);

/** Whether a text has anything visible; spaces of any kind and characters without a shape don't count. */
export const isVisible = (text: string): boolean =>
  /[!-~]/.test(text) || /[^\s\p{Default_Ignorable_Code_Point}\u2800]/u.test(text);

/** Returns the text as it may be published: only characters allowed in XML, with HTML's line ends. */
export const sound = (text: string): string => {
  const allowed = withoutForbidden(text);
  return allowed.includes("\r") ? allowed.replace(/\r\n?/g, "\n") : allowed;
};

/** Collapses white space and trims. */
export const folded = (text: string): string => sound(text).replace(/\s+/gu, " ").trim();

/** Counts the words. */
export const countWords = (text: string): number => text.match(/\S+/gu)?.length ?? 0;

const WORD = /[\p{L}\p{M}\p{N}\p{S}]/u;

/** Whether two pieces of text would run together into one word. */
export function wouldGlue(before: string, after: string): boolean {
  const [last = "", first = ""] = [before.slice(-2), after.slice(0, 2)];
  return WORD.test([...last].at(-1) ?? "") && WORD.test([...first].at(0) ?? "");
}
