import { readableLicences } from "../model/access.ts";
import { CHANNEL_KINDS, type Channel, channelName, channelOf, LATEST, openFromStart } from "../model/channel.ts";
import { PAGES } from "../model/policy.ts";
import type { Site } from "../render/site.ts";
import { channelsReadUnder, openChannels } from "../store/article/channel.ts";

/** Whether a channel is there: once it carried something; a section or licence as soon as the masthead names it. */
export const isThere = (channel: Channel, { masthead }: Pick<Site, "masthead">, known: boolean): boolean =>
  channelName(channel, masthead) !== undefined && (known || openFromStart(channel.id));

/** The channels that carry something now, in the order of the pages. */
export const viewChannels = async (db: D1Database, site: Site): Promise<Channel[]> =>
  inOrder(await openChannels(db), site);

/** The channels whose feeds have something that this access reads in full. */
export const viewOpenChannels = async (db: D1Database, site: Site): Promise<Channel[]> =>
  inOrder(await channelsReadUnder(db, readableLicences(site.masthead, site.access), PAGES.feedItems), site);

/** Those that the masthead names; `latest` is always there. */
function inOrder(ids: readonly string[], { masthead }: Site): Channel[] {
  const channels = ids
    .flatMap((id) => channelOf(id) ?? [])
    .filter((channel) => channelName(channel, masthead) !== undefined);
  const all = channels.some(({ id }) => id === LATEST.id) ? channels : [LATEST, ...channels];
  return CHANNEL_KINDS.flatMap((kind) => all.filter((channel) => channel.kind === kind));
}
