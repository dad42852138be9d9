import { type Mistake, mistakeSentence } from "../../model/mistake.ts";

/** A mistake with its place. */
export type FileMistake = Mistake & { file: string; line: number };

/** `file:line: field: what is wrong and what is allowed`. */
export const fileSentence = (mistake: FileMistake): string => fileDoubtSentence(mistake, "");

/** The same of what may be right, with its kind before it. */
export const fileDoubtSentence = (mistake: FileMistake, kind: string): string =>
  `${mistake.file}:${mistake.line}: ${kind}${mistakeSentence(mistake)}`;
