import { z } from "zod";
import { SourceFailed } from "../../../model/source/failure.ts";
import type { Post, PostAuthor, PostImage, PostTerm } from "../../../model/source/post.ts";
import { plain } from "../plain.ts";
import { revisionOf } from "../revision.ts";

/** A Ghost id: the creation time of the draft and a number, so ids sort as text. */
const id = z.string().regex(/^[0-9a-f]{24}$/);
/** A time with an offset, converted to UTC with whole seconds. */
const time = z.iso.datetime({ offset: true }).transform((text) => `${new Date(text).toISOString().slice(0, 19)}Z`);
const words = z.string().nullish().catch(null);

const Tag = z.object({ id: z.string(), slug: z.string(), name: z.string() });
const Author = z.object({ id: z.string(), name: z.string(), url: words, bio: words, profile_image: words });

const listed = {
  id,
  updated_at: time,
  feature_image_alt: words,
  feature_image_caption: words,
  tags: z.array(Tag).catch([]),
  authors: z.array(Author).catch([]),
};
const Listed = z.object(listed);
type Listed = z.infer<typeof Listed>;

const GhostPost = z.object({
  ...listed,
  slug: z.string(),
  title: z.string(),
  url: z.string(),
  html: z.string().nullish(),
  published_at: time,
  custom_excerpt: words,
  feature_image: words,
  canonical_url: words,
  visibility: z.string(),
  access: z.boolean().optional(),
});
type GhostPost = z.infer<typeof GhostPost>;

const Pagination = z.object({ page: z.int(), pages: z.int(), total: z.int() });
const List = z.object({ posts: z.array(z.unknown()), meta: z.object({ pagination: Pagination }) });

/** Reads a list: its entries, the total, and whether more pages follow. A page after the last is empty. */
export function readList(json: unknown): { entries: unknown[]; total: number; hasMore: boolean } {
  const read = List.safeParse(json);
  if (!read.success) throw new SourceFailed("unexpected", "the list of posts");
  const { page, pages, total } = read.data.meta.pagination;
  return { entries: read.data.posts, total, hasMore: page < pages };
}

/** Returns ids, each with a revision that changes with the post. Throws if an entry is invalid. */
export async function readListed(entries: readonly unknown[]): Promise<{ id: string; modified: string }[]> {
  const read = z.array(Listed).safeParse(entries);
  if (!read.success) throw new SourceFailed("unexpected", "the list of posts");
  return Promise.all(read.data.map(async (each) => ({ id: each.id, modified: await ghostRevision(each) })));
}

/** Returns the posts of a response, and the ids of those that can't be read. */
export async function readPosts(entries: readonly unknown[]): Promise<{ posts: Post[]; unread: string[] }> {
  const read = entries.map((entry) => [entry, GhostPost.safeParse(entry)] as const);
  return {
    posts: await Promise.all(read.flatMap(([, { data }]) => (data === undefined ? [] : [postOf(data)]))),
    unread: read.flatMap(([entry, { success }]) => (success ? [] : idIn(entry))),
  };
}

function idIn(entry: unknown): string[] {
  const read = z.object({ id }).safeParse(entry);
  return read.success ? [read.data.id] : [];
}

/** Returns a revision that includes what Ghost doesn't date: changes to tags, authors and the words of a picture. */
const ghostRevision = ({ updated_at, tags, authors, ...post }: Listed): Promise<string> =>
  revisionOf(updated_at, [
    tags.map(({ slug }) => slug),
    authors.map((author) => [author.id, author.name]),
    post.feature_image_alt ?? "",
    post.feature_image_caption ?? "",
  ]);

/** Converts a Ghost post to the common form. Ghost has only tags, so each is a category too, the primary one first. */
async function postOf(post: GhostPost): Promise<Post> {
  const tags = post.tags.map(({ id, slug, name }): PostTerm => ({ id, slug, name }));
  return {
    id: post.id,
    url: post.url,
    slug: post.slug,
    title: post.title,
    summary: post.custom_excerpt || null,
    html: post.html ?? "",
    // Ghost has one language for the whole site, and that stays English unless somebody changes it.
    language: null,
    published: post.published_at,
    modified: post.updated_at,
    revision: await ghostRevision(post),
    status: "published",
    access: isPublic(post) ? "public" : "members",
    authors: post.authors.map(authorOf),
    categories: tags,
    tags,
    image: imageOf(post),
    original: originalOf(post),
  };
}

/** Whether a post is public. Otherwise its text is missing or cut off at the paywall, and nothing in the text says so. */
const isPublic = ({ visibility, access }: GhostPost): boolean => visibility === "public" && access !== false;

const authorOf = ({ id, name, url, bio, profile_image }: z.infer<typeof Author>): PostAuthor => ({
  ...{ id, name, url: url ?? null, bio: bio || null, picture: profile_image || null },
});

/** Returns the picture above the text. Its caption is HTML and contains the credit. */
function imageOf({ feature_image, feature_image_alt, feature_image_caption }: GhostPost): PostImage | null {
  if (!feature_image) return null;
  const caption = plain(feature_image_caption ?? "");
  return { url: feature_image, alt: feature_image_alt || null, caption: caption || null, credit: null };
}

/** Returns the address of a text that was published elsewhere first; undefined if it is the site's own. */
function originalOf({ canonical_url, url }: GhostPost): string | undefined {
  if (!canonical_url || !URL.canParse(canonical_url) || !URL.canParse(url)) return undefined;
  return new URL(canonical_url).host === new URL(url).host ? undefined : canonical_url;
}
