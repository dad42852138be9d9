import type { z } from "zod";
import { type Mistake, mistakesOf } from "../../model/mistake.ts";
import { slug } from "../../model/text.ts";
import type { FileMistake } from "./file-mistake.ts";
import { type ParsedFrontMatter, parseFrontMatter, parseYaml } from "./front-matter.ts";

/** A file that was read: its value, if nothing is wrong with it, and the fields of it that are right in any case. */
export type ReadFile<Value> = {
  id: string;
  path: string;
  parsed: ParsedFrontMatter;
  value: Value | undefined;
  fields: Partial<Value>;
};

type Files = ReadonlyMap<string, Uint8Array>;

const ENDINGS = { authors: ".yaml", licences: ".md", articles: ".md" } as const;

/** The file that has to be there. */
export function readOne<Schema extends z.ZodObject>(
  files: Files,
  path: string,
  schema: Schema,
  mistakes: FileMistake[],
): ReadFile<z.output<Schema>> | undefined {
  const bytes = files.get(path);
  if (bytes !== undefined) return read("", path, bytes, schema, mistakes);
  mistakes.push({
    file: path,
    line: 1,
    field: "",
    problem: "is missing",
    allowed: "a file with the publication's settings",
  });
  return undefined;
}

/** Every file of a folder, in the order of names. */
export function readFolder<Schema extends z.ZodObject>(
  files: Files,
  folder: keyof typeof ENDINGS,
  ending: string,
  schema: Schema,
  mistakes: FileMistake[],
): ReadFile<z.output<Schema>>[] {
  return pathsIn(files, folder).flatMap((path) => {
    const bytes = files.get(path) ?? new Uint8Array();
    const id = path.slice(folder.length + 1, -ending.length);
    if (slug.safeParse(id).success) return [read(id, path, bytes, schema, mistakes)];
    mistakes.push({ file: path, line: 1, ...badName(id) });
    return [];
  });
}

const badName = (id: string): Mistake => ({
  field: "id",
  value: JSON.stringify(id),
  problem: "can't be an id",
  allowed: "a file name of lower-case letters and digits, joined by hyphens or dots",
});

const pathsIn = (files: Files, folder: keyof typeof ENDINGS): string[] =>
  [...files.keys()].filter((path) => path.startsWith(`${folder}/`) && path.endsWith(ENDINGS[folder])).sort();

/** The ids that a folder's files have, whatever is in them. */
export const idsIn = (files: Files, folder: keyof typeof ENDINGS): Record<string, true> =>
  Object.fromEntries(
    pathsIn(files, folder).map((path) => [path.slice(folder.length + 1, -ENDINGS[folder].length), true]),
  );

function read<Schema extends z.ZodObject>(
  id: string,
  path: string,
  bytes: Uint8Array,
  schema: Schema,
  mistakes: FileMistake[],
): ReadFile<z.output<Schema>> {
  const text = decode(bytes);
  const parsed = path.endsWith(".md") ? parseFrontMatter(text ?? "---\n---\n") : parseYaml(text ?? "");
  if (text === undefined)
    mistakes.push({ file: path, line: 1, field: "", problem: "is not UTF-8 text", allowed: "a file saved as UTF-8" });
  mistakes.push(...parsed.mistakes.map((mistake) => ({ ...mistake, file: path })));
  if (text === undefined || parsed.mistakes.length > 0) return { id, path, parsed, value: undefined, fields: {} };
  const result = schema.safeParse(parsed.data);
  if (result.success) return { id, path, parsed, value: result.data, fields: result.data };
  const wrong = mistakesOf(result.error, parsed.data);
  mistakes.push(...wrong.map((mistake) => ({ ...mistake, file: path, line: parsed.lineOf(mistake.field) })));
  return { id, path, parsed, value: undefined, fields: rightFields(schema, parsed.data) };
}

function decode(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    return undefined;
  }
}

/** The fields that are right by themselves, so that what they name can be checked though others are wrong. */
function rightFields<Schema extends z.ZodObject>(schema: Schema, data: unknown): Partial<z.output<Schema>> {
  const wrong = new Set(schema.safeParse(data).error?.issues.map(({ path }) => path[0]));
  const kept =
    typeof data === "object" && data !== null
      ? Object.entries(data).filter(([name]) => !wrong.has(name) && Object.hasOwn(schema.shape, name))
      : [];
  const result = schema.partial().safeParse(Object.fromEntries(kept));
  // A partial schema's output is the partial output; only its generic type doesn't say so.
  return result.success ? (result.data as Partial<z.output<Schema>>) : {};
}

/** What may be in the folder; its README.md is for people. */
const KNOWN = /^(README\.md|publication\.yaml|authors\/[^/]+\.yaml|(articles|licences)\/[^/]+\.md|images\/[^/]+)$/;

/** Files that belong nowhere: more likely misplaced than meant. */
export const strayFiles = (files: Files): FileMistake[] =>
  [...files.keys()]
    .filter((path) => !KNOWN.test(path))
    .map((file) => ({
      file,
      line: 1,
      field: "",
      problem: "belongs nowhere",
      allowed: "publication.yaml, authors/*.yaml, licences/*.md, articles/*.md, images/*",
    }));
