import type { z } from "zod";
import { articleMistakes, type IdentifiedArticle } from "../model/article.ts";
import { Author } from "../model/author.ts";
import { sha256Hex } from "../model/hash.ts";
import { IMAGE_BYTES, NOT_LICENSED } from "../model/image.ts";
import { type MastheadInput, mastheadMistakes } from "../model/masthead.ts";
import { type Mistake, mistakesOf, sentence } from "../model/mistake.ts";
import { slug } from "../model/text.ts";
import { ArticleFile, LicenceFile, PublicationFile } from "./content-files.ts";
import { type Parsed, parseFrontMatter, parseYaml } from "./front-matter.ts";
import { readImage } from "./image.ts";
import { renderMarkdown } from "./markdown.ts";

/** A mistake with its place. */
export type FileMistake = Mistake & { file: string; line: number };

/** `file:line: field: what is wrong and what is allowed`. */
export const fileSentence = (mistake: FileMistake): string => `${mistake.file}:${mistake.line}: ${sentence(mistake)}`;

/** What a content folder holds, checked; nothing of it may be published while there are mistakes. */
export type Content = {
  mistakes: FileMistake[];
  masthead: MastheadInput | undefined;
  articles: IdentifiedArticle[];
  /** SHA-256 to bytes, of every image that something uses. */
  images: Map<string, Uint8Array>;
  /** The place of an article's field, for mistakes that only the Worker finds. */
  place: (article: string, field: string) => { file: string; line: number };
};

/** Reads a content folder, given as path → bytes, with paths as `articles/a.md`. Reports every mistake at once. */
export async function readContent(files: ReadonlyMap<string, Uint8Array>): Promise<Content> {
  const mistakes: FileMistake[] = [];
  const store = await readImages(files, mistakes);
  const publication = readOne(files, "publication.yaml", PublicationFile, mistakes);
  const authors = readFolder(files, "authors", ".yaml", Author, mistakes);
  const licences = readFolder(files, "licences", ".md", LicenceFile, mistakes);
  const stories = readFolder(files, "articles", ".md", ArticleFile, mistakes);
  strayFiles(files, mistakes);
  const names = {
    publication: publication?.value ?? { sections: {}, topics: {} },
    authors: ids(authors),
    licences: ids(licences),
  };
  const used = new Map<string, Uint8Array>();
  const context: Context = { store, used, mistakes };
  const articles = stories.flatMap((story) => article(story, names, publication !== undefined, context));
  const masthead = publication && mastheadOf(publication, authors, licences, context);
  const places = new Map(stories.map((story) => [story.id, story]));
  return { mistakes, masthead, articles, images: used, place: (id, field) => placeIn(places.get(id), field) };
}

type ReadFile<Value> = { id: string; path: string; value: Value; parsed: Parsed };
type Context = {
  store: Map<string, { sha256: string; bytes: Uint8Array }>;
  used: Map<string, Uint8Array>;
  mistakes: FileMistake[];
};

const ids = (files: ReadFile<unknown>[]) => Object.fromEntries(files.map(({ id }) => [id, true]));

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);

function readOne<Schema extends z.ZodType>(
  files: ReadonlyMap<string, Uint8Array>,
  path: string,
  schema: Schema,
  mistakes: FileMistake[],
) {
  const bytes = files.get(path);
  if (bytes === undefined) {
    mistakes.push({
      file: path,
      line: 1,
      field: "",
      problem: "is missing",
      allowed: "a file with the publication's settings",
    });
    return undefined;
  }
  return checked("", path, parseYaml(text(bytes)), schema, mistakes);
}

function readFolder<Schema extends z.ZodType>(
  files: ReadonlyMap<string, Uint8Array>,
  folder: string,
  ending: string,
  schema: Schema,
  mistakes: FileMistake[],
): ReadFile<z.output<Schema>>[] {
  return [...files.keys()].sort().flatMap((path) => {
    const bytes = files.get(path);
    if (bytes === undefined || !path.startsWith(`${folder}/`) || !path.endsWith(ending)) return [];
    const id = path.slice(folder.length + 1, -ending.length);
    if (!slug.safeParse(id).success) {
      mistakes.push({
        file: path,
        line: 1,
        field: "id",
        value: JSON.stringify(id),
        problem: "can't be an id",
        allowed: "a file name of lower-case letters and digits, joined by hyphens or dots",
      });
      return [];
    }
    const parsed = ending === ".md" ? parseFrontMatter(text(bytes)) : parseYaml(text(bytes));
    const read = checked(id, path, parsed, schema, mistakes);
    return read ? [read] : [];
  });
}

function checked<Schema extends z.ZodType>(
  id: string,
  path: string,
  parsed: Parsed,
  schema: Schema,
  mistakes: FileMistake[],
): ReadFile<z.output<Schema>> | undefined {
  mistakes.push(...parsed.mistakes.map((mistake) => ({ ...mistake, file: path })));
  if (parsed.mistakes.length > 0) return undefined;
  const result = schema.safeParse(parsed.data);
  if (result.success) return { id, path, value: result.data, parsed };
  mistakes.push(...mistakesOf(result.error, parsed.data).map((mistake) => placed(mistake, path, parsed)));
  return undefined;
}

const placed = (mistake: Mistake, path: string, parsed: Parsed): FileMistake => ({
  ...mistake,
  file: path,
  line: parsed.lineOf(steps(mistake.field)),
});

