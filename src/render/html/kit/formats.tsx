import { feedUrl } from "../../../model/address.ts";
import { type Channel, channelName } from "../../../model/channel.ts";
import type { Site } from "../../site.ts";

/** A channel's name, with its three formats. */
export function ChannelRow({ channel, site }: { channel: Channel; site: Site }) {
  const name = channelName(channel, site.masthead) ?? channel.of;
  return (
    <li id={channel.id}>
      <span class="name">{name}</span>
      <span class="formats">
        <a href={feedUrl(site.origin, channel.id, "rss")} aria-label={`${name} as RSS`}>
          RSS
        </a>
        <a href={feedUrl(site.origin, channel.id, "atom")} aria-label={`${name} as Atom`}>
          Atom
        </a>
        <a href={feedUrl(site.origin, channel.id, "json")} aria-label={`${name} as JSON Feed`}>
          JSON
        </a>
      </span>
    </li>
  );
}
