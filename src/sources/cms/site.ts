import type { Post } from "../../model/source/post.ts";
import type { Source, SourceState } from "../../model/source/state.ts";

/** An id and when it was changed, UTC; or the `revision` that the posts of such a site have. */
export type Listed = { id: string; modified: string };

/** What is asked of a list: what was edited or came out since a time, the newest, some ids, or everything by id. */
export type Query =
  | { since: string; by: "modified" | "published"; page: number }
  | { newest: number }
  | { ids: readonly string[] }
  | { page: number };

/** A list, how many posts the site says there are, whether there is more behind it, and the site's time in milliseconds. */
export type List = { listed: Listed[]; total: number; hasMore: boolean; date: number };

/** A page of whole posts, those of it that can't be read, and the same beside. */
export type Page = { posts: Post[]; unread: string[]; total: number; hasMore: boolean; date: number };

/** As much of a source as asking its site takes. */
export type SiteSource = Pick<Source, "settings" | "hasCredentials">;

/** A CMS that can be asked for lists and for posts by id. Everything throws `SourceFailed` where the site fails. */
export type Site = {
  /** Makes sure that the site is there, is the same as before, and knows our password; answers with what to keep of it. */
  check: () => Promise<Pick<SourceState, "root" | "home">>;
  list: (query: Query) => Promise<List>;
  page: (page: number, size: number) => Promise<Page>;
  texts: (ids: readonly string[]) => Promise<Pick<Page, "posts" | "unread">>;
  /** Asks for one post that wasn't in a list. */
  isGone: (id: string) => Promise<boolean>;
  /** Orders ids as the site does. */
  compare: (one: string, other: string) => number;
};
