import { SOURCES } from "../model/policy.ts";
import { failureSentence, SourceFailed } from "../model/source/failure.ts";
import type { Post } from "../model/source/post.ts";
import type { SourceSettings } from "../model/source/settings.ts";
import { FIRST_STATE } from "../model/source/state.ts";
import { refusal } from "../sources/cms/answer.ts";
import type { Asker } from "../sources/cms/ask.ts";
import { readItems } from "../sources/cms/feed/posts.ts";
import { readFeed } from "../sources/cms/feed/read-feed.ts";
import { siteOf } from "../sources/cms/site-of.ts";

/** A page of a site's posts, those that can't be stories, and the number of posts that the site reports. */
export type PostPage = {
  posts: readonly Post[];
  unread: { url: string; reason: string }[];
  total: number | undefined;
  hasMore: boolean;
};

/** The client for a site, the site's settings, and its password or key. */
export type AskedSite = { asker: Asker; settings: SourceSettings; secret: string | undefined };

/** Yields all of a site's available posts, page by page. Throws problems that an editor can fix. */
export async function* pagesOf(asked: AskedSite): AsyncGenerator<PostPage> {
  const { kind, address } = asked.settings;
  try {
    yield* kind === "feed" ? feedPages(asked.asker, address) : sitePages(asked);
  } catch (error) {
    if (error instanceof SourceFailed) throw new Error(failureSentence(error.failure, kind));
    throw error;
  }
}

async function* sitePages({ asker, settings, secret }: AskedSite): AsyncGenerator<PostPage> {
  const source = { settings, hasCredentials: secret !== undefined };
  const site = siteOf({ asker, source, state: { ...FIRST_STATE }, secret }, Date.now());
  await site.check();
  for (let page = 1, hasMore = true; hasMore; page++) {
    const read = await site.page(page, SOURCES.importPage);
    const unread = read.unread.map((id) => ({
      url: `Post ${id}`,
      reason: "We can't read this post in the site's answer.",
    }));
    hasMore = read.hasMore;
    yield { posts: read.posts, unread, total: read.total, hasMore };
  }
}

/** Yields a feed and its archive; a page that was read already ends it. */
async function* feedPages(asker: Asker, feed: string): AsyncGenerator<PostPage> {
  const read = new Set<string>();
  for (let address: string | undefined = feed; address !== undefined && !read.has(address); ) {
    read.add(address);
    const answer = await asker.text(address, { Accept: "*/*" });
    if (answer.status !== 200) throw refusal(answer);
    const document = readFeed(answer, Date.now());
    const { fit, unfit } = await readItems(document);
    address = document.items.length === 0 ? undefined : document.next;
    yield { posts: fit.map(({ post }) => post), unread: unfit, total: undefined, hasMore: address !== undefined };
  }
}
