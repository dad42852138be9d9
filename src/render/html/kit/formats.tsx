import { feedUrl } from "../../../model/address.ts";
import { type Channel, channelAddress, channelName } from "../../../model/channel.ts";
import type { Site } from "../../site.ts";

/** A channel's name, with its three formats. */
export function ChannelRow({ channel, site }: { channel: Channel; site: Site }) {
  const name = channelName(channel, site.masthead) ?? channel.of;
  const address = channelAddress(channel.id, site.masthead);
  return (
    <li id={channel.id}>
      <span>{name}</span>{" "}
      <a href={feedUrl(site.origin, address, "rss")} aria-label={`${name} as RSS`}>
        RSS
      </a>{" "}
      <a href={feedUrl(site.origin, address, "atom")} aria-label={`${name} as Atom`}>
        Atom
      </a>{" "}
      <a href={feedUrl(site.origin, address, "json")} aria-label={`${name} as JSON Feed`}>
        JSON
      </a>
    </li>
  );
}
