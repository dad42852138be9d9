import { SOURCES } from "../../../model/policy.ts";
import { SourceFailed } from "../../../model/source/failure.ts";
import type { SourceState } from "../../../model/source/state.ts";
import { type Answer, errorCode, readJson, refusal } from "../answer.ts";
import type { Asker } from "../ask.ts";
import { siteTime } from "../clock.ts";
import { requireSameSite } from "../same-site.ts";
import type { List, Page, Query, Site, SiteSource } from "../site.ts";
import { apiAddress, LISTED, rootsOf, WHOLE } from "./address.ts";
import { readCoAuthors, readListed, readPosts } from "./posts.ts";
import { readRoot, type SiteRoot } from "./root.ts";

const ROOT = { _fields: "name,home,namespaces" };
const POSTS = "wp/v2/posts";

/** Creates the site of a WordPress through its REST API. Finding its root updates `state`. */
export function wordPress(asker: Asker, source: SiteSource, state: SourceState, now: number): Site {
  let root = state.root;
  const statuses = source.hasCredentials ? { status: "publish,future" } : {};
  const ask = async (path: string, query: Readonly<Record<string, string>>): Promise<Answer> =>
    asker.text(apiAddress(root ?? (await find()), path, query));
  const find = async (): Promise<string> => {
    const { address, site } = await findRoot(asker, source.settings.address);
    requireSameSite(site.home, state.home ?? source.settings.address);
    if (source.hasCredentials) await checkUser(asker, address);
    root = address;
    Object.assign(state, { root, home: site.home });
    return address;
  };
  const posts = async (query: Record<string, string>) => {
    const answer = await ask(POSTS, { ...statuses, ...query });
    if (isEnd(answer)) return { json: [], ...countsOf(answer, now) };
    if (answer.status === 400 && source.hasCredentials) throw new SourceFailed("bad-credentials", "400");
    return { json: readJson(answer), ...countsOf(answer, now) };
  };
  const whole = async (query: Record<string, string>): Promise<Page> => {
    const { json, ...counts } = await posts({ ...query, ...WHOLE });
    const { coauthored, ...read } = await readPosts(json);
    for (const id of coauthored)
      await addCoAuthors(read.posts, id, await ask("coauthors/v1/coauthors", { post_id: id }));
    return {
      ...read,
      ...counts,
      hasMore: read.posts.length + read.unread.length > 0 && counts.hasMore(Number(query.page ?? 1)),
    };
  };
  return {
    check: async () => {
      root = undefined;
      await find();
      return { ...(state.root ? { root: state.root } : {}), ...(state.home ? { home: state.home } : {}) };
    },
    list: async (query) => {
      const { json, hasMore, ...counts } = await posts({ ...inQuery(query), ...LISTED });
      const listed = await readListed(json);
      return { ...counts, listed, hasMore: "page" in query && hasMore(query.page) && listed.length > 0 } satisfies List;
    },
    page: (page, size) => whole({ orderby: "id", order: "asc", per_page: String(size), page: String(page) }),
    texts: (ids) => whole({ include: ids.join(","), per_page: String(SOURCES.listPage) }),
    isGone: async (id) => isGone(await ask(`${POSTS}/${id}`, { _fields: "id,status" })),
    compare: (one, other) => Number(one) - Number(other),
  };
}

/** Finds the API under either of its addresses. */
async function findRoot(asker: Asker, site: string): Promise<{ address: string; site: SiteRoot }> {
  const [pretty, plain] = rootsOf(site);
  try {
    return { address: pretty, site: readRoot(readJson(await asker.text(apiAddress(pretty, "", ROOT)))) };
  } catch (error) {
    const isMissing =
      error instanceof SourceFailed && ["not-found", "not-json", "rest-disabled"].includes(error.failure.code);
    if (!isMissing) throw error;
    try {
      return { address: plain, site: readRoot(readJson(await asker.text(apiAddress(plain, "", ROOT)))) };
    } catch {
      // The first address's error is the one that an editor can act on.
      throw error;
    }
  }
}

/** Checks the password. A wrong one goes unnoticed in public requests, so this asks for something that needs the user. */
async function checkUser(asker: Asker, root: string): Promise<void> {
  const answer = await asker.text(apiAddress(root, "wp/v2/users/me", { _fields: "id" }));
  if (answer.status === 401 || answer.status === 404) throw new SourceFailed("bad-credentials", String(answer.status));
  readJson(answer);
}

/** Whether a page is after the last one, which is an end and not an error. */
const isEnd = ({ status, text }: Answer): boolean =>
  status === 400 && errorCode(text) === "rest_post_invalid_page_number";

function inQuery(query: Query): Record<string, string> {
  const size = { per_page: String(SOURCES.listPage) };
  const byId = { orderby: "id", order: "asc" };
  if ("since" in query)
    return {
      ...size,
      ...byId,
      page: String(query.page),
      [query.by === "modified" ? "modified_after" : "after"]: query.since,
    };
  if ("newest" in query) return { orderby: "id", order: "desc", per_page: String(query.newest) };
  if ("ids" in query) return { ...size, include: query.ids.join(",") };
  return { ...size, ...byId, page: String(query.page) };
}

/** Returns the total, whether more pages follow, and the site's time. Throws if its clock is wrong. */
function countsOf(answer: Answer, now: number) {
  const { headers } = answer;
  const pages = Number(headers.get("X-WP-TotalPages") ?? Number.NaN);
  return {
    total: Number(headers.get("X-WP-Total") ?? 0),
    date: siteTime(answer, now),
    // A proxy may drop the header; then the page after the last one ends the list.
    hasMore: (page: number) => Number.isNaN(pages) || page < pages,
  };
}

/** Whether a response says that a post isn't public: deleted, a draft, private or in the trash. Throws for anything else. */
function isGone(answer: Answer): boolean {
  const code = errorCode(answer.text);
  if (answer.status === 404 && code === "rest_post_invalid_id") return true;
  if ((answer.status === 401 || answer.status === 403) && code === "rest_forbidden") return true;
  if (answer.status === 200) {
    const json = readJson(answer);
    return (
      typeof json === "object" &&
      json !== null &&
      "status" in json &&
      !["publish", "future"].includes(String(json.status))
    );
  }
  throw refusal(answer);
}

/** Sets the byline from Co-Authors Plus; if that isn't available, WordPress's own author stays. */
function addCoAuthors(posts: Page["posts"], id: string, answer: Answer): void {
  const authors = answer.status === 200 ? readCoAuthors(readJson(answer)) : undefined;
  const post = posts.find((each) => each.id === id);
  if (authors && post) post.authors = authors;
}
