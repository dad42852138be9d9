import { type Channel, channelName } from "../../model/channel.ts";
import { frameWords } from "../messages/language.ts";
import type { Site } from "../site.ts";

/** What a channel is called: as the publication names it, and the one of all stories in the words of the frame. */
export const channelTitle = (channel: Channel, site: Site): string =>
  channel.kind === "latest" ? frameWords(site).say("channel.all") : (channelName(channel, site.masthead) ?? channel.of);
