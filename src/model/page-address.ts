import { termsUrl } from "./address.ts";
import { type ChannelKind, channelOf, LATEST } from "./channel.ts";

/** The kinds of channel that have a page of their own, with the first word of its address. */
export const PAGE_KINDS = { section: "sections", topic: "topics", author: "authors" } as const;
export type PageKind = keyof typeof PAGE_KINDS;

export const hasOwnPage = (kind: ChannelKind): kind is PageKind => Object.hasOwn(PAGE_KINDS, kind);

/**
 * The page where people read a channel, by the channel's path: for all stories the home page, for a license its terms.
 * `page` is an older page, counted from the oldest.
 */
export function channelPageUrl(origin: string, address: string, page?: number): string {
  const { kind, of } = channelOf(address) ?? LATEST;
  if (kind === "licence") return termsUrl(origin, of);
  if (!hasOwnPage(kind)) return `${origin}/`;
  return `${origin}/${PAGE_KINDS[kind]}/${of}${page === undefined ? "" : `/pages/${page}`}`;
}

/** The list of all months. */
export const monthsUrl = (origin: string): string => `${origin}/archive`;

/** The stories of a month, such as `2026-05`, starting at `cursor`. */
export const monthUrl = (origin: string, month: string, cursor?: string): string =>
  `${monthsUrl(origin)}/${month.replace("-", "/")}${cursor === undefined ? "" : `?cursor=${cursor}`}`;

/** Withdrawn stories, for people. */
export const withdrawnPageUrl = (origin: string): string => `${origin}/withdrawn`;

/** The list of sitemaps; the stories of one sitemap, counted from the oldest; the pages that link to stories; and the news. */
export const sitemapIndexUrl = (origin: string): string => `${origin}/sitemap.xml`;
export const sitemapUrl = (origin: string, page: number): string => `${origin}/sitemaps/${page}.xml`;
export const pagesSitemapUrl = (origin: string): string => `${origin}/sitemaps/pages.xml`;
export const newsSitemapUrl = (origin: string): string => `${origin}/news-sitemap.xml`;
