import { SOURCES } from "../../../model/policy.ts";
import { SourceFailed } from "../../../model/source/failure.ts";
import type { SourceState } from "../../../model/source/state.ts";
import type { Answer } from "../answer.ts";
import type { Asker } from "../ask.ts";
import { siteTime } from "../clock.ts";
import { requireSameSite } from "../same-site.ts";
import type { Query, Site, SiteSource } from "../site.ts";
import { among, apiAddress, BY_ID, HEADERS, LISTED, NEWEST, rootOf, since, WHOLE } from "./address.ts";
import { readAnswer, readHome, saysGone } from "./answer.ts";
import { readList, readListed, readPosts } from "./posts.ts";

/** Creates the site of a Ghost through its Content API. `key` is that API's; a successful check updates `state`. */
export function ghost(
  asker: Asker,
  source: SiteSource,
  state: SourceState,
  now: number,
  key: string | undefined,
): Site {
  if (key === undefined) throw new SourceFailed("no-key");
  const root = rootOf(source.settings.address);
  const ask = (path: string, query: Readonly<Record<string, string>>): Promise<Answer> =>
    asker.text(apiAddress(root, path, key, query), HEADERS);
  const posts = async (query: Record<string, string>) => {
    const answer = await ask("posts", query);
    return { ...readList(readAnswer(answer)), date: siteTime(answer, now) };
  };
  return {
    check: async () => {
      const home = readHome(readAnswer(await ask("settings", {})));
      // A Ghost that accepts the key is the right site, whatever its public address; from then on the address must stay the same.
      requireSameSite(home, state.home ?? home);
      Object.assign(state, { root, home });
      return { root, home };
    },
    list: async (query) => {
      const { entries, ...counts } = await posts({ ...inQuery(query), ...LISTED });
      return { ...counts, listed: await readListed(entries), hasMore: "page" in query && counts.hasMore };
    },
    page: async (page, size) => {
      const { entries, ...counts } = await posts({ ...BY_ID, ...WHOLE, limit: String(size), page: String(page) });
      return { ...counts, ...(await readPosts(entries)) };
    },
    texts: async (ids) => {
      const { entries } = await posts({ ...among(ids), ...WHOLE, limit: String(SOURCES.listPage) });
      return readPosts(entries);
    },
    isGone: async (id) => saysGone(await ask(`posts/${id}`, { fields: "id" })),
    compare: (one, other) => (one < other ? -1 : Number(one > other)),
  };
}

function inQuery(query: Query): Record<string, string> {
  const limit = String(SOURCES.listPage);
  if ("newest" in query) return { ...NEWEST, limit: String(query.newest) };
  if ("ids" in query) return { ...among(query.ids), limit };
  const page = { ...BY_ID, limit, page: String(query.page) };
  if (!("since" in query)) return page;
  return { ...page, ...since(query.by === "modified" ? "updated_at" : "published_at", query.since) };
}
