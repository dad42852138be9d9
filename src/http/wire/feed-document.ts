import { FEED_TYPES, type FeedFormat } from "../../model/address.ts";
import { ANSWER } from "../../model/policy.ts";
import { bytesOf } from "../../model/text.ts";
import { renderAtom } from "../../render/feed/atom.ts";
import type { Feed } from "../../render/feed/channel.ts";
import { renderJsonFeed } from "../../render/feed/json-feed.ts";
import { renderRss } from "../../render/feed/rss.ts";
import { shortenLongest } from "../../render/feed/shorten.ts";
import type { Site } from "../../render/site.ts";
import { receivedTexts } from "../../views/items.ts";
import type { Representation } from "../cache/serve.ts";
import { machineUseHeaders } from "../respond/machine-use.ts";

const RENDER: Record<FeedFormat, (feed: Feed, site: Site) => string> = {
  rss: renderRss,
  atom: renderAtom,
  json: renderJsonFeed,
};

/**
 * Serves a feed with its own URL and its hub's in the headers, where WebSub §4 looks first. Stories that make it too long are
 * shortened.
 */
export function feedDocument(whole: Feed, site: Site, format: FeedFormat): Representation {
  const { feed, body } = renderFitting(whole, site, format);
  // If the key is in the path, JSON can't name its archive, so a header does.
  const named = feed.head.links.filter(({ rel }) => rel === "hub" || site.isKeyInPath);
  const links = [{ rel: "self", href: feed.head.self }, ...named].map(({ rel, href }) => `<${href}>; rel="${rel}"`);
  return {
    body,
    held: receivedTexts(feed.items),
    type: `${FEED_TYPES[format]}; charset=utf-8`,
    // Feeds are for subscribers; search engines index the pages.
    headers: { ...machineUseHeaders(feed.items, site, links), "X-Robots-Tag": "noindex" },
  };
}

/**
 * Returns a feed and its document. If that is too long, the longest stories are shortened, the last of equals first, until it
 * fits.
 */
function renderFitting(feed: Feed, site: Site, format: FeedFormat): { feed: Feed; body: string } {
  const body = RENDER[format](feed, site);
  const excess = bytesOf(body) - ANSWER.bytes;
  const items = excess > 0 ? shortenLongest(feed.items, site, excess) : undefined;
  return items === undefined ? { feed, body } : renderFitting({ ...feed, items }, site, format);
}
