import { type Channel, channelName } from "../../model/channel.ts";
import { frameWords } from "../messages/language.ts";
import type { Site } from "../site.ts";

/** Returns the name of a channel: the publication's own, or for all stories the name in the frame's language. */
export const channelTitle = (channel: Channel, site: Site): string =>
  channel.kind === "latest" ? frameWords(site).say("channel.all") : (channelName(channel, site.masthead) ?? channel.of);
