import type { z } from "zod";
import { articleMistakes, type Body, type IdentifiedArticle, type Names } from "../../model/article/article.ts";
import { emptyBodyMistakes } from "../../model/article/body.ts";
import type { Cms } from "../../model/article/cms.ts";
import { correctionMistakes } from "../../model/article/correction.ts";
import { NOT_LICENSED } from "../../model/article/image.ts";
import { type MastheadInput, mastheadMistakes } from "../../model/masthead.ts";
import { type Mistake, withSuggestion } from "../../model/mistake.ts";
import { LENGTH } from "../../model/policy.ts";
import type { Retired } from "../../model/retired.ts";
import type { SourcesInput } from "../../model/source/settings.ts";
import { nearest } from "../../model/suggestion.ts";
import type { CleaningResult, CleanOptions } from "../html/clean-html.ts";
import type { KnownImage } from "../html/state.ts";
import { cleanTerms } from "../html/terms.ts";
import { cleanStory, outIn } from "./closed-links.ts";
import { ArticleFile, AuthorFile, LicenceFile, PublicationFile } from "./field-schemas.ts";
import type { FileMistake } from "./file-mistake.ts";
import type { FileWarning } from "./file-warning.ts";
import { homePictures } from "./home-pictures.ts";
import { type ImageStore, readImages } from "./images.ts";
import { renderHtml, renderMarkdown } from "./markdown.ts";
import { inMarkdown } from "./markdown-mistake.ts";
import { allNames, clashingFiles } from "./names.ts";
import { idsIn, type ReadFile, readFolder, readOne, strayFiles } from "./read-folder.ts";
import { markedBy, namesOf, retiredIn, withoutMark } from "./retired-marks.ts";
import { readSources } from "./sources-file.ts";
import { unreadWords } from "./unread-words.ts";
import { waitingText } from "./waiting-text.ts";

/** The checked content of a folder; none of it may be published while there are mistakes. */
export type Content = {
  mistakes: FileMistake[];
  /** Changes by cleaning that somebody may not expect; `--strict` turns each into a mistake. */
  warnings: FileWarning[];
  /** Possible mistakes, depending on what is already on the wire; `--strict` treats them the same way. */
  doubts: FileMistake[];
  /** Things that are most likely intended; never mistakes. */
  notes: FileMistake[];
  masthead: MastheadInput | undefined;
  articles: IdentifiedArticle[];
  /** The sites from which stories are imported; undefined if the folder doesn't list any. */
  sources: SourcesInput | undefined;
  /** SHA-256 to bytes, for every image in use. */
  images: Map<string, Uint8Array>;
  /** The location of a field, for mistakes that only the Worker finds; without an article, a field of the masthead. */
  place: (article: string | undefined, field: string) => { file: string; line: number };
};

type Article = ReadFile<z.output<typeof ArticleFile>>;
type Licence = ReadFile<z.output<typeof LicenceFile>>;
type Author = ReadFile<z.output<typeof AuthorFile>>;
type Publication = ReadFile<z.output<typeof PublicationFile>>;
type Context = {
  store: ImageStore;
  used: Map<string, Uint8Array>;
  stories: ReadonlySet<string>;
  /** For each story, whether it is out once everything is published, so that links to it open. */
  out: ReadonlyMap<string, boolean>;
  mistakes: FileMistake[];
  warnings: FileWarning[];
  origin: string;
  now: number;
};

/** A placeholder for the wire's origin, which texts don't need to contain. */
const NO_ORIGIN = "https://wire.invalid";

/**
 * Reads a content folder, given as path → bytes, with paths such as `articles/a.md`. Reports all mistakes at once. `now`
 * is in milliseconds: no correction can be dated later. `origin` is that of the wire, used to recognize absolute addresses
 * of its stories.
 */
export async function readContent(
  files: ReadonlyMap<string, Uint8Array>,
  now = Date.now(),
  origin = NO_ORIGIN,
): Promise<Content> {
  const mistakes: FileMistake[] = [];
  const warnings: FileWarning[] = [];
  const store = await readImages(files, mistakes);
  const publication = readOne(files, "publication.yaml", PublicationFile, mistakes);
  const authors = readFolder(files, "authors", AuthorFile, mistakes);
  const licences = readFolder(files, "licences", LicenceFile, mistakes);
  const stories = readFolder(files, "articles", ArticleFile, mistakes);
  const sources = readSources(files, mistakes);
  mistakes.push(...strayFiles(files), ...clashingFiles(stories, "story"), ...clashingFiles(authors, "author"));
  // A file with a mistake still has its name, so references to it aren't mistakes.
  const known = { ...idsIn(files, "licences"), ...Object.fromEntries(licences.map(({ id, fields }) => [id, fields])) };
  const names: Names = {
    publication: { sections: undefined, topics: undefined, ...publication?.fields },
    authors: { ...idsIn(files, "authors"), ...Object.fromEntries(allNames(authors).map((name) => [name, true])) },
    licences: known,
  };
  const context: Context = {
    store,
    used: new Map(),
    // The wire redirects a link that uses a former name.
    stories: new Set(allNames(stories)),
    out: outIn(stories, now),
    mistakes,
    warnings,
    origin,
    now,
  };
  const articles = stories.flatMap((story) => article(story, names, context) ?? []);
  const masthead = publication && mastheadOf(publication, authors, licences, context);
  const retired = retiredIn(publication, authors, licences);
  const place = placeIn({ stories, authors, licences, publication, retired });
  const wrong = mastheadMistakes({ publication: namedIn(publication), licences: known, retired });
  mistakes.push(
    ...wrong.map((mistake) => ({
      ...mistake,
      field: ownField(mistake.field, { licences, authors }),
      ...place(undefined, mistake.field),
    })),
  );
  const doubts = licences.flatMap((licence) =>
    waitingText(licence.fields.effective?.from, now).map((mistake) => at(licence, mistake)),
  );
  const unread = unreadWords(publication, masthead?.publication.language);
  const notes = masthead ? [...homePictures(stories, masthead), ...unread] : [];
  return { mistakes, warnings, doubts, notes, masthead, articles, sources, images: context.used, place };
}

