import { z } from "zod";
import { SourceFailed } from "../../../model/source/failure.ts";
import type { Post, PostAuthor, PostImage, PostTerm } from "../../../model/source/post.ts";
import { plain } from "../plain.ts";
import { revisionOf } from "../revision.ts";

const id = z.int().positive().transform(String);
/** A UTC time without its Z. */
const time = z
  .string()
  .regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/)
  .transform((text) => `${text.slice(0, 19)}Z`);
const rendered = z.object({ rendered: z.string().catch(""), protected: z.boolean().optional() });

/** Ids of what belongs to a post besides its text; a plug-in or a setting may remove any of them. */
const ids = z.array(z.int()).catch([]);
const beside = {
  author: z.int().catch(0),
  featured_media: z.int().catch(0),
  categories: ids,
  tags: ids,
  coauthors: ids,
};

const Listed = z.object({ id, modified_gmt: time, ...beside });
type Listed = z.infer<typeof Listed>;

const Term = z.object({ id, slug: z.string(), name: z.string(), taxonomy: z.string() });
const User = z.object({
  id: z.union([z.int(), z.string()]).transform(String),
  name: z.string(),
  link: z.string().nullish(),
  description: z.string().nullish(),
});
const Media = z.object({
  source_url: z.string(),
  alt_text: z.string().catch(""),
  caption: rendered.optional(),
  media_details: z
    .object({
      image_meta: z
        .object({ credit: z.string().catch(""), copyright: z.string().catch("") })
        .partial()
        .optional(),
    })
    .partial()
    .nullish(),
});
/** A byline of the plug-in PublishPress Authors. */
const Byline = z.object({ term_id: z.int().optional(), display_name: z.string() });

const WordPressPost = Listed.extend({
  date_gmt: time,
  slug: z.string(),
  status: z.string().default("publish"),
  link: z.string(),
  title: rendered,
  content: rendered,
  excerpt: rendered.optional(),
  lang: z.string().nullish().catch(null),
  authors: z.array(z.unknown()).optional().catch(undefined),
  _embedded: z
    .object({
      author: z.array(z.unknown()).optional(),
      "wp:featuredmedia": z.array(z.unknown()).optional(),
      "wp:term": z.array(z.array(z.unknown())).optional(),
    })
    .partial()
    .optional()
    .catch(undefined),
});
type WordPressPost = z.infer<typeof WordPressPost>;

/** An id and its revision: the time of change plus a hash of what can change without it. */
type ListedPost = { id: string; modified: string };

/** Reads a list of ids. Throws if the response isn't one. */
export async function readListed(json: unknown): Promise<ListedPost[]> {
  const read = z.array(Listed).safeParse(json);
  if (!read.success) throw new SourceFailed("unexpected", "the list of posts");
  return Promise.all(read.data.map(async (each) => ({ id: each.id, modified: await wordPressRevision(each) })));
}

/** Returns a revision that includes what WordPress doesn't date: terms, authors or a picture changed by a program. */
const wordPressRevision = ({ modified_gmt, author, featured_media, categories, tags, coauthors }: Listed) =>
  revisionOf(modified_gmt, [author, featured_media, [...categories].sort(), [...tags].sort(), coauthors]);

/** Returns the posts of a response, the ids of those that can't be read, and the ids of those with coauthors. */
export async function readPosts(json: unknown): Promise<{ posts: Post[]; unread: string[]; coauthored: string[] }> {
  if (!Array.isArray(json)) throw new SourceFailed("unexpected", "the posts");
  const posts: Post[] = [];
  const unread: string[] = [];
  const coauthored: string[] = [];
  for (const each of json) {
    const read = WordPressPost.safeParse(each);
    if (!read.success) unread.push(idIn(each));
    else {
      posts.push(await postOf(read.data));
      if (read.data.coauthors.length > 1) coauthored.push(read.data.id);
    }
  }
  return { posts, unread: unread.filter((each) => each !== ""), coauthored };
}

