import { basename, dirname, resolve } from "node:path";
import { fileSentence } from "../sources/content-folder/file-mistake.ts";
import { readContent } from "../sources/content-folder/read-content.ts";
import { readFiles } from "./files.ts";

/** The fields of an article that a correction can change. */
const FIELDS = ["headline", "summary", "authors", "section", "topics", "partners", "language", "body"] as const;

/**
 * Reads a correction's text from its file, within its content folder so that images and links resolve. Undefined if the
 * file has mistakes, which are printed; mistakes in other files are ignored.
 */
export async function changesIn(
  file: string,
  folder: string,
  tell: (line: string) => void,
): Promise<Record<string, unknown> | undefined> {
  const path = `articles/${basename(file)}`;
  if (resolve(dirname(file)) !== resolve(folder, "articles")) {
    tell(`${file} isn't in ${folder}/articles. Use --content to name another folder.`);
    return undefined;
  }
  const content = await readContent(await readFiles(folder));
  const mistakes = content.mistakes.filter((mistake) => mistake.file === path);
  for (const mistake of mistakes) tell(`${folder}/${fileSentence(mistake)}`);
  const article = content.articles.find(({ id }) => [`articles/${id}.md`, `articles/${id}.html`].includes(path));
  if (mistakes.length > 0) return undefined;
  if (article === undefined) {
    tell(`There is no file ${file}.`);
    return undefined;
  }
  return Object.fromEntries(FIELDS.flatMap((field) => (article[field] === undefined ? [] : [[field, article[field]]])));
}
