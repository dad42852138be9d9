import { FEED_FORMATS, feedUrl } from "../../model/address.ts";
import { type Channel, channelAddress } from "../../model/channel.ts";
import { doorOf, type Site } from "../site.ts";
import { channelTitle } from "./channel-title.ts";
import { element, textElement } from "./xml.ts";

// OPML 2.0. http://opml.org/spec2.opml

/** Renders channels as a subscription list for feed readers. It lists RSS, which all of them read. */
export function renderOpml(channels: readonly Channel[], site: Site, changedAt: number): string {
  const { name } = site.masthead.publication;
  const head = textElement("title", name) + textElement("dateModified", new Date(changedAt * 1000).toUTCString());
  const outlines = channels.map((channel) => outline(channel, site)).join("\n");
  return `<?xml version="1.0" encoding="UTF-8"?>\n${about(site)}${element("opml", { version: "2.0" }, `\n${element("head", {}, head)}\n${element("body", {}, `\n${outlines}\n`)}\n`)}\n`;
}

function outline(channel: Channel, site: Site): string {
  const { origin, masthead } = site;
  const title = `${masthead.publication.name}: ${channelTitle(channel, site)}`;
  return element("outline", {
    text: title,
    title,
    type: "rss",
    version: "RSS2",
    xmlUrl: feedUrl(doorOf(site), channelAddress(channel.id, masthead), FEED_FORMATS[0] ?? "rss"),
    htmlUrl: `${origin}/`,
    language: masthead.publication.language,
  });
}

/** Explains to a reader with a key how to use the addresses, which don't contain it. */
const about = ({ access }: Site): string =>
  access.kind === "public"
    ? ""
    : "<!-- These feeds ask for the key as the password, with any user name. For software that can't send one, they are under /k/{key}/ instead of /licensed/. -->\n";
