import type { Context } from "hono";
import { FEED_FORMATS, FEED_TYPES, type FeedFormat, feedUrl } from "../../model/address.ts";
import { CHANNEL_KINDS, type Channel, channelName, channelOf, LATEST, openFromStart } from "../../model/channel.ts";
import { channelTag } from "../../model/tag.ts";
import { renderAtom } from "../../render/atom/atom.ts";
import type { Feed } from "../../render/channel.ts";
import { feedsPage } from "../../render/html/feeds-page.tsx";
import { renderJsonFeed } from "../../render/json-feed/json-feed.ts";
import { renderOpml } from "../../render/opml/opml.ts";
import { renderRss } from "../../render/rss/rss.ts";
import { doorOf, type Site } from "../../render/site.ts";
import { openChannels } from "../../store/channel.ts";
import { machineUseHeaders } from "../machine-use.ts";
import { problem } from "../problems.ts";
import { serve, type WireEnv } from "../serve.ts";
import { heldIn, itemsOf } from "./read.ts";

/** Items of a feed. */
const ITEMS = 50;

const RENDER: Record<FeedFormat, (feed: Feed, site: Site) => string> = {
  rss: renderRss,
  atom: renderAtom,
  json: renderJsonFeed,
};

const isFormat = (text: string): text is FeedFormat => FEED_FORMATS.some((format) => format === text);

/** `/feeds/{channel}.{format}`: a channel in one format. */
export async function feed(c: Context<WireEnv>): Promise<Response> {
  const [, id = "", format = ""] = /^(.+)\.([a-z]+)$/.exec(c.req.param("file") ?? "") ?? [];
  const channel = channelOf(id);
  if (channel === undefined || !isFormat(format)) return problem(c, "not-found");
  return serve(c, {
    key: `feed ${channel.id} ${format}`,
    scope: { channel: channel.id },
    render: async (site, { known, changedAt }) => {
      if (!isThere(channel, site, known)) return undefined;
      const items = await itemsOf(c, site, { channel: channel.id, limit: ITEMS });
      const self = feedUrl(doorOf(site), channel.id, format);
      return {
        body: RENDER[format]({ channel, items, changedAt }, site),
        type: `${FEED_TYPES[format]}; charset=utf-8`,
        tags: [channelTag(channel.id)],
        held: heldIn(items),
        // Feeds are for subscribers; search engines index the pages.
        headers: { ...machineUseHeaders(items, site.origin, [`<${self}>; rel="self"`]), "X-Robots-Tag": "noindex" },
      };
    },
  });
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