/** `images[0].alt` as the steps of a path. Ids hold dots, so the longest step that fits is tried by the reader of the path. */
const steps = (field: string): PropertyKey[] =>
  field
    .split(/[.[\]]+/)
    .filter((step) => step !== "")
    .map((step) => (/^\d+$/.test(step) ? Number(step) : step));

function placeIn(story: ReadFile<unknown> | undefined, field: string): { file: string; line: number } {
  if (story === undefined) return { file: "publication.yaml", line: 1 };
  return { file: story.path, line: field === "body" ? story.parsed.bodyLine : story.parsed.lineOf(steps(field)) };
}

async function readImages(files: ReadonlyMap<string, Uint8Array>, mistakes: FileMistake[]): Promise<Context["store"]> {
  const store: Context["store"] = new Map();
  for (const [path, bytes] of files) {
    if (!path.startsWith("images/")) continue;
    const problem = imageProblem(bytes);
    if (problem !== undefined) mistakes.push({ file: path, line: 1, field: "", ...problem });
    else store.set(path.slice("images/".length), { sha256: await sha256Hex(bytes), bytes });
  }
  return store;
}

function imageProblem(bytes: Uint8Array): Pick<Mistake, "problem" | "allowed"> | undefined {
  if (bytes.length > IMAGE_BYTES)
    return { problem: `has ${bytes.length} bytes`, allowed: `at most ${IMAGE_BYTES} bytes` };
  return readImage(bytes)
    ? undefined
    : { problem: "is no image that the wire carries", allowed: "JPEG, PNG, WebP, GIF or AVIF" };
}

function strayFiles(files: ReadonlyMap<string, Uint8Array>, mistakes: FileMistake[]): void {
  for (const path of files.keys()) {
    if (/^(publication\.yaml|authors\/[^/]+\.yaml|(articles|licences)\/[^/]+\.md|images\/[^/]+)$/.test(path)) continue;
    mistakes.push({
      file: path,
      line: 1,
      field: "",
      problem: "belongs nowhere",
      allowed: "publication.yaml, authors/*.yaml, licences/*.md, articles/*.md, images/*",
    });
  }
}

function article(
  story: ReadFile<z.output<typeof ArticleFile>>,
  names: Parameters<typeof articleMistakes>[1],
  publicationRead: boolean,
  context: Context,
): IdentifiedArticle[] {
  const { images, ...rest } = story.value;
  const found = images.map((image, at) => useImage(image.file, `images[${at}].file`, story, context));
  const hashes = new Map(images.flatMap((image, at) => (found[at] ? [[image.file, found[at]] as const] : [])));
  const rendered = renderMarkdown(
    story.parsed.body,
    new Map([...images.map((image) => [image.file, ""] as const), ...hashes]),
  );
  // Without a readable publication every section would look unknown: that mistake is reported already.
  const wrong = publicationRead ? articleMistakes(story.value, names) : [];
  context.mistakes.push(
    ...wrong.map((mistake) => placed(mistake, story.path, story.parsed)),
    ...rendered.mistakes.map((mistake) => ({
      ...mistake,
      file: story.path,
      line: mistake.line + story.parsed.bodyLine - 1,
    })),
  );
  const input = images.flatMap(({ file: name, ...rights }) => {
    const sha256 = hashes.get(name);
    return sha256 === undefined ? [] : [{ sha256, ...rights }];
  });
  return [{ ...rest, id: story.id, images: input, body: rendered.html }];
}

function useImage(
  name: string,
  field: string,
  from: ReadFile<unknown>,
  { store, used, mistakes }: Context,
): string | undefined {
  const image = store.get(name);
  if (image === undefined) {
    const allowed = [...store.keys()].sort().join(", ") || "a file in content/images";
    mistakes.push(
      placed(
        { field, value: JSON.stringify(name), problem: "is not in content/images", allowed },
        from.path,
        from.parsed,
      ),
    );
    return undefined;
  }
  used.set(image.sha256, image.bytes);
  return image.sha256;
}

function mastheadOf(
  publication: ReadFile<z.output<typeof PublicationFile>>,
  authors: ReadFile<z.output<typeof Author>>[],
  licences: ReadFile<z.output<typeof LicenceFile>>[],
  context: Context,
): MastheadInput {
  const { logo, ...rest } = publication.value;
  const sha256 = logo && useImage(logo.file, "logo.file", publication, context);
  const terms = licences.map(({ id, path, value, parsed }) => {
    if (id === NOT_LICENSED)
      context.mistakes.push({
        file: path,
        line: 1,
        field: "id",
        problem: `can't be ${NOT_LICENSED}`,
        allowed: `another name: ${NOT_LICENSED} marks images that aren't licensed`,
      });
    const { html, mistakes } = renderMarkdown(parsed.body, new Map());
    context.mistakes.push(
      ...mistakes.map((mistake) => ({ ...mistake, file: path, line: mistake.line + parsed.bodyLine - 1 })),
    );
    return [id, { ...value, text: html }] as const;
  });
  const masthead: MastheadInput = {
    publication: { ...rest, ...(logo && sha256 ? { logo: { sha256, alt: logo.alt } } : {}) },
    authors: Object.fromEntries(authors.map(({ id, value }) => [id, value])),
    licences: Object.fromEntries(terms),
  };
  const wrong = mastheadMistakes(masthead).map((mistake) => ({
    ...mistake,
    field: mistake.field.replace(/^publication\./, ""),
  }));
  context.mistakes.push(...wrong.map((mistake) => placed(mistake, publication.path, publication.parsed)));
  return masthead;
}
