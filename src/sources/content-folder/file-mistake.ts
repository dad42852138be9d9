import { type Mistake, mistakeSentence } from "../../model/mistake.ts";

/** A mistake with its place. */
export type FileMistake = Mistake & { file: string; line: number };

/** Something that isn't wrong, but may not have been meant. */
export type FileWarning = { file: string; line: number; message: string };

/** `file:line: field: what is wrong and what is allowed`. */
export const fileSentence = (mistake: FileMistake): string =>
  `${mistake.file}:${mistake.line}: ${mistakeSentence(mistake)}`;
