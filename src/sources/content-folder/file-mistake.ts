import { type Mistake, mistakeSentence } from "../../model/mistake.ts";

/** A mistake with its file and line. */
export type FileMistake = Mistake & { file: string; line: number };

/** Formats a mistake: `file:line: field: what is wrong and what is allowed`. */
export const fileSentence = (mistake: FileMistake): string => fileDoubtSentence(mistake, "");

/** Formats something that may be a mistake in the same way, with its kind before it. */
export const fileDoubtSentence = (mistake: FileMistake, kind: string): string =>
  `${mistake.file}:${mistake.line}: ${kind}${mistakeSentence(mistake)}`;
