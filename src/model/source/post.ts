import type { Cms } from "../article/cms.ts";
import type { PostWarning } from "./state.ts";

/** A post that a newsroom's CMS published, from any kind of source, before mapping, license and image rules. */
export type Post = {
  /** The CMS's own id, which stays when slug and URL change. For feeds, a hash of the guid. */
  id: string;
  /** The public URL, https or http: our story's canonical, and the base of relative links. */
  url: string;
  /** The last segment of the URL, as the CMS has it. */
  slug: string;
  /** Plain text, with entities decoded and no markup. */
  title: string;
  /** Plain text; null if the CMS derived it from the body, or has none. */
  summary: string | null;
  /** The body as published: rendered HTML. */
  html: string;
  /** BCP 47; null if the CMS doesn't say. */
  language: string | null;
  /** UTC to the second, `2026-06-01T12:00:00Z`. */
  published: string;
  /** UTC to the second; if a feed has none, `published`. */
  modified: string;
  /** Tells states of the post apart if `modified` doesn't: some changes don't update it. */
  revision?: string;
  /** `scheduled`: not public in the CMS yet, with `published` in the future; requires credentials. Drafts are never included. */
  status: "published" | "scheduled";
  /** Who may read the whole text there. Only `public` posts are ever taken. */
  access: "public" | "members" | "password";
  /** In byline order; never an account's login. */
  authors: PostAuthor[];
  categories: PostTerm[];
  tags: PostTerm[];
  /** The lead picture. */
  image: PostImage | null;
  /** Further pictures outside the text. */
  pictures?: PostImage[];
  /** The CMS that made the HTML, if the kind of source doesn't say. */
  cms?: Cms;
  /** Warnings for an editor about how it was read. */
  warnings?: PostWarning[];
  /** The URL of first publication according to the CMS, if that is another site. */
  original?: string | undefined;
};

/** An author in a byline: `id` is the CMS's, `name` is printed. */
export type PostAuthor = { id: string; name: string; url: string | null; bio: string | null; picture: string | null };

/** A category or a tag. Feeds only have names: `slug` is then derived from the name. */
export type PostTerm = { id: string; slug: string; name: string };

/** A picture with its texts, all plain. */
export type PostImage = { url: string; alt: string | null; caption: string | null; credit: string | null };
