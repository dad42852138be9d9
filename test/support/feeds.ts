import { parseFeed } from "feedsmith";
import { SaxesParser } from "saxes";
import { ORIGIN } from "./wire.ts";

/** What an independent reader finds in a feed document: the items, the removed ones, and the links. */
export type Found = { ids: string[]; gone: string[]; links: Record<string, string> };

type Link = { rel?: string | undefined; href?: string | undefined };
const byRel = (links: readonly Link[] | undefined): Record<string, string> =>
  Object.fromEntries((links ?? []).map(({ rel = "alternate", href = "" }) => [rel, href]));

/** Reads a document of any format: XML with `feedsmith`, and JSON as plain JSON, because `_commonwire` is ours. */
export function read(text: string): Found {
  if (text.startsWith("{")) return readJson(text);
  const parsed = parseFeed(text);
  if (parsed.format === "rss") {
    const items = parsed.feed.items ?? [];
    // A removal notice: its validity ended at its last modification.
    const isGone = ({ dcterms }: (typeof items)[number]) =>
      dcterms?.valid?.[0]?.includes(`end=${dcterms.modified?.[0]};`) === true;
    return {
      ids: items.filter((item) => !isGone(item)).map(({ guid }) => guid?.value ?? ""),
      gone: items.filter(isGone).map(({ guid }) => guid?.value ?? ""),
      links: byRel(parsed.feed.atom?.links),
    };
  }
  if (parsed.format !== "atom") throw new Error(`neither RSS nor Atom: ${text.slice(0, 200)}`);
  const { entries = [], links } = parsed.feed;
  const gone = tombstonesOf(text).map(({ ref }) => ref);
  // Each tombstone comes with an entry of the same id, for readers that don't know tombstones.
  const ids = entries.map(({ id }) => id ?? "").filter((id) => !gone.includes(id));
  if (ids.length + gone.length !== entries.length) throw new Error("a tombstone stands alone, or an entry twice");
  return { ids, gone, links: byRel(links) };
}

type JsonFeed = {
  items: { id: string; _commonwire: { notice?: string } }[];
  feed_url?: string;
  next_url?: string;
  hubs?: { url: string }[];
};

function readJson(text: string): Found {
  const { items, feed_url, next_url, hubs }: JsonFeed = JSON.parse(text);
  const idsOf = (isGone: boolean) =>
    items.filter((item) => (item._commonwire.notice !== undefined) === isGone).map(({ id }) => id);
  return {
    ids: idsOf(false),
    gone: idsOf(true),
    links: {
      ...(feed_url === undefined ? {} : { self: feed_url }),
      ...(next_url === undefined ? {} : { next: next_url, "prev-archive": next_url }),
      ...(hubs?.[0] === undefined ? {} : { hub: hubs[0].url }),
    },
  };
}

export type Tombstone = { ref: string; when: string; by: string; comment: string; links: Record<string, string> };

const TOMBSTONES = "http://purl.org/atompub/tombstones/1.0";

/** Returns the tombstones of an Atom document, children of its root as in RFC 6721: no feed parser we know of returns them. */
export function tombstonesOf(xml: string): Tombstone[] {
  const found: Tombstone[] = [];
  const path: string[] = [];
  const parser = new SaxesParser({ xmlns: true });
  parser.on("opentag", ({ uri, local, attributes }) => {
    const value = (name: string) => attributes[name]?.value ?? "";
    path.push(uri === TOMBSTONES ? `at:${local}` : local);
    if (path.join("/") === "feed/at:deleted-entry")
      found.push({ ref: value("ref"), when: value("when"), by: "", comment: "", links: {} });
    const last = found.at(-1);
    if (last && path.join("/") === "feed/at:deleted-entry/link") last.links[value("rel")] = value("href");
  });
  parser.on("text", (text) => {
    const last = found.at(-1);
    if (last && path.join("/") === "feed/at:deleted-entry/at:by/name") last.by += text;
    if (last && path.join("/") === "feed/at:deleted-entry/at:comment") last.comment += text;
  });
  parser.on("closetag", () => path.pop());
  parser.write(xml).close();
  return found;
}

/** Follows a feed to the end of its archive and returns each document with its path. `get` reads one by path. */
export async function walk(
  start: string,
  get: (path: string) => Promise<Response>,
): Promise<(Found & { path: string })[]> {
  const documents: (Found & { path: string })[] = [];
  for (let path: string | undefined = start; path !== undefined; ) {
    const response: Response = await get(path);
    if (!response.ok) throw new Error(`${path}: ${response.status}`);
    const found = read(await response.text());
    documents.push({ ...found, path });
    path = found.links["prev-archive"]?.slice(ORIGIN.length);
  }
  return documents;
}
