import { clashesAmong, clashMistake } from "../../model/renaming.ts";
import type { FileMistake } from "./file-mistake.ts";
import type { ReadFile } from "./read-folder.ts";

/** A file of something that can be renamed: its name is the address, `was` tells those of before. */
export type RenamedFile = ReadFile<{ was?: readonly string[] | undefined }>;

/** Every name by which others may mean some files: their own, and those that they had. */
export const allNames = (files: readonly RenamedFile[]): string[] =>
  files.flatMap(({ id, fields: { was = [] } }) => [id, ...was]);

/** Two files that say that they are the same story or author. */
export const clashingFiles = (files: readonly RenamedFile[], noun: "story" | "author"): FileMistake[] =>
  clashesAmong(files.map(({ id: name, fields: { was } }) => ({ id: was?.[0] ?? name, name, was }))).flatMap((clash) => {
    const file = files[clash.at];
    if (file === undefined) return [];
    const other = files.find(({ id }) => id === clash.with)?.path ?? clash.with;
    const mistake = clashMistake({ ...clash, with: other }, noun);
    return [{ ...mistake, file: file.path, line: file.parsed.lineOf(mistake.field) }];
  });
