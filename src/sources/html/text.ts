import { withoutForbidden } from "../../model/text.ts";

/** Only what HTML folds: spaces, tabs and line ends. */
export const isBlank = (text: string): boolean => !/[^ \t\n\f\r]/.test(text);

/** Whether anything of it can be seen: spaces of any kind and characters without a shape can't. */
export const isVisible = (text: string): boolean => /[^\s\p{Default_Ignorable_Code_Point}\u2800]/u.test(text);

/** The text as it may be published: XML can hold it, and its line ends are those of HTML. */
export const sound = (text: string): string => withoutForbidden(text).replace(/\r\n?/g, "\n");

/** White space folded, and none around. */
export const folded = (text: string): string => sound(text).replace(/\s+/gu, " ").trim();

/** How many words there are. */
export const countWords = (text: string): number => text.match(/\S+/gu)?.length ?? 0;

const NO_SPACES =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}\p{Script=Lao}\p{Script=Khmer}\p{Script=Myanmar}]/u;

/** Whether two pieces of text would run into one word. */
export function wouldGlue(before: string, after: string): boolean {
  const [last, first] = [before.at(-1) ?? "", after.at(0) ?? ""];
  return /[\p{L}\p{N}]/u.test(last) && /[\p{L}\p{N}]/u.test(first) && !NO_SPACES.test(last) && !NO_SPACES.test(first);
}
