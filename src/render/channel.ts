import { type FeedFormat, feedUrl } from "../model/address.ts";
import { type Channel, channelName } from "../model/channel.ts";
import type { Item } from "./item.ts";
import { doorOf, type Site } from "./site.ts";

/** A channel with what it carries: what every feed format is made of. */
export type Feed = { channel: Channel; items: Item[]; changedAt: number };

/** Address, title and date of a feed, the same in all formats. */
export function feedHead({ channel, items, changedAt }: Feed, site: Site, format: FeedFormat) {
  const { origin, masthead } = site;
  const { publication } = masthead;
  const name = channelName(channel, masthead) ?? channel.of;
  return {
    self: feedUrl(doorOf(site), channel.id, format),
    home: `${origin}/`,
    title: channel.kind === "latest" ? publication.name : `${publication.name}: ${name}`,
    description: publication.description,
    language: publication.language,
    // Each item names its own holder and licence; a feed of several holders can't claim one for all.
    rights: `© ${publication.name} and the holders that items name. Each item carries its own licence.`,
    /** The newest change of an item; of an empty feed, the last change of its channel. */
    updated:
      items
        .map(({ modified }) => modified)
        .sort()
        .at(-1) ?? new Date(changedAt * 1000).toISOString(),
  };
}
