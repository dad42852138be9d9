import {
  CHANNEL_KINDS,
  type Channel,
  channelName,
  channelOf,
  isRetiredChannel,
  LATEST,
  openFromStart,
} from "../model/channel.ts";
import type { Site } from "../render/site.ts";
import { openChannels } from "../store/article/channel.ts";

/** Whether a channel is there: once it carried something; a section or licence as soon as the masthead names it. */
export const isThere = (channel: Channel, { masthead }: Pick<Site, "masthead">, known: boolean): boolean =>
  channelName(channel, masthead) !== undefined && (known || openFromStart(channel.id));

/** The channels that are offered: they carry something now, and aren't retired. In the order of the pages. */
export async function viewChannels(db: D1Database, { masthead }: Site): Promise<Channel[]> {
  const ids = await openChannels(db);
  const channels = ids
    .flatMap((id) => channelOf(id) ?? [])
    .filter((channel) => channelName(channel, masthead) !== undefined && !isRetiredChannel(channel, masthead));
  const all = channels.some(({ id }) => id === LATEST.id) ? channels : [LATEST, ...channels];
  return CHANNEL_KINDS.flatMap((kind) => all.filter((channel) => channel.kind === kind));
}
