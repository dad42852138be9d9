import type { Post } from "../../model/source/post.ts";
import type { Source, SourceState } from "../../model/source/state.ts";

/** An id and its time of change in UTC, or the `revision` that posts of such a site have. */
export type Listed = { id: string; modified: string };

/** A query for a list: posts edited or published since a time, the newest, certain ids, or everything in order of id. */
export type Query =
  | { since: string; by: "modified" | "published"; page: number }
  | { newest: number }
  | { ids: readonly string[] }
  | { page: number };

/** A list, the site's total number of posts, whether more pages follow, and the site's time in milliseconds. */
export type List = { listed: Listed[]; total: number; hasMore: boolean; date: number };

/** A page of full posts, the ids of those that can't be read, and the same counts as a list. */
export type Page = { posts: Post[]; unread: string[]; total: number; hasMore: boolean; date: number };

/** The part of a source that is needed to query its site. */
export type SiteSource = Pick<Source, "settings" | "hasCredentials">;

/** A CMS that can be queried for lists and for posts by id. Every method throws `SourceFailed` if the site fails. */
export type Site = {
  /** Checks that the site responds, is the same as before, and accepts our credentials; returns what to keep about it. */
  check: () => Promise<Pick<SourceState, "root" | "home">>;
  list: (query: Query) => Promise<List>;
  page: (page: number, size: number) => Promise<Page>;
  texts: (ids: readonly string[]) => Promise<Pick<Page, "posts" | "unread">>;
  /** Whether one post that was missing from a list is gone. */
  isGone: (id: string) => Promise<boolean>;
  /** Compares ids in the site's order. */
  compare: (one: string, other: string) => number;
};
