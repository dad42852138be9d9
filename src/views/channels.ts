import {
  CHANNEL_KINDS,
  type Channel,
  channel,
  channelName,
  channelOf,
  isRetiredChannel,
  LATEST,
  openFromStart,
} from "../model/channel.ts";
import { getOwn } from "../model/get-own.ts";
import type { Site } from "../render/site.ts";
import { readOwners } from "../store/address.ts";
import { openChannels } from "../store/article/channel.ts";

/** Whether a channel is there: once it carried something; a section or licence as soon as the masthead names it. */
export const isThere = (channel: Channel, { masthead }: Pick<Site, "masthead">, known: boolean): boolean =>
  channelName(channel, masthead) !== undefined && (known || openFromStart(channel.id));

/** The channel that is meant: that of an author may be named by any address that they have or had. */
export async function resolveChannel(
  db: D1Database,
  asked: Channel,
  { masthead }: Pick<Site, "masthead">,
): Promise<Channel> {
  if (asked.kind !== "author" || getOwn(masthead.authors, asked.of) !== undefined) return asked;
  const id = (await readOwners(db, "author", [asked.of])).get(asked.of);
  return id === undefined ? asked : channel("author", id);
}

/** The channels that are offered: they carry something now, and aren't retired. In the order of the pages. */
export async function viewChannels(db: D1Database, { masthead }: Site): Promise<Channel[]> {
  const ids = await openChannels(db);
  const channels = ids
    .flatMap((id) => channelOf(id) ?? [])
    .filter((each) => channelName(each, masthead) !== undefined && !isRetiredChannel(each, masthead));
  const all = channels.some(({ id }) => id === LATEST.id) ? channels : [LATEST, ...channels];
  return CHANNEL_KINDS.flatMap((kind) => all.filter((each) => each.kind === kind));
}
