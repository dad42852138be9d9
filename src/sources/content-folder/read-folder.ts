import type { z } from "zod";
import { decodePlainFields } from "../../model/article/cms.ts";
import { asSlug, type Mistake, mistakesOf, WRONG_KIND, withSuggestion } from "../../model/mistake.ts";
import { nearest } from "../../model/suggestion.ts";
import { decodeUtf8, SLUG_RULE, slug } from "../../model/text.ts";
import { cutMistakes } from "./cut-value.ts";
import type { FileMistake } from "./file-mistake.ts";
import { type ParsedFrontMatter, parseFrontMatter, parseYaml } from "./front-matter.ts";
import { quoted } from "./yaml-mistake.ts";

/** A file that was read: its value if the file has no mistakes, and in any case its valid fields. */
export type ReadFile<Value> = {
  id: string;
  path: string;
  parsed: ParsedFrontMatter;
  value: Value | undefined;
  fields: Partial<Value>;
};

type Files = ReadonlyMap<string, Uint8Array>;

/** The extensions of a folder's files, the usual one first. `.html` text is kept as is; Markdown is for people. */
const ENDINGS = { authors: [".yaml"], licences: [".md", ".html"], articles: [".md", ".html"] } as const;

/** Returns a file's name without its folder and extension. */
const stemOf = (path: string): string => path.replace(/^.*\//, "").replace(/\.(?:yaml|md|html)$/, "");

/** Reads a file that must exist. */
export function readOne<Schema extends z.ZodObject>(
  files: Files,
  path: string,
  schema: Schema,
  mistakes: FileMistake[],
): ReadFile<z.output<Schema>> | undefined {
  const bytes = files.get(path);
  if (bytes !== undefined) return read("", path, bytes, schema, mistakes);
  // A file with nearly this name is reported as stray.
  if (strayFiles(files).some(({ suggestion }) => suggestion === path)) return undefined;
  mistakes.push({
    file: path,
    line: 1,
    field: "",
    problem: "is missing",
    allowed: "a file with the publication's settings",
  });
  return undefined;
}

/** Reads every file of a folder, in order of name. */
export function readFolder<Schema extends z.ZodObject>(
  files: Files,
  folder: keyof typeof ENDINGS,
  schema: Schema,
  mistakes: FileMistake[],
): ReadFile<z.output<Schema>>[] {
  // A file in a subfolder is reported as stray.
  const paths = pathsIn(files, folder).filter((path) => path.split("/").length === 2);
  return paths.flatMap((path, at) => {
    const twin = paths.slice(0, at).find((other) => stemOf(other) === stemOf(path));
    if (twin !== undefined) {
      mistakes.push({ file: path, line: 1, ...twinMistake(twin) });
      return [];
    }
    const bytes = files.get(path) ?? new Uint8Array();
    const id = stemOf(path);
    if (slug.safeParse(id).success) return [read(id, path, bytes, schema, mistakes)];
    mistakes.push({ file: path, line: 1, ...badName(id) });
    return [];
  });
}

const twinMistake = (twin: string): Mistake => ({
  field: "id",
  problem: `is also the ID of ${twin}`,
  allowed: "one file per name, .md or .html",
});

const badName = (id: string): Mistake =>
  withSuggestion(
    {
      field: "id",
      value: JSON.stringify(id),
      problem: "can't be an id",
      allowed: `a file name made up of ${SLUG_RULE}`,
    },
    asSlug(id),
  );

const pathsIn = (files: Files, folder: keyof typeof ENDINGS): string[] =>
  [...files.keys()]
    .filter((path) => path.startsWith(`${folder}/`) && ENDINGS[folder].some((ending) => path.endsWith(ending)))
    .sort();

/** Returns the ids of a folder's files, whatever their content. */
export const idsIn = (files: Files, folder: keyof typeof ENDINGS): Record<string, true> =>
  Object.fromEntries(pathsIn(files, folder).map((path) => [stemOf(path), true]));

function read<Schema extends z.ZodObject>(
  id: string,
  path: string,
  bytes: Uint8Array,
  schema: Schema,
  mistakes: FileMistake[],
): ReadFile<z.output<Schema>> {
  const text = decodeUtf8(bytes);
  const written = !path.endsWith(".yaml") ? parseFrontMatter(text ?? "---\n---\n") : parseYaml(text ?? "");
  const parsed = { ...written, data: decodePlainFields(written.data) };
  if (text === undefined) mistakes.push({ file: path, ...notUtf8(bytes) });
  mistakes.push(...parsed.mistakes.map((mistake) => ({ ...mistake, file: path })));
  if (text === undefined || parsed.mistakes.length > 0) return { id, path, parsed, value: undefined, fields: {} };
  const result = schema.safeParse(parsed.data);
  const wrong = fieldMistakes(schema, parsed, result.error);
  mistakes.push(...wrong.map((mistake) => ({ ...mistake, file: path, line: parsed.lineOf(mistake.field) })));
  if (result.success && wrong.length === 0) return { id, path, parsed, value: result.data, fields: result.data };
  return { id, path, parsed, value: undefined, fields: rightFields(schema, parsed.data) };
}

/** Returns the mistakes in a file's fields; for a value that YAML cut off, only the cut itself. */
function fieldMistakes(
  schema: z.ZodObject,
  { data, cuts, sourceOf }: ParsedFrontMatter,
  error: z.ZodError | undefined,
): Mistake[] {
  const cut = cutMistakes(schema, data, cuts);
  const wrong = error === undefined ? [] : mistakesOf(error, data);
  const others = wrong.filter(({ field }) => !cut.some((each) => each.field === field));
  return [...cut, ...others.map((mistake) => curedMistake(mistake, sourceOf(mistake.field)))];
}

/** Rewords a mistake about a value that YAML reads as the wrong type, to say how to write it. */
function curedMistake(mistake: Mistake, source: string | undefined): Mistake {
  if (mistake.field === "" && mistake.problem === WRONG_KIND)
    return { ...mistake, allowed: "one field per line: a name, a colon and a value" };
  if (mistake.problem !== WRONG_KIND || source === undefined) return mistake;
  const { value: _, ...rest } = mistake;
  if (source === "")
    return { ...rest, problem: "is empty", allowed: "a value; if you don't need the line, leave it out" };
  if (mistake.allowed === "text") return { ...mistake, allowed: `text, in quotes: ${quoted(source)}` };
  return mistake.allowed === "a list" ? { ...mistake, allowed: `a list, in brackets: [${source}]` } : mistake;
}

/** Finds the first line that isn't UTF-8: the decoder puts a replacement character there. */
function notUtf8(bytes: Uint8Array): Mistake & { line: number } {
  const before = new TextDecoder().decode(bytes).split("\uFFFD")[0] ?? "";
  return {
    line: before.split("\n").length,
    field: "",
    problem: "isn't valid UTF-8",
    allowed: "a file saved as UTF-8",
  };
}

/** Returns the fields that are valid by themselves, so that their references can be checked even if others are wrong. */
function rightFields<Schema extends z.ZodObject>(schema: Schema, data: unknown): Partial<z.output<Schema>> {
  const wrong = new Set(schema.safeParse(data).error?.issues.map(({ path }) => path[0]));
  const kept =
    typeof data === "object" && data !== null
      ? Object.entries(data).filter(([name]) => !wrong.has(name) && Object.hasOwn(schema.shape, name))
      : [];
  // A default must not stand in for a wrong value.
  const withoutWrong = (read: object) => Object.fromEntries(Object.entries(read).filter(([name]) => !wrong.has(name)));
  const result = schema.partial().safeParse(Object.fromEntries(kept));
  // A partial schema's output is the partial output; only its generic type can't express that.
  return result.success ? (withoutWrong(result.data) as Partial<z.output<Schema>>) : {};
}

/** Files that may be in the folder. README.md is for people; `records` holds what an export has besides the published content. */
const KNOWN =
  /^(README\.md|publication\.yaml|sources\.yaml|authors\/[^/]+\.yaml|(articles|licences)\/[^/]+\.(md|html)|images\/[^/]+|records\/.*)$/;

/** Returns mistakes for files that don't belong anywhere, most likely misplaced. */
export const strayFiles = (files: Files): FileMistake[] =>
  [...files.keys()]
    .filter((path) => !KNOWN.test(path))
    .map((file) => ({ file, line: 1, ...withSuggestion(stray, rightPlace(file)) }));

const stray: Mistake = {
  field: "",
  problem: "doesn't belong in this folder",
  allowed: "publication.yaml, sources.yaml, authors/*.yaml, licences/*.md, articles/*.md, images/*",
};

/** Guesses where a file was meant to be: its folder or its extension is misspelled. */
function rightPlace(path: string): string | undefined {
  const [name = "", ...folders] = path.split("/").reverse();
  const stem = name.replace(/\.[^.]*$/, "");
  if (folders.length === 0) {
    const name = meant(stem, ["publication", "sources"]);
    return name && `${name}.yaml`;
  }
  const folder = meant(folders.at(-1) ?? "", [...FOLDERS, "images"]);
  if (folder === "images") return `images/${name}`;
  const known = FOLDERS.find((each) => each === folder);
  return known !== undefined && /\.(ya?ml|md|markdown|mdx|txt)$/i.test(name)
    ? `${known}/${stem}${ENDINGS[known][0]}`
    : undefined;
}

const meant = (word: string, known: readonly string[]) => (known.includes(word) ? word : nearest(word, known));

const FOLDERS = ["authors", "licences", "articles"] as const;
