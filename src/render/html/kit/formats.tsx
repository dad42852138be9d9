import { FEED_FORMATS, FEED_TYPES, feedUrl } from "../../../model/address.ts";
import { type Channel, channelAddress } from "../../../model/channel.ts";
import { channelPageUrl } from "../../../model/page-address.ts";
import { channelTitle } from "../../feed/channel-title.ts";
import { FORMAT_NAMES } from "../../feed/format-names.ts";
import { frameWords } from "../../messages/language.ts";
import type { Site } from "../../site.ts";
import { ownMark } from "./lang.ts";

/** A channel's name, linked to its page, with its three feed formats. */
export function ChannelRow({ channel, site }: { channel: Channel; site: Site }) {
  const words = frameWords(site);
  const name = channelTitle(channel, site);
  const address = channelAddress(channel.id, site.masthead);
  return (
    <li id={channel.id}>
      <a
        href={channelPageUrl(site.origin, address)}
        {...(channel.kind === "latest" ? {} : ownMark(site, words.language))}
      >
        {name}
      </a>{" "}
      {FEED_FORMATS.map((format) => (
        <>
          <a
            type={FEED_TYPES[format]}
            href={feedUrl(site.origin, address, format)}
            aria-label={words.say("follow.format", { name, format: FORMAT_NAMES[format] })}
          >
            {FORMAT_NAMES[format]}
          </a>{" "}
        </>
      ))}
    </li>
  );
}