function idIn(value: unknown): string {
  const read = z.object({ id }).safeParse(value);
  return read.success ? read.data.id : "";
}

/** Converts a WordPress post to the common form. */
async function postOf(post: WordPressPost): Promise<Post> {
  const terms = (post._embedded?.["wp:term"] ?? []).flat().flatMap((each) => readOr(Term, each));
  const excerpt = plain(post.excerpt?.rendered ?? "");
  return {
    id: post.id,
    url: post.link,
    slug: decodeSlug(post.slug),
    title: plain(post.title.rendered),
    summary: isMade(excerpt, post.content.rendered) ? null : excerpt,
    html: post.content.rendered,
    language: post.lang ?? null,
    published: post.date_gmt,
    modified: post.modified_gmt,
    revision: await wordPressRevision(post),
    status: post.status === "future" ? "scheduled" : "published",
    access: post.content.protected ? "password" : "public",
    authors: authorsOf(post),
    categories: terms.filter(({ taxonomy }) => taxonomy === "category").map(termOf),
    tags: terms.filter(({ taxonomy }) => taxonomy === "post_tag").map(termOf),
    image: imageOf(post),
  };
}

/** Whether WordPress generated an excerpt from the first words: it ends in an ellipsis, or the text starts with it. */
const isMade = (excerpt: string, html: string): boolean =>
  /(?:^|\[?…\]?|\[\.\.\.\])$/.test(excerpt) || letters(html).startsWith(letters(excerpt));

/** Returns only letters and digits, dropping everything that may be written in different ways. */
const letters = (html: string): string =>
  plain(html.replace(/<figure\b[\s\S]*?<\/figure>/gi, " ")).replace(/[^\p{L}\p{N}]/gu, "");

/** Parses a value, or returns nothing: WordPress puts an object with `code` in place of what it refuses. */
function readOr<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema>[] {
  const read = schema.safeParse(value);
  return read.success ? [read.data] : [];
}

const termOf = ({ id, slug, name }: z.infer<typeof Term>): PostTerm => ({
  id,
  slug: decodeSlug(slug),
  name: plain(name),
});

function authorsOf({ authors = [], _embedded }: WordPressPost): PostAuthor[] {
  const bylines = authors.flatMap((each) => readOr(Byline, each));
  if (bylines.length > 0)
    return bylines.map(({ term_id, display_name }) => authorOf(`term-${term_id ?? display_name}`, display_name));
  return (_embedded?.author ?? [])
    .flatMap((each) => readOr(User, each))
    .map(({ id, name, link, description }) => ({
      ...authorOf(id, name),
      url: link ?? null,
      bio: description ? plain(description) : null,
    }));
}

const authorOf = (id: string, name: string): PostAuthor => ({
  id,
  name: plain(name),
  url: null,
  bio: null,
  picture: null,
});

const CoAuthors = z.array(z.object({ id: z.union([z.int(), z.string()]).transform(String), display_name: z.string() }));

/** Returns the byline of a post from Co-Authors Plus, including guests; undefined if it has none. */
export function readCoAuthors(json: unknown): PostAuthor[] | undefined {
  const read = CoAuthors.safeParse(json);
  return read.success && read.data.length > 0
    ? read.data.map((each) => authorOf(each.id, each.display_name))
    : undefined;
}

function imageOf({ _embedded }: WordPressPost): PostImage | null {
  const [media] = (_embedded?.["wp:featuredmedia"] ?? []).flatMap((each) => readOr(Media, each));
  if (media === undefined) return null;
  const { credit = "", copyright = "" } = media.media_details?.image_meta ?? {};
  const caption = plain(media.caption?.rendered ?? "");
  return {
    url: media.source_url,
    alt: media.alt_text === "" ? null : plain(media.alt_text),
    caption: caption || null,
    credit: plain(credit || copyright) || null,
  };
}

function decodeSlug(slug: string): string {
  try {
    return decodeURIComponent(slug);
  } catch {
    return slug;
  }
}