const at = (from: ReadFile<unknown>, mistake: Mistake): FileMistake => ({
  ...mistake,
  file: from.path,
  line: from.parsed.lineOf(mistake.field),
});

function article(story: Article, names: Names, context: Context): IdentifiedArticle | undefined {
  const { fields, parsed, value } = story;
  const wrong = [...articleMistakes(fields, names), ...correctionMistakes(fields, context.now)];
  context.mistakes.push(...wrong.map((mistake) => at(story, mistake)));
  const images = fields.images ?? [];
  const hashes = new Map(
    images.map(({ file }, index) => [file, useImage(file, `images[${index}].file`, story, context) ?? ""]),
  );
  // If the list of images has a mistake, images in the text would look unlisted, but that mistake is already reported.
  const isListed = fields.images !== undefined && images.every(({ file }) => hashes.get(file) !== "");
  const known = new Map(images.map((image) => [hashes.get(image.file) ?? "", image]));
  const clean: Around["clean"] = (text, options) => cleanStory(story.id, context.out, text, options);
  const around = isListed ? { hashes, known, canonical: fields.canonical, cms: fields.cms, clean } : undefined;
  const { html, pieces } = body(story, around, context);
  const empty = pieces === undefined ? [] : emptyBodyMistakes(fields.status, pieces);
  context.mistakes.push(...empty.map((mistake) => ({ ...mistake, file: story.path, line: parsed.bodyLine })));
  if (value === undefined) return undefined;
  const { images: _images, ...rest } = value;
  const input = images.map(({ file, ...rights }) => ({ sha256: hashes.get(file) ?? "", ...rights }));
  if (html.length > LENGTH.body)
    context.mistakes.push({
      ...at(story, {
        field: "body",
        problem: `has ${html.length} characters of HTML`,
        allowed: `at most ${LENGTH.body}`,
      }),
      line: parsed.bodyLine,
    });
  return { ...rest, id: story.id, images: input, body: html };
}

/** The context of a text: its images, by file and by hash, the page where it first ran, and the CMS in which it was written. */
type Around = {
  hashes: ReadonlyMap<string, string>;
  known: ReadonlyMap<string, KnownImage>;
  canonical: string | undefined;
  cms?: Cms | undefined;
  /** The function that cleans it. */
  clean: (html: string, options: CleanOptions) => CleaningResult;
};

const cleaning = ({ known: images, canonical, cms }: Around, origin: string): CleanOptions => ({
  ...{ origin, base: canonical ?? `${origin}/articles/x`, images, cms },
});

/** Renders the text as HTML. Finds what the Worker would refuse here, where the line is known. */
function body(
  story: ReadFile<unknown>,
  around: Around | undefined,
  { stories, mistakes, warnings, origin }: Context,
): { html: string; pieces: Body | undefined } {
  const { body: markdown, bodyLine } = story.parsed;
  const rendered = story.path.endsWith(".html")
    ? renderHtml(markdown)
    : renderMarkdown(markdown, around?.hashes, stories, around?.canonical !== undefined);
  const found = rendered.mistakes.map((mistake) => ({ ...mistake, line: mistake.line + bodyLine - 1 }));
  const cleaned = around?.clean(rendered.numbered, cleaning(around, origin));
  const missing = found.map(({ line }) => line);
  for (const { column, address, ...warning } of cleaned?.warnings ?? []) {
    const line = rendered.lineOf({ ...warning, column }) + bodyLine - 1;
    // A link to a file that isn't here is already a mistake of the Markdown.
    if (warning.action === "closed" && missing.includes(line)) continue;
    const said = address === undefined ? {} : { address: address.replace(NO_ORIGIN, "") };
    warnings.push({ ...warning, ...said, line, file: story.path });
  }
  const files = [...(around?.hashes.keys() ?? [])];
  if (cleaned?.ok === false) found.push(...inMarkdown(cleaned.mistakes, { markdown, bodyLine, files }));
  mistakes.push(...found.map((mistake) => ({ ...mistake, file: story.path })));
  return { html: rendered.html, pieces: cleaned?.ok ? cleaned.body : undefined };
}

