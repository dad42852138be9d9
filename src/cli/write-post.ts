import { existsSync } from "node:fs";
import { writeFile as save } from "node:fs/promises";
import { join } from "node:path";
import type { Body, IdentifiedArticle } from "../model/article/article.ts";
import { sha256Hex } from "../model/hash.ts";
import { asSlug } from "../model/mistake.ts";
import { ARTICLE, LENGTH } from "../model/policy.ts";
import { isPublicAddress } from "../model/public-address.ts";
import { leftOutBecause } from "../model/source/mapping.ts";
import type { Post } from "../model/source/post.ts";
import type { SourceSettings } from "../model/source/settings.ts";
import { postWarningSentence } from "../model/source/state.ts";
import { warningSentence } from "../model/warning.ts";
import type { Asker } from "../sources/cms/ask.ts";
import { draftPost } from "../sources/cms/draft-post.ts";
import { ArticleFile } from "../sources/content-folder/field-schemas.ts";
import { orderFields, writeFile, writeYaml } from "../sources/content-folder/write-file.ts";
import { imageFile } from "../sources/content-folder/write-story.ts";
import { htmlOf, writeText } from "../sources/content-folder/write-text.ts";
import { type CleaningResult, cleanHtml } from "../sources/html/clean-html.ts";
import { readImage } from "../sources/image.ts";
import type { Tell } from "./publish-content.ts";

/** What a folder is filled from. `authors` gains the created ones, `names` the files of this run. */
export type Writing = {
  folder: string;
  settings: SourceSettings;
  authors: Record<string, { name: string }>;
  names: Set<string>;
  asker: Pick<Asker, "image">;
  tell: Tell;
};

/** The outcome for a post. */
export type PostOutcome = "written" | "kept" | "leftOut";

/** Not any wire's origin: every link stays as the site has it. */
const ORIGIN = "https://wire.invalid";

/**
 * Writes a post into a folder, with its authors and the pictures whose rights are known by a rule. Existing files stay
 * unchanged.
 */
export async function writePost(writing: Writing, post: Post): Promise<PostOutcome> {
  const { folder, settings, authors, tell } = writing;
  const leave = (reason: string): PostOutcome => {
    tell(`${post.url}: left out. ${reason}`);
    return "leftOut";
  };
  const reason = leftOutBecause(post, settings);
  if (reason !== undefined) return leave(reason);
  const name = nameOf(post, writing.names);
  const path = join(folder, "articles", name);
  if (existsSync(`${path}.md`) || existsSync(`${path}.html`)) return "kept";
  const pictures: Pictures = new Map();
  const keepPicture = (address: string) => fetchPicture(writing.asker, address, pictures);
  const drafting = { settings, now: Date.now(), keepPicture };
  const draft = await draftPost(drafting, post, name, authors, { images: {}, corrections: [] });
  if (!draft.ok) return leave(draft.reason);
  const clean = cleaning(draft.article);
  const cleaned = clean(draft.article.body);
  if (!cleaned.ok) return leave("Its HTML can't be read.");
  for (const warning of [...draft.warnings.map(postWarningSentence), ...cleaned.warnings.map(warningSentence)])
    tell(`${post.url}: warning: ${warning}`);
  for (const [id, author] of Object.entries(draft.made))
    await writeNew(join(folder, "authors", `${id}.yaml`), writeYaml(author));
  Object.assign(authors, draft.made);
  const files = await writePictures(folder, draft.article, pictures);
  const { text, ending } = writeText({
    body: spaced(cleaned.body, clean),
    origin: ORIGIN,
    files,
    isElsewhere: true,
    clean,
  });
  await writeNew(path + ending, writeFile(fieldsOf(draft.article, files, cleaned.captions), withGap(text)));
  return "written";
}

/** Returns a post's file name: its own, or with its id if another post of this run has that name. */
function nameOf({ slug, id }: Post, names: Set<string>): string {
  const own = asSlug(slug)?.slice(0, LENGTH.slug) ?? `post-${id}`;
  const name = names.has(own) ? `${own.slice(0, LENGTH.slug / 2)}-${id}` : own;
  names.add(name);
  return name;
}

type Pictures = Map<string, { extension: string; bytes: Uint8Array }>;

/** Fetches a picture into memory; undefined if it is unavailable or in a format that wires don't carry. */
async function fetchPicture(asker: Writing["asker"], address: string, into: Pictures): Promise<string | undefined> {
  if (!isPublicAddress(address)) return undefined;
  const bytes = await asker.image(address, ARTICLE.imageBytes);
  const read = bytes && readImage(bytes);
  if (bytes === undefined || !read?.ok) return undefined;
  const sha256 = await sha256Hex(bytes);
  into.set(sha256, { extension: read.image.extension, bytes });
  return sha256;
}

/** Writes a story's pictures; returns each one's file. */
async function writePictures(folder: string, { images }: IdentifiedArticle, pictures: Pictures) {
  const files = new Map<string, string>();
  for (const { sha256 } of images) {
    const picture = pictures.get(sha256);
    if (picture === undefined) continue;
    const file = imageFile({ sha256, extension: picture.extension });
    files.set(sha256, file);
    await writeNew(join(folder, "images", file), picture.bytes);
  }
  return files;
}

/** Cleans HTML as a wire would, so that the file contains the result. */
function cleaning({ images, canonical, cms }: IdentifiedArticle): (html: string) => CleaningResult {
  const known = new Map(images.map((image) => [image.sha256, image]));
  return (html) => cleanHtml(html, { origin: ORIGIN, base: canonical, cms, images: known });
}

/** Puts blocks on their own lines, as in Markdown: a CMS's line breaks between blocks mean nothing. */
function spaced(body: Body, clean: (html: string) => CleaningResult): Body {
  const html = body.map(htmlOf).join("");
  const cleaned = clean(html.replace(BETWEEN, "$1\n"));
  return cleaned.ok ? cleaned.body : body;
}

const BETWEEN =
  /(<\/(?:p|h[1-6]|ul|ol|blockquote|figure|pre)>|<hr>)\s*(?=<(?:p|h[1-6]|ul|ol|blockquote|figure|pre|hr)\b)/g;

/** Returns a story's fields for its file, without empty ones, in the documented order. */
function fieldsOf(
  { id: _id, cms: _cms, body: _body, images, status, ...article }: IdentifiedArticle,
  files: ReadonlyMap<string, string>,
  captions: ReadonlyMap<string, string>,
): Record<string, unknown> {
  const shown = images.map(({ sha256, alt, caption = captions.get(sha256), ...rights }) => ({
    ...{ file: files.get(sha256), alt },
    ...(caption === undefined ? {} : { caption }),
    ...rights,
  }));
  const all = { ...article, ...(status === "usable" ? {} : { status }), images: shown };
  const said = Object.entries(all).filter(([, value]) => !Array.isArray(value) || value.length > 0);
  return orderFields(Object.fromEntries(said), ArticleFile.shape);
}

/** A blank line separates Markdown from HTML. */
const withGap = (text: string): string => `\n${text.trim()}\n`;

async function writeNew(path: string, bytes: string | Uint8Array): Promise<void> {
  if (!existsSync(path)) await save(path, bytes);
}
