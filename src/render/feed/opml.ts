import { FEED_FORMATS, feedUrl } from "../../model/address.ts";
import { type Channel, channelAddress, channelName } from "../../model/channel.ts";
import type { Site } from "../site.ts";
import { element, textElement } from "./xml.ts";

// OPML 2.0. http://opml.org/spec2.opml

/** Every channel as a subscription list, to be imported into a feed reader: RSS, the format that all of them read. */
export function renderOpml(channels: readonly Channel[], site: Site, changedAt: number): string {
  const { name } = site.masthead.publication;
  const head = textElement("title", name) + textElement("dateModified", new Date(changedAt * 1000).toUTCString());
  const outlines = channels.map((channel) => outline(channel, site)).join("\n");
  return `<?xml version="1.0" encoding="UTF-8"?>\n${element("opml", { version: "2.0" }, `\n${element("head", {}, head)}\n${element("body", {}, `\n${outlines}\n`)}\n`)}\n`;
}

const outline = (channel: Channel, { origin, masthead }: Site): string =>
  element("outline", {
    text: `${masthead.publication.name}: ${channelName(channel, masthead) ?? channel.of}`,
    type: "rss",
    version: "RSS2",
    xmlUrl: feedUrl(origin, channelAddress(channel.id, masthead), FEED_FORMATS[0] ?? "rss"),
    htmlUrl: `${origin}/`,
    language: masthead.publication.language,
  });
