import { frame, media, publishEmbed, titleOf } from "./embeds.ts";
import { mediaAddress } from "./links.ts";
import type { Handler } from "./state.ts";
import { attribute } from "./tree.ts";

type Post = { attribute: string; address: string; kind: string };

/** AMP's elements for other people's media: the attribute with its id, and the address that this makes. */
const POSTS: Readonly<Record<string, Post>> = {
  "amp-youtube": { attribute: "data-videoid", address: "https://www.youtube.com/watch?v=$", kind: "Video" },
  "amp-vimeo": { attribute: "data-videoid", address: "https://vimeo.com/$", kind: "Video" },
  "amp-dailymotion": { attribute: "data-videoid", address: "https://www.dailymotion.com/video/$", kind: "Video" },
  "amp-twitter": { attribute: "data-tweetid", address: "https://x.com/i/status/$", kind: "Post" },
  "amp-instagram": { attribute: "data-shortcode", address: "https://www.instagram.com/p/$/", kind: "Post" },
  "amp-facebook": { attribute: "data-href", address: "$", kind: "Post" },
  "amp-tiktok": { attribute: "data-src", address: "https://www.tiktok.com/embed/$", kind: "Video" },
  "amp-soundcloud": {
    attribute: "data-trackid",
    address: "https://w.soundcloud.com/player/?url=https%3A//api.soundcloud.com/tracks/$",
    kind: "Audio",
  },
  "amp-gist": { attribute: "data-gistid", address: "https://gist.github.com/$", kind: "Code" },
};

const post: Handler = (element, context, state) => {
  const { attribute: name = "", address: pattern = "", kind } = POSTS[element.tagName] ?? {};
  const id = attribute(element, name);
  const written = pattern === "$" ? id : id && pattern.replace("$", () => encodeURIComponent(id));
  const address = /^https?:/.test(written ?? "") ? mediaAddress(written, state) : undefined;
  if (address === undefined) return state.account.removed(element, { reason: "no address" });
  publishEmbed(element, { address, title: titleOf(element), kind }, context, state);
};

/** What counts readers or sells to them. */
const dropped: Handler = (element, _context, state) => state.account.removed(element, { reason: "card" });

/** AMP's elements that are more than a block. */
export const AMP: Readonly<Record<string, Handler>> = {
  ...Object.fromEntries(Object.keys(POSTS).map((name) => [name, post])),
  ...{ "amp-video": media, "amp-audio": media, "amp-iframe": frame, "amp-video-iframe": frame },
  ...Object.fromEntries(
    ["ad", "embed", "analytics", "pixel", "auto-ads", "sticky-ad", "social-share", "consent", "user-notification"].map(
      (name) => [`amp-${name}`, dropped],
    ),
  ),
};
