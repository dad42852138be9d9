import { frame, media, publishEmbed, titleOf } from "./embeds.ts";
import { mediaAddress } from "./links.ts";
import { parse } from "./parse.ts";
import type { Context, Handler, State } from "./state.ts";
import { folded } from "./text.ts";
import { attribute, type Element, textOf } from "./tree.ts";

/** An element that embeds other people's media: the address it leads to, with attribute names in braces. */
type Player = { address: string; kind: string };

const YOUTUBE = "https://www.youtube.com/watch?v=";
const BRIGHTCOVE = "https://players.brightcove.net/{data-account}/default_default/index.html?videoId={data-video-id}";

/** The players of AMP, of lightweight embed components, and of editors. */
const PLAYERS: Readonly<Record<string, Player>> = {
  "amp-youtube": { address: `${YOUTUBE}{data-videoid}`, kind: "Video" },
  "amp-vimeo": { address: "https://vimeo.com/{data-videoid}", kind: "Video" },
  "amp-dailymotion": { address: "https://www.dailymotion.com/video/{data-videoid}", kind: "Video" },
  "amp-brightcove": { address: BRIGHTCOVE, kind: "Video" },
  "amp-jwplayer": {
    address: "https://content.jwplatform.com/players/{data-media-id}-{data-player-id}.html",
    kind: "Video",
  },
  "amp-twitter": { address: "https://x.com/i/status/{data-tweetid}", kind: "Post" },
  "amp-instagram": { address: "https://www.instagram.com/p/{data-shortcode}/", kind: "Post" },
  "amp-facebook": { address: "{data-href}", kind: "Post" },
  "amp-facebook-comments": { address: "{data-href}", kind: "Post" },
  "amp-reddit": { address: "{data-src}", kind: "Post" },
  "amp-pinterest": { address: "{data-url}", kind: "Post" },
  "amp-tiktok": { address: "https://www.tiktok.com/embed/{data-src}", kind: "Video" },
  "amp-soundcloud": {
    address: "https://w.soundcloud.com/player/?url=https%3A//api.soundcloud.com/tracks/{data-trackid}",
    kind: "Audio",
  },
  "amp-gist": { address: "https://gist.github.com/{data-gistid}", kind: "Code" },
  "lite-youtube": { address: `${YOUTUBE}{videoid}`, kind: "Video" },
  "lite-vimeo": { address: "https://vimeo.com/{videoid}", kind: "Video" },
  "youtube-video": { address: "{src}", kind: "Video" },
  "vimeo-video": { address: "{src}", kind: "Video" },
  "video-js": { address: BRIGHTCOVE, kind: "Video" },
  oembed: { address: "{url}", kind: "" },
};

const player: Handler = (element, context, state) => {
  const { address: pattern = "", kind } = PLAYERS[element.tagName] ?? {};
  const address = filled(pattern, element, state);
  if (address === undefined) return withoutAddress(element, context, state);
  publishEmbed(element, { address, title: titleOf(element), kind: kind === "" ? undefined : kind }, context, state);
};

/** Fills a pattern with the element's attributes; returns undefined if one is missing or the result isn't an address. */
function filled(pattern: string, element: Element, state: State): string | undefined {
  const isWhole = pattern.startsWith("{");
  const names = [...pattern.matchAll(/\{([\w-]+)\}/g)].map(([, name = ""]) => name);
  if (names.some((name) => !attribute(element, name))) return undefined;
  const written = pattern.replace(/\{([\w-]+)\}/g, (_, name: string) => {
    const value = attribute(element, name) ?? "";
    return isWhole ? value : encodeURIComponent(value);
  });
  return /^https?:/i.test(written.trim()) ? mediaAddress(written, state) : undefined;
}

/** Handles a player without an address: `video-js` falls back to HTML's own media; any other is removed. */
function withoutAddress(element: Element, context: Context, state: State): void {
  if (element.tagName === "video-js") media(element, context, state);
  else state.account.removed(element, { reason: "no address" });
}

/** Drops elements that count readers, show ads, or ask readers for something. */
const dropped: Handler = (element, _context, state) => state.account.removed(element, { reason: "card" });

/** Drupal's embedded entity: Drupal knows it only by a number, so only its caption can be published. */
const drupalEntity: Handler = (element, { carried }, state) => {
  const caption = attribute(element, "data-caption");
  state.account.removed(element, { reason: "no address" });
  if (caption === undefined) return;
  state.out.boundary();
  state.out.text(folded(textOf(parse(caption).root)), [], carried);
  state.out.boundary();
};

const USELESS = "ad embed analytics pixel auto-ads sticky-ad social-share consent user-notification"
  .split(" ")
  .map((name) => `amp-${name}`);

/** Handlers for elements outside standard HTML that are more than a plain block. */
export const CUSTOM: Readonly<Record<string, Handler>> = {
  ...Object.fromEntries(Object.keys(PLAYERS).map((name) => [name, player])),
  ...{ "amp-video": media, "amp-audio": media, "amp-iframe": frame, "amp-video-iframe": frame },
  ...{ "drupal-media": drupalEntity, "drupal-entity": drupalEntity },
  ...Object.fromEntries(USELESS.map((name) => [name, dropped])),
};
