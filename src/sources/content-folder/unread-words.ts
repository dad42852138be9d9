import { unreadLanguage } from "../../model/message-language.ts";
import type { FileMistake } from "./file-mistake.ts";
import type { ReadFile } from "./read-folder.ts";

/** Returns a note if no editor who speaks the publication's language has checked the wire's own wording in it yet. */
export function unreadWords(publication: ReadFile<unknown> | undefined, language: string | undefined): FileMistake[] {
  const name = language === undefined ? undefined : unreadLanguage(language);
  if (publication === undefined || language === undefined || name === undefined) return [];
  const place = { file: publication.path, line: publication.parsed.lineOf("language"), field: "language" };
  return [{ ...place, value: JSON.stringify(language), problem: unreadProblem(name) }];
}

const unreadProblem = (name: string): string =>
  `pages and credits will be in ${name}, but no editor who speaks ${name} has checked the wire's own wording yet; check it on your pages before you publish`;
