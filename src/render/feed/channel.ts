import {
  archiveUrl,
  type FeedFormat,
  feedUrl,
  relativeReference,
  type WithdrawnFormat,
  withdrawnUrl,
} from "../../model/address.ts";
import { type Channel, channelAddress, channelName } from "../../model/channel.ts";
import { searchFeedUrl } from "../../model/search/address.ts";
import type { Question } from "../../model/search/question.ts";
import { frameWords } from "../messages/language.ts";
import { doorOf, type Site } from "../site.ts";
import type { Item } from "./item.ts";
import type { Notice } from "./notice.ts";

/** A link from a feed to another document. */
export type FeedLink = { rel: "hub" | "current" | "prev-archive" | "next-archive" | "first" | "next"; href: string };

/** What every format says about a feed as a whole. */
export type Head = {
  id: string;
  self: string;
  home: string;
  title: string;
  description: string;
  language: string;
  rights: string;
  updated: string;
  links: readonly FeedLink[];
  /** Whether it is an archive page, to which nothing is ever added. */
  isArchive: boolean;
};

/** The content of a feed, in any format. */
export type Feed = { head: Head; items: readonly Item[]; notices: readonly Notice[] };

/** The entries of a document, and when it last changed, in seconds since 1970. */
type FeedContents = { items: readonly Item[]; notices: readonly Notice[]; changedAt: number };

/** One of a channel's feeds. `isAll` is set if a key also asked for stories that it doesn't open. */
type Selection = { channel: Channel; isAll?: boolean };

/** A channel's current feed; `pages` is the number of full archive pages. */
export type Subscription = FeedContents & Selection & { pages: number };

/** Returns the URLs of a channel's documents in one format, and how the document at `self` writes its links. */
function addresses({ channel, isAll }: Selection, site: Site, format: FeedFormat) {
  const [door, query] = [doorOf(site), isAll ? "?all=1" : ""];
  const address = channelAddress(channel.id, site.masthead);
  return {
    // Atom §4.2.6: the id stays the same, even if an author is renamed.
    id: feedUrl(door, channel.id, format) + query,
    current: feedUrl(door, address, format) + query,
    at: (page: number) => archiveUrl(door, address, page, format) + query,
    // The reader's own URL contains the key: a relative link keeps it without writing it into the document.
    link: (self: string, to: string) => (site.isKeyInPath ? relativeReference(self, to) : to),
  };
}

/** Returns the URL, title, date and links of a channel's feed. */
export function feedHead(feed: Subscription, site: Site, format: FeedFormat): Head {
  const { channel, pages } = feed;
  const { publication } = site.masthead;
  const name = channelName(channel, site.masthead) ?? channel.of;
  const { id, current: self, at, link } = addresses(feed, site, format);
  return {
    ...common(feed, site),
    id,
    self,
    title: channel.kind === "latest" ? publication.name : `${publication.name}: ${name}`,
    description: publication.description,
    links: [...hub(site), ...(pages > 0 ? [{ rel: "prev-archive" as const, href: link(self, at(pages)) }] : [])],
    isArchive: false,
  };
}

/** A page of a channel's archive; `isLast` is set if the next page isn't full yet. */
export type ArchivePage = FeedContents & Selection & { page: number; isLast: boolean };

/**
 * RFC 5005 §4: an archive document has the id of its feed and links to its neighbors. Its title uses the channel's id, because
 * it must not change when the channel is renamed.
 */
export function archiveHead(feed: ArchivePage, site: Site, format: FeedFormat): Head {
  const { channel, page, isLast } = feed;
  const { publication } = site.masthead;
  const { id, current, at, link } = addresses(feed, site, format);
  const to = (other: string) => link(at(page), other);
  return {
    ...common(feed, site),
    id,
    self: at(page),
    title: frameWords(site).say("feed.archive", { publication: publication.name, page, channel: channel.id }),
    description: publication.description,
    links: [
      { rel: "current", href: to(current) },
      ...(page > 1 ? [{ rel: "prev-archive" as const, href: to(at(page - 1)) }] : []),
      ...(isLast ? [] : [{ rel: "next-archive" as const, href: to(at(page + 1)) }]),
    ],
    isArchive: true,
  };
}

/** A page of the withdrawn stories, starting at `cursor`; the following page starts at `next`. */
export type WithdrawnFeed = Omit<FeedContents, "items"> & { cursor?: string | undefined; next?: string | undefined };

/** RFC 5005 §3: a paged feed. Only its first page can be a hub topic. */
export function withdrawnHead(feed: WithdrawnFeed, site: Site, format: WithdrawnFormat): Head {
  const { cursor, next } = feed;
  const { origin, masthead } = site;
  const first = withdrawnUrl(origin, format);
  return {
    ...common({ ...feed, items: [] }, site),
    id: first,
    self: withdrawnUrl(origin, format, cursor),
    title: frameWords(site).say("feed.withdrawn", { publication: masthead.publication.name }),
    description: frameWords(site).say("feed.withdrawnText"),
    links: [
      ...(cursor === undefined ? hub(site) : [{ rel: "first" as const, href: first }]),
      ...(next === undefined ? [] : [{ rel: "next" as const, href: withdrawnUrl(origin, format, next) }]),
    ],
    isArchive: false,
  };
}

/** The results of a search, as a feed. */
export type SearchFeed = FeedContents & { question: Question };

/** Returns the head of a search feed. Hubs aren't pinged for searches, so it announces none. */
export function searchHead(feed: SearchFeed, site: Site, format: FeedFormat): Head {
  const { publication } = site.masthead;
  const self = searchFeedUrl(doorOf(site), feed.question, format);
  return {
    ...common(feed, site),
    id: self,
    self,
    title: `${publication.name}: ${feed.question.words}`,
    description: frameWords(site).say("feed.search", { words: feed.question.words }),
    links: [],
    isArchive: false,
  };
}

function common({ items, notices, changedAt }: FeedContents, site: Site) {
  const { origin, masthead } = site;
  const { name, language } = masthead.publication;
  return {
    home: `${origin}/`,
    language,
    // Each item names its own holder and license; a feed with several holders can't claim one for all.
    rights: frameWords(site).say("feed.rights", { publication: name }),
    /** The latest change or withdrawal of an entry; in an empty feed, the last change of its channel. */
    updated:
      [...items.map(({ modified }) => modified), ...notices.map(({ at }) => at)].sort().at(-1) ??
      new Date(changedAt * 1000).toISOString(),
  };
}

/** The WebSub hub, for public feeds only. A hub can't fetch what needs a key, and it would learn a reader's URL. */
const hub = ({ masthead, access }: Site): FeedLink[] =>
  access.kind === "public" && masthead.publication.hub !== undefined
    ? [{ rel: "hub", href: masthead.publication.hub }]
    : [];
