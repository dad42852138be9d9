import { type Embed, titleOf } from "./embeds.ts";
import { fallbackName } from "./fallbacks.ts";
import { mediaAddress } from "./links.ts";
import type { State } from "./state.ts";
import { attribute, type Element, find, findAll, hasClass } from "./tree.ts";

/** An element that a script fills, by an attribute and, if others use it too, a class; with the address of its content. */
type Placeholder = { class?: string; attribute: string; pattern: RegExp; address: string; kind: string };

const WEB = { pattern: /^((?:https?:)?\/\/.*)/, address: "$1" };
const YOUTUBE = {
  ...{ pattern: /^([\w-]{11})$/, address: "https://www.youtube.com/watch?v=$1", kind: "Video" },
} as const;

const PLACEHOLDERS: readonly Placeholder[] = [
  {
    ...{ class: "instagram-media", attribute: "data-instgrm-permalink", kind: "Post" },
    ...{ pattern: /^(https:\/\/www\.instagram\.com\/[^?]*).*/, address: "$1" },
  },
  {
    ...{ class: "tiktok-embed", attribute: "cite", kind: "Video" },
    ...{ pattern: /^(https:\/\/www\.tiktok\.com\/.*)/, address: "$1" },
  },
  {
    ...{ class: "flourish-embed", attribute: "data-src", kind: "Chart" },
    ...{ pattern: /^((?:visualisation|story)\/\d+).*/, address: "https://public.flourish.studio/$1/" },
  },
  {
    ...{ class: "infogram-embed", attribute: "data-id", kind: "Chart" },
    ...{ pattern: /^([\w/-]+)$/, address: "https://infogram.com/$1" },
  },
  {
    ...{ class: "bluesky-embed", attribute: "data-bluesky-uri", kind: "Post" },
    ...{ pattern: /^at:\/\/([^/]+)\/app\.bsky\.feed\.post\/(\w+)$/, address: "https://bsky.app/profile/$1/post/$2" },
  },
  { class: "text-post-media", attribute: "data-text-post-permalink", kind: "Post", ...WEB },
  ...["fb-post", "fb-video", "fb-page", "fb-comment-embed"].flatMap((name) => {
    const each = { class: name, attribute: "data-href", kind: name === "fb-video" ? "Video" : "Post" };
    return [
      { ...each, ...WEB },
      { ...each, pattern: /^(\/[^/].*)/, address: "https://www.facebook.com$1" },
    ];
  }),
  { class: "tumblr-post", attribute: "data-href", kind: "Post", ...WEB },
  { class: "youtube-player", attribute: "data-id", ...YOUTUBE },
  ...["data-youtube-id", "data-ytid", "data-video-youtube"].map((name) => ({ attribute: name, ...YOUTUBE })),
  ...["data-oembed-url", "data-oembed", "data-embed-url", "data-pym-src"].map((name) => ({
    ...{ attribute: name, kind: "", ...WEB },
  })),
];

const ATTRIBUTES = new Set(PLACEHOLDERS.map((each) => each.attribute));
const SHOWN = new Set(["iframe", "video", "audio", "object", "embed"]);

/** Returns what a script would fill an element with; undefined if it is already there, as a player or a link. */
function placeholderOf(element: Element, state: State): { address: string; kind: string } | undefined {
  if (!element.attrs.some(({ name }) => ATTRIBUTES.has(name))) return undefined;
  for (const each of PLACEHOLDERS) {
    const value = each.class === undefined || hasClass(element, [each.class]) ? attribute(element, each.attribute) : "";
    const written = value && each.pattern.test(value) ? value.replace(each.pattern, each.address) : undefined;
    const address = mediaAddress(written, state);
    if (address !== undefined) return isThere(element, address, state) ? undefined : { address, kind: each.kind };
  }
  return undefined;
}

function isThere(element: Element, address: string, state: State): boolean {
  if (SHOWN.has(element.tagName) || find(element, ({ tagName }) => SHOWN.has(tagName)) !== undefined) return true;
  if (!state.survey.linked.has(element)) return false;
  const links = findAll(element, ({ tagName }) => tagName === "a");
  return links.some((link) => {
    const other = mediaAddress(attribute(link, "href"), state);
    return other !== undefined && bare(other) === bare(address);
  });
}

/** Returns an address without its query, fragment and trailing slash. */
const bare = (address: string): string => address.replace(/[?#].*$/, "").replace(/\/$/, "");

/** Returns what a script would fill an element with, as an embed; undefined if no script fills it. */
export function placeholderEmbed(element: Element, state: State): Embed | undefined {
  const placeholder = placeholderOf(element, state);
  if (placeholder === undefined) return undefined;
  const { address, kind } = placeholder;
  const name = fallbackName(element, state) ?? titleOf(element);
  const title = name === undefined || kind === "" ? (name ?? kind) : `${kind}: ${name}`;
  return { address, title, keepsWords: true };
}

/** Classes of posts that a script builds from the link inside, whether or not that has words. */
const POSTS = [
  "twitter-tweet",
  "twitter-video",
  "instagram-media",
  "reddit-card",
  "reddit-embed-bq",
  "imgur-embed-pub",
];

/** Whether a link stands for a post that a script would show in its place. */
export const isPostLink = ({ attrs, parentNode }: Element): boolean =>
  attrs.some(({ name }) => name === "data-pin-do") ||
  (parentNode !== null && "tagName" in parentNode && hasClass(parentNode, POSTS));
