import { type Warning, warningSentence } from "../../model/warning.ts";

/** A warning with its file and line. */
export type FileWarning = Omit<Warning, "column"> & { file: string };

/** Formats a warning: `file:line: what was done to what, and why`; `kind` comes before what was done. */
export const fileWarningSentence = ({ file, line, ...warning }: FileWarning, kind = ""): string =>
  `${file}:${line}: ${kind}${warningSentence({ ...warning, line, column: 1 })}`;
