import type { Context } from "hono";
import { archiveUrl, FEED_FORMATS, type FeedFormat, feedUrl } from "../../model/address.ts";
import { type Channel, channelAddress, channelName, channelOf, isRetiredChannel, LATEST } from "../../model/channel.ts";
import { PAGES } from "../../model/policy.ts";
import { archiveHead, feedHead } from "../../render/feed/channel.ts";
import { renderOpml } from "../../render/feed/opml.ts";
import { feedsPage } from "../../render/html/wire/feeds-page.tsx";
import type { Site } from "../../render/site.ts";
import { lastPlace } from "../../store/article/archive.ts";
import { isThere, resolveChannel, viewChannels, viewOpenChannels } from "../../views/channels.ts";
import { keepOpen, viewArchiveItems } from "../../views/items.ts";
import { type Subscription, viewSubscription } from "../../views/subscription.ts";
import { leadToPage } from "../browse/channel-pages.ts";
import { serve } from "../cache/serve.ts";
import type { WireEnv } from "../context.ts";
import { problem } from "../respond/problems.ts";
import { feedDocument } from "./feed-document.ts";

const isFormat = (text: string): text is FeedFormat => FEED_FORMATS.some((format) => format === text);

/** A feed request. */
type Wanted = {
  channel: Channel;
  format: FeedFormat;
  /** Whether it leaves out what the reader's key doesn't open. */
  isOpenOnly: boolean;
  isAll: boolean;
};

/**
 * `/feeds/{channel}.{format}`, `/feeds/{channel}/archive/{n}.{format}`: a channel in one format, or a page of its archive;
 * without a format, the channel's page.
 */
export async function serveFeed(c: Context<WireEnv>): Promise<Response> {
  // Ids contain no dot, and a format starts with one.
  const name = c.req.param("file") ?? "";
  const asked = name.includes(".") ? undefined : channelOf(name);
  if (asked !== undefined) return leadToPage(c, asked);
  const file = /^(.+?)(?:\/archive\/([1-9]\d{0,6}))?\.([a-z]+)$/.exec(name);
  const [, id = "", page, format = ""] = file ?? [];
  const channel = channelOf(id);
  if (channel === undefined || !isFormat(format)) return problem(c, "not-found");
  const wanted = { channel, format, ...selectionOf(c, channel) };
  return page === undefined ? subscription(c, wanted) : archivePage(c, wanted, Number(page));
}

/** With a key, `latest` has what the key opens, and with `?all=1` everything; a named channel always has everything. */
function selectionOf(c: Context<WireEnv>, channel: Channel) {
  const isNarrow = c.env.access.kind === "licensed" && channel.id === LATEST.id;
  const isAll = isNarrow && c.req.query("all") === "1";
  return { isOpenOnly: isNarrow && !isAll, isAll };
}

/** Identifies a feed among all resources. */
const nameOf = ({ channel, format, isAll }: Wanted): string => `${channel.id} ${format}${isAll ? " all" : ""}`;

/** Renders the newest stories of a channel, its changed ones, and notices of stories that are gone. */
const subscription = (c: Context<WireEnv>, asked: Wanted): Promise<Response> =>
  serve(c, {
    key: `feed ${nameOf(asked)}`,
    scope: { channel: asked.channel.id },
    render: async (site, { known, changedAt }) => {
      const channel = await resolveChannel(c.env.env.db, asked.channel, site);
      if (!isThere(channel, site, known)) return undefined;
      const address = channelAddress(channel.id, site.masthead);
      if (address !== asked.channel.id) return { location: feedUrl(site.origin, address, asked.format) };
      const wanted = { ...asked, channel };
      const carried = await viewSubscription(c.env.env.db, site, { ...wanted, channel: channel.id });
      if (isOver(channel, carried, site)) return undefined;
      const head = feedHead({ ...carried, ...wanted, changedAt }, site, wanted.format);
      return feedDocument({ ...carried, head }, site, wanted.format);
    },
  });

/** A retired channel continues for its subscribers as long as it contains anything, including notices. */
const isOver = (channel: Channel, { items, notices }: Subscription, { masthead }: Site): boolean =>
  isRetiredChannel(channel, masthead) && items.length === 0 && notices.length === 0;

/** A page of a channel's archive, which exists once it is full. A story that leaves it leaves a gap: nothing moves up. */
const archivePage = (c: Context<WireEnv>, wanted: Wanted, page: number): Promise<Response> =>
  serve(c, {
    key: `archive ${page} ${nameOf(wanted)}`,
    scope: { archive: wanted.channel.id, page },
    render: async (site, { known, changedAt }) => {
      const { channel: asked, format, isOpenOnly } = wanted;
      const { db } = c.env.env;
      const channel = await resolveChannel(db, asked, site);
      if (!known || channelName(channel, site.masthead) === undefined) return undefined;
      const address = channelAddress(channel.id, site.masthead);
      if (address !== asked.id) return { location: archiveUrl(site.origin, address, page, format) };
      const to = page * PAGES.archive;
      const found = await viewArchiveItems(db, site, { channel: channel.id, from: to - PAGES.archive, to });
      const items = isOpenOnly ? keepOpen(found) : found;
      const isLast = (await lastPlace(db, channel.id)) < to + PAGES.archive;
      const carried = { items, notices: [], changedAt };
      const head = archiveHead({ ...carried, ...wanted, channel, page, isLast }, site, format);
      return feedDocument({ ...carried, head }, site, format);
    },
  });

/** `/feeds`: the channels, for people. */
export const serveFeedList = (c: Context<WireEnv>): Promise<Response> =>
  serve(c, {
    key: "feeds",
    scope: "masthead",
    render: async (site) => ({
      body: feedsPage(await viewChannels(c.env.env.db, site), site),
      type: "text/html; charset=utf-8",
    }),
  });

/** `/feeds.opml`: the channels, for feed readers; with a key, those with stories that it opens. */
export const serveOpml = (c: Context<WireEnv>): Promise<Response> =>
  serve(c, {
    key: "feeds.opml",
    scope: "masthead",
    render: async (site, { changedAt }) => ({
      body: renderOpml(await channelsFor(c.env.env.db, site), site, changedAt),
      type: "text/x-opml; charset=utf-8",
    }),
  });

const channelsFor = (db: D1Database, site: Site): Promise<Channel[]> =>
  site.access.kind === "public" ? viewChannels(db, site) : viewOpenChannels(db, site);
