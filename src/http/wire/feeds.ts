import type { Context } from "hono";
import { FEED_FORMATS, FEED_TYPES, type FeedFormat } from "../../model/address.ts";
import {
  CHANNEL_KINDS,
  type Channel,
  channelName,
  channelOf,
  LATEST,
  openFromStart,
  withdrawnFrom,
} from "../../model/channel.ts";
import { PAGES } from "../../model/policy.ts";
import { articleTag, channelTag } from "../../model/tag.ts";
import { renderAtom } from "../../render/feed/atom.ts";
import { archiveHead, type Feed, feedHead } from "../../render/feed/channel.ts";
import { renderJsonFeed } from "../../render/feed/json-feed.ts";
import { renderOpml } from "../../render/feed/opml.ts";
import { renderRss } from "../../render/feed/rss.ts";
import { feedsPage } from "../../render/html/wire/feeds-page.tsx";
import type { Site } from "../../render/site.ts";
import { lastPlace, readTail } from "../../store/article/archive.ts";
import { openChannels } from "../../store/article/channel.ts";
import { type Rendered, serve, type WireEnv } from "../cache/serve.ts";
import { machineUseHeaders } from "../respond/machine-use.ts";
import { problem } from "../respond/problems.ts";
import { itemsAt, itemsOf, itemsOut, noticesOf, receivedTexts } from "./read.ts";

/** Items of a feed, and notices of what was withdrawn from it. */
const ITEMS = PAGES.feedItems;
const NOTICES = PAGES.feedNotices;

const RENDER: Record<FeedFormat, (feed: Feed, site: Site) => string> = {
  rss: renderRss,
  atom: renderAtom,
  json: renderJsonFeed,
};

const isFormat = (text: string): text is FeedFormat => FEED_FORMATS.some((format) => format === text);

/** `/feeds/{channel}.{format}`, `/feeds/{channel}/archive/{n}.{format}`: a channel in one format, or a page of its archive. */
export async function feed(c: Context<WireEnv>): Promise<Response> {
  const file = /^(.+?)(?:\/archive\/([1-9]\d{0,6}))?\.([a-z]+)$/.exec(c.req.param("file") ?? "");
  const [, id = "", page, format = ""] = file ?? [];
  const channel = channelOf(id);
  if (channel === undefined || !isFormat(format)) return problem(c, "not-found");
  return page === undefined ? subscription(c, channel, format) : archivePage(c, channel, Number(page), format);
}

/** The newest of a channel, and notices of what was withdrawn from it. */
const subscription = (c: Context<WireEnv>, channel: Channel, format: FeedFormat): Promise<Response> =>
  serve(c, {
    key: `feed ${channel.id} ${format}`,
    scope: { channel: channel.id },
    render: async (site, { known, changedAt }) => {
      if (!isThere(channel, site, known)) return undefined;
      const carried = await subscribed(c, site, channel.id);
      const head = feedHead({ ...carried, channel, changedAt }, site, format);
      return { ...documentOf({ ...carried, head }, site, format), tags: [channelTag(channel.id)] };
    },
  });

/** The newest items, and the notices. What came in late, dated before them, stands in no full page yet: it is added, or nobody would see it. */
async function subscribed(c: Context<WireEnv>, site: Site, channel: string) {
  const [newest, notices, { pages, behind }] = await Promise.all([
    itemsOf(c, site, { channel, limit: ITEMS }),
    noticesOf(c, site, { channel: withdrawnFrom(channel), limit: NOTICES }),
    readTail(c.env.env.db, channel),
  ]);
  // A feed that isn't full has everything that is in the channel.
  const isFull = newest.length === ITEMS;
  const missing = isFull ? behind.filter((id) => !newest.some(({ slug }) => slug === id)) : [];
  return { items: [...newest, ...(await itemsOut(c, site, channel, missing))], notices, pages };
}

/** A page of a channel's archive, there once it is full. What leaves it leaves a hole: nothing moves up. */
const archivePage = (c: Context<WireEnv>, channel: Channel, page: number, format: FeedFormat): Promise<Response> =>
  serve(c, {
    key: `archive ${channel.id} ${page} ${format}`,
    scope: { archive: channel.id, page },
    render: async (site, { known, changedAt }) => {
      if (!known || channelName(channel, site.masthead) === undefined) return undefined;
      const to = page * PAGES.archive;
      const items = await itemsAt(c, site, { channel: channel.id, from: to - PAGES.archive, to });
      const isLast = (await lastPlace(c.env.env.db, channel.id)) < to + PAGES.archive;
      const carried = { items, notices: [], changedAt };
      const head = archiveHead({ ...carried, channel, page, isLast }, site, format);
      // Not the channel's tag: what comes in to the channel moves none of its archive's pages.
      return { ...documentOf({ ...carried, head }, site, format), tags: items.map(({ slug }) => articleTag(slug)) };
    },
  });

/** A feed as it is served: with its own address and its hub's in the headers, where WebSub §4 looks first. */
export function documentOf(feed: Feed, site: Site, format: FeedFormat): Omit<Rendered, "tags"> {
  const hubs = feed.head.links.filter(({ rel }) => rel === "hub");
  const links = [{ rel: "self", href: feed.head.self }, ...hubs].map(({ rel, href }) => `<${href}>; rel="${rel}"`);
  return {
    body: RENDER[format](feed, site),
    held: receivedTexts(feed.items),
    type: `${FEED_TYPES[format]}; charset=utf-8`,
    // Feeds are for subscribers; search engines index the pages.
    headers: { ...machineUseHeaders(feed.items, site.origin, links), "X-Robots-Tag": "noindex" },
  };
}

/** A channel is there once it carried something; a section or licence as soon as the masthead names it. */
export const isThere = (channel: Channel, { masthead }: Site, known: boolean): boolean =>
  channelName(channel, masthead) !== undefined && (known || openFromStart(channel.id));

/** The channels that carry something now, in the order of the pages. */
export async function channelsNow(c: Context<WireEnv>, { masthead }: Site): Promise<Channel[]> {
  const ids = await openChannels(c.env.env.db);
  const channels = ids
    .flatMap((id) => channelOf(id) ?? [])
    .filter((channel) => channelName(channel, masthead) !== undefined);
  const all = channels.some(({ id }) => id === LATEST.id) ? channels : [LATEST, ...channels];
  return CHANNEL_KINDS.flatMap((kind) => all.filter((channel) => channel.kind === kind));
}

/** `/feeds`: the channels, for people. */
export const feeds = (c: Context<WireEnv>): Promise<Response> =>
  serve(c, {
    key: "feeds",
    scope: "masthead",
    render: async (site) => ({
      body: feedsPage(await channelsNow(c, site), site),
      type: "text/html; charset=utf-8",
      tags: [channelTag(LATEST.id)],
    }),
  });

/** `/feeds.opml`: the channels, for feed readers. */
export const opml = (c: Context<WireEnv>): Promise<Response> =>
  serve(c, {
    key: "feeds.opml",
    scope: "masthead",
    render: async (site, { changedAt }) => ({
      body: renderOpml(await channelsNow(c, site), site, changedAt),
      type: "text/x-opml; charset=utf-8",
      tags: [channelTag(LATEST.id)],
    }),
  });