function useImage(
  name: string,
  field: string,
  from: ReadFile<unknown>,
  { store, used, mistakes }: Context,
): string | undefined {
  const image = store.get(name);
  if (image === undefined) {
    const names = [...store.keys()].sort();
    const allowed = names.join(", ") || "a file in the images folder";
    const mistake = { field, value: JSON.stringify(name), problem: "isn't in the images folder", allowed };
    mistakes.push(at(from, withSuggestion(mistake, nearest(name, names))));
    return undefined;
  }
  used.set(image.sha256, image.bytes);
  return image.sha256;
}

function mastheadOf(
  publication: Publication,
  authors: readonly Author[],
  licences: readonly Licence[],
  context: Context,
): MastheadInput | undefined {
  const logo = publication.fields.logo;
  const sha256 = logo && useImage(logo.file, "logo.file", publication, context);
  const named = authors.flatMap((author) => authorOf(author, context));
  const terms = licences.flatMap((licence) => licenceOf(licence, context) ?? []);
  if (publication.value === undefined) return undefined;
  const { logo: _logo, sections, topics, ...rest } = publication.value;
  const retired = retiredIn(publication, authors, licences);
  return {
    publication: {
      ...{ ...rest, sections: namesOf(sections), topics: namesOf(topics) },
      ...(logo && sha256 ? { logo: { sha256, alt: logo.alt } } : {}),
    },
    authors: Object.fromEntries(named),
    licences: Object.fromEntries(terms.map(({ id, licence }) => [id, licence])),
    ...(retired ? { retired } : {}),
  };
}

/** Returns an author under the file's name, with the hash of their picture. */
function authorOf(author: Author, context: Context): [string, MastheadInput["authors"][string]][] {
  const picture = author.fields.picture;
  const sha256 = picture && useImage(picture.file, "picture.file", author, context);
  if (author.value === undefined) return [];
  const { picture: sent, ...rest } = withoutMark(author.value);
  if (sent === undefined || sha256 === undefined) return [[author.id, rest]];
  const { file: _, ...said } = sent;
  return [[author.id, { ...rest, picture: { sha256, ...said } }]];
}

function licenceOf(
  file: Licence,
  context: Context,
): { id: string; licence: MastheadInput["licences"][string] } | undefined {
  if (file.id === NOT_LICENSED)
    context.mistakes.push({
      ...at(file, {
        field: "id",
        problem: `can't be ${NOT_LICENSED}`,
        allowed: `another name: ${NOT_LICENSED} marks images that aren't licensed`,
      }),
      line: 1,
    });
  const around = { hashes: new Map(), known: new Map(), canonical: undefined, clean: cleanTerms };
  const { html: text } = body(file, around, context);
  return file.value && { id: file.id, licence: { ...withoutMark(file.value), text } };
}

type Files = readonly ReadFile<unknown>[];

/** Returns what a publication refers to. A logo with its own mistake still counts as present. */
function namedIn(publication: Publication | undefined) {
  if (publication === undefined) return { logo: true };
  const { data } = publication.parsed;
  const hasLogo = typeof data === "object" && data !== null && "logo" in data;
  return { ...publication.fields, ...(hasLogo ? { logo: true } : {}) };
}

/** The folders whose files become part of the masthead. */
type Parts = Readonly<Record<"licences" | "authors", Files>>;

/** Returns the file that a masthead field comes from, unless that is the publication's, and the prefix of its field names. */
const partIn = (parts: Parts, field: string) =>
  (["licences", "authors"] as const)
    .flatMap((folder) => parts[folder].map((file) => ({ file, prefix: `${folder}.${file.id}.` })))
    .find(({ prefix }) => field.startsWith(prefix));

/** Returns a masthead field as its own file names it. */
const ownField = (field: string, parts: Parts): string =>
  field.replace(/^publication\./, "").slice(partIn(parts, field)?.prefix.length ?? 0);

type PlacedFiles = {
  stories: Files;
  authors: Files;
  licences: Files;
  publication: ReadFile<unknown> | undefined;
  retired: Retired | undefined;
};

const placeIn =
  ({ stories, authors, licences, publication, retired }: PlacedFiles): Content["place"] =>
  (article, field) => {
    const marked = article === undefined ? markedBy(field, retired) : undefined;
    const all = { sections: [], topics: [], authors, licences };
    const markedFile = marked && all[marked.kind].find(({ id }) => id === marked.id);
    const from =
      article === undefined
        ? (markedFile ?? partIn({ licences, authors }, field)?.file ?? publication)
        : stories.find(({ id }) => id === article);
    if (from === undefined) return { file: "publication.yaml", line: 1 };
    const inFile = markedFile ? "retired" : `${marked?.kind}.${marked?.id}.retired`;
    const own = marked ? inFile : ownField(field, { licences, authors });
    return { file: from.path, line: own === "body" || own === "text" ? from.parsed.bodyLine : from.parsed.lineOf(own) };
  };
