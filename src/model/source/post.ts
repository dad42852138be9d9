import type { Cms } from "../article/cms.ts";
import type { PostWarning } from "./state.ts";

/** A text that a newsroom's CMS published, as every kind of source hands it over: before our mapping, licence and image rules. */
export type Post = {
  /** The CMS's own id of the text: it stays though slug and address change. In feeds a hash of the guid. */
  id: string;
  /** The public address, https or http: our story's canonical, and what relative links are read against. */
  url: string;
  /** The last part of the address, as the CMS has it. */
  slug: string;
  /** Plain text, entities decoded, no markup. */
  title: string;
  /** Plain text; null where the CMS made it of the body's first words, or has none. */
  summary: string | null;
  /** The body as published: rendered HTML. */
  html: string;
  /** BCP 47; null where the CMS doesn't say. */
  language: string | null;
  /** UTC to the second, `2026-06-01T12:00:00Z`. */
  published: string;
  /** UTC to the second; where a feed gives none, `published`. */
  modified: string;
  /** What tells one state of the post from another, where `modified` doesn't: some changes move no time. */
  revision?: string;
  /** `scheduled`: not out yet in the CMS, `published` lies ahead; comes only with credentials. Drafts never come. */
  status: "published" | "scheduled";
  /** Who may read the whole text there. Only `public` is ever taken. */
  access: "public" | "members" | "password";
  /** In the order of the byline; never an account's login. */
  authors: PostAuthor[];
  categories: PostTerm[];
  tags: PostTerm[];
  /** The lead picture. */
  image: PostImage | null;
  /** Further pictures beside the text. */
  pictures?: PostImage[];
  /** The CMS whose HTML it is, where the kind of source doesn't say. */
  cms?: Cms;
  /** What an editor should know of how it was read. */
  warnings?: PostWarning[];
  /** Where the CMS says that the text was published first, if that is another site. */
  original?: string | undefined;
};

/** Somebody in a byline: `id` is the CMS's, `name` what is printed. */
export type PostAuthor = { id: string; name: string; url: string | null; bio: string | null; picture: string | null };

/** A category or a tag. Feeds have names alone: `slug` is made of the name then. */
export type PostTerm = { id: string; slug: string; name: string };

/** A picture, and what is said of it: plain text. */
export type PostImage = { url: string; alt: string | null; caption: string | null; credit: string | null };
