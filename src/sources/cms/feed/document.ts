import type { Cms } from "../../../model/article/cms.ts";
import type { PostAuthor, PostImage } from "../../../model/source/post.ts";

/** A feed in a form common to all formats, before any decision about its items. */
export type FeedDocument = {
  /** The site that the feed belongs to; undefined if it doesn't say. */
  home: string | undefined;
  language: string | undefined;
  /** The CMS that made the feed, if it is one whose HTML we know. */
  cms: Cms | undefined;
  /** The absolute address of the next older page (RFC 5005). */
  next: string | undefined;
  items: FeedItem[];
  removed: Removal[];
};

/** An item of a feed: text as the feed has it, undefined if missing. */
export type FeedItem = {
  guid: string | undefined;
  /** The absolute address; undefined if it isn't the address of a page. */
  link: string | undefined;
  title: string;
  summary: string | undefined;
  html: string | undefined;
  language: string | undefined;
  published: string | undefined;
  updated: string | undefined;
  authors: PostAuthor[];
  terms: string[];
  pictures: PostImage[];
  /** Names of attached files that aren't pictures. */
  files: string[];
};

/** An item that a feed says is gone, and when, in milliseconds: by RFC 6721, by an expired validity, or in our own JSON. */
export type Removal = { guid: string; when: number };

/** The address and the time at which a document was read. */
export type ReadAt = { address: string; now: number };
