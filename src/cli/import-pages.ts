import { SOURCES } from "../model/policy.ts";
import { failureSentence, SourceFailed } from "../model/source/failure.ts";
import type { Post } from "../model/source/post.ts";
import type { SourceSettings } from "../model/source/settings.ts";
import { type Answer, readJson, refusal } from "../sources/cms/answer.ts";
import { decodeText } from "../sources/cms/decode.ts";
import { readItems } from "../sources/cms/feed/posts.ts";
import { readFeed } from "../sources/cms/feed/read-feed.ts";
import { apiAddress, rootsOf, WHOLE } from "../sources/cms/wordpress/address.ts";
import { readPosts } from "../sources/cms/wordpress/posts.ts";

/** A page of a site's posts, those that can't be stories, and how many posts the site says that there are. */
export type PostPage = { posts: Post[]; unread: { url: string; reason: string }[]; total: number | undefined };

/** All public posts of a site, page by page. Throws what an editor can do something about. */
export async function* pagesOf({ kind, address }: Pick<SourceSettings, "kind" | "address">): AsyncGenerator<PostPage> {
  try {
    yield* kind === "feed" ? feedPages(address) : wordPressPages(address);
  } catch (error) {
    if (error instanceof SourceFailed) throw new Error(failureSentence(error.failure, kind));
    throw error;
  }
}

async function* wordPressPages(site: string): AsyncGenerator<PostPage> {
  for (let page = 1; ; page++) {
    const query = { ...WHOLE, per_page: String(SOURCES.importPage), page: String(page), orderby: "id", order: "asc" };
    const answer = await firstAnswer(rootsOf(site).map((root) => apiAddress(root, "wp/v2/posts", query)));
    const { posts } = readPosts(readJson(answer));
    yield { posts, unread: [], total: Number(answer.headers.get("X-WP-Total") ?? posts.length) };
    if (page >= Number(answer.headers.get("X-WP-TotalPages") ?? 1)) return;
  }
}

/** The first of some addresses that isn't missing. */
async function firstAnswer([address = "", ...others]: readonly string[]): Promise<Answer> {
  const answer = await ask(address, "application/json");
  const isJson = /json/i.test(answer.headers.get("Content-Type") ?? "");
  return others.length > 0 && (answer.status === 404 || !isJson) ? firstAnswer(others) : answer;
}

/** The feed and its archive; a page that was read already ends it. */
async function* feedPages(feed: string): AsyncGenerator<PostPage> {
  const read = new Set<string>();
  for (let address: string | undefined = feed; address !== undefined && !read.has(address); ) {
    read.add(address);
    const answer = await ask(address, "*/*");
    if (answer.status !== 200) throw refusal(answer);
    const document = readFeed(answer, Date.now());
    const { fit, unfit } = await readItems(document);
    yield { posts: fit.map(({ post }) => post), unread: unfit, total: undefined };
    address = document.items.length === 0 ? undefined : document.next;
  }
}

async function ask(address: string, accept: string): Promise<Answer> {
  const response = await fetch(address, { headers: { Accept: accept, "User-Agent": "Commonwire (import)" } });
  const bytes = new Uint8Array(await response.arrayBuffer());
  const text = decodeText(bytes, response.headers.get("Content-Type"));
  return { status: response.status, headers: response.headers, text, address };
}
