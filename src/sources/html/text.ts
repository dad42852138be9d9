import { withoutForbidden } from "../../model/text.ts";

/** Only what HTML folds: spaces, tabs and line ends. */
export const isBlank = (text: string): boolean => !/[^ \t\n\f\r]/.test(text);

/** Whether anything of it can be seen: spaces of any kind and characters without a shape can't. */
export const isVisible = (text: string): boolean =>
  /[!-~]/.test(text) || /[^\s\p{Default_Ignorable_Code_Point}\u2800]/u.test(text);

/** The text as it may be published: XML can hold it, and its line ends are those of HTML. */
export const sound = (text: string): string => {
  const allowed = withoutForbidden(text);
  return allowed.includes("\r") ? allowed.replace(/\r\n?/g, "\n") : allowed;
};

/** White space folded, and none around. */
export const folded = (text: string): string => sound(text).replace(/\s+/gu, " ").trim();

/** How many words there are. */
export const countWords = (text: string): number => text.match(/\S+/gu)?.length ?? 0;

const WORD = /[\p{L}\p{M}\p{N}\p{S}]/u;

/** Whether two pieces of text would run into one word. */
export function wouldGlue(before: string, after: string): boolean {
  const [last = "", first = ""] = [before.slice(-2), after.slice(0, 2)];
  return WORD.test([...last].at(-1) ?? "") && WORD.test([...first].at(0) ?? "");
}
