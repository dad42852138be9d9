import type { Cms } from "../../../model/article/cms.ts";
import type { PostAuthor, PostImage } from "../../../model/source/post.ts";

/** A feed as every format has it: before anything is decided of its items. */
export type FeedDocument = {
  /** The site that the feed is of; undefined where it doesn't say. */
  home: string | undefined;
  language: string | undefined;
  /** What made it, where that is a CMS whose HTML we know. */
  cms: Cms | undefined;
  /** What is older, RFC 5005: an absolute address. */
  next: string | undefined;
  items: FeedItem[];
  removed: Removal[];
};

/** An item of a feed: text as the feed has it, undefined where it has none. */
export type FeedItem = {
  guid: string | undefined;
  /** Absolute, and undefined where it is no address of a page. */
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
  /** Files beside the text that are no pictures. */
  files: string[];
};

/** What a feed says is gone, and when it went, in milliseconds: by RFC 6721, by an end of validity, or in our own JSON. */
export type Removal = { guid: string; when: number };

/** Where a document was read, and when. */
export type ReadAt = { address: string; now: number };
