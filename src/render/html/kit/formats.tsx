import { FEED_FORMATS, FEED_TYPES, feedUrl } from "../../../model/address.ts";
import { type Channel, channelAddress, channelName } from "../../../model/channel.ts";
import { channelPageUrl } from "../../../model/page-address.ts";
import { FORMAT_NAMES } from "../../feed/format-names.ts";
import type { Site } from "../../site.ts";

/** A channel's name, which leads to its page, with its three formats. */
export function ChannelRow({ channel, site }: { channel: Channel; site: Site }) {
  const name = channelName(channel, site.masthead) ?? channel.of;
  const address = channelAddress(channel.id, site.masthead);
  return (
    <li id={channel.id}>
      <a href={channelPageUrl(site.origin, address)}>{name}</a>{" "}
      {FEED_FORMATS.map((format) => (
        <>
          <a
            type={FEED_TYPES[format]}
            href={feedUrl(site.origin, address, format)}
            aria-label={`${name} as ${FORMAT_NAMES[format]}`}
          >
            {FORMAT_NAMES[format]}
          </a>{" "}
        </>
      ))}
    </li>
  );
}
