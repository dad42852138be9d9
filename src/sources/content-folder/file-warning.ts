import { type Warning, warningSentence } from "../../model/warning.ts";

/** A warning with its place: the file, and the line in it. */
export type FileWarning = Omit<Warning, "column"> & { file: string };

/** `file:line: what was done to what, and why`; `kind` stands before what was done. */
export const fileWarningSentence = ({ file, line, ...warning }: FileWarning, kind = ""): string =>
  `${file}:${line}: ${kind}${warningSentence({ ...warning, line, column: 1 })}`;
