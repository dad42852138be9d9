import { clashesAmong, clashMistake } from "../../model/renaming.ts";
import type { FileMistake } from "./file-mistake.ts";
import type { ReadFile } from "./read-folder.ts";

/** A file that can be renamed: its name is the current address, `was` lists the earlier ones. */
export type RenamedFile = ReadFile<{ was?: readonly string[] | undefined }>;

/** Returns every name by which others may refer to these files: current and former. */
export const allNames = (files: readonly RenamedFile[]): string[] =>
  files.flatMap(({ id, fields: { was = [] } }) => [id, ...was]);

/** Returns a mistake for each pair of files that claim to be the same story or author. */
export const clashingFiles = (files: readonly RenamedFile[], noun: "story" | "author"): FileMistake[] =>
  clashesAmong(files.map(({ id: name, fields: { was } }) => ({ id: was?.[0] ?? name, name, was }))).flatMap((clash) => {
    const file = files[clash.at];
    if (file === undefined) return [];
    const other = files.find(({ id }) => id === clash.with)?.path ?? clash.with;
    const mistake = clashMistake({ ...clash, with: other }, noun);
    return [{ ...mistake, file: file.path, line: file.parsed.lineOf(mistake.field) }];
  });
