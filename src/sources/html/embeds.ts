import { lazySources } from "./lazy.ts";
import { hostOf, mediaAddress } from "./links.ts";
import { within } from "./run.ts";
import type { Context, Handler, State } from "./state.ts";
import { folded } from "./text.ts";
import { attribute, type Element, find } from "./tree.ts";

/** The kind of media that a host serves, where the host alone tells. */
const KINDS: readonly (readonly [RegExp, string])[] = [
  [
    /(?:^|\.)(?:youtube(?:-nocookie)?\.com|youtu\.be|vimeo\.com|dailymotion\.com|twitch\.tv|brightcove\.(?:net|com)|ted\.com|videopress\.com|wistia\.(?:com|net)|jwplatform\.com)$/,
    "Video",
  ],
  [
    /(?:^|\.)(?:soundcloud|spotify|acast|simplecast|buzzsprout|podbean|mixcloud|bandcamp)\.com$|(?:^|\.)megaphone\.fm$/,
    "Audio",
  ],
  [/(?:^|\.)(?:dwcdn\.net|flourish\.studio|infogram\.com|tableau\.com)$/, "Chart"],
  [
    /(?:^|\.)(?:(?:twitter|x|facebook|instagram|threads|reddit|pinterest|linkedin)\.(?:com|net)|bsky\.app|t\.me)$/,
    "Post",
  ],
  [/(?:^|\.)tiktok\.com$/, "Video"],
  [/^(?:www\.)?google\.[a-z.]+$|(?:^|\.)openstreetmap\.org$/, "Map"],
  [/(?:^|\.)documentcloud\.org$/, "Document"],
];
const LONGEST = 200;

export type Embed = {
  address: string;
  title?: string | undefined;
  kind?: string | undefined;
  reason?: "media";
  keepsWords?: true;
};

/** Publishes an embed as a link in a paragraph of its own, with a name that says what it is. */
export function publishEmbed(element: Element, embed: Embed, context: Context, state: State): void {
  const { out, account } = state;
  const name = nameOf(embed);
  const link = { tag: "a", properties: { href: embed.address } };
  out.boundary();
  out.text(name, within([], link), context.carried);
  out.boundary();
  const said = { reason: embed.reason ?? "embed", address: embed.address, replacement: name } as const;
  account.replaced(element, embed.keepsWords ? { ...said, words: 0 } : said);
}

function nameOf({ address, title, kind }: Embed): string {
  const host = folded(hostOf(address)).replace(/^www\./, "");
  const said = folded(title ?? "")
    .slice(0, LONGEST)
    .toWellFormed();
  const what = said === "" ? (kind ?? KINDS.find(([hosts]) => hosts.test(host))?.[1]) : said;
  return what === undefined ? host : `${what} (${host})`;
}

/** Returns the accessible name of an element: its title, label or alternative text. */
export const titleOf = (element: Element): string | undefined =>
  ["title", "aria-label", "alt", "data-title"].map((name) => attribute(element, name)?.trim()).find(Boolean);

/** Returns the address of what an element shows; with lazy loading, it isn't in `src`. */
export function sourceOf(element: Element, state: State): string | undefined {
  const named = ["src", "data"].map((name) => attribute(element, name));
  const address = [...named, ...lazySources(element)]
    .map((written) => mediaAddress(written, state))
    .find((each) => each !== undefined);
  return address && framedAddress(address, state);
}

/** Pages that only frame another page, whose address is in their `url` parameter. */
const FRAMES = /\/media\/oembed\?|^https:\/\/cdn\.(?:embedly\.com\/widgets|iframe\.ly\/api)\//;

const framedAddress = (address: string, state: State): string =>
  (FRAMES.test(address) ? mediaAddress(new URL(address).searchParams.get("url") ?? undefined, state) : undefined) ??
  address;

/** Publishes a frame as a link. */
export const frame: Handler = (element, context, state) => {
  const address = sourceOf(element, state);
  if (address === undefined) state.account.removed(element, given(element, "no address"));
  else publishEmbed(element, { address, title: titleOf(element) }, context, state);
};

const given = (element: Element, reason: "no address") => {
  const address = attribute(element, "src") ?? attribute(element, "data");
  return { reason, ...(address ? { address } : {}) };
};

const MEDIA: Readonly<Record<string, string>> = {
  video: "Video",
  audio: "Audio",
  "amp-video": "Video",
  "amp-audio": "Audio",
};
const INNER = new Set(["source", "embed", "iframe", "object"]);

/** Publishes video, audio or an object as a link: to its own address, or else to that of its fallback content. */
export const media: Handler = (element, context, state) => {
  const inner = find(element, (each) => INNER.has(each.tagName) && sourceOf(each, state) !== undefined);
  const link = find(
    element,
    (each) => each.tagName === "a" && mediaAddress(attribute(each, "href"), state) !== undefined,
  );
  const address =
    sourceOf(element, state) ??
    (inner && sourceOf(inner, state)) ??
    (link && mediaAddress(attribute(link, "href"), state));
  const title = titleOf(element) ?? (inner && titleOf(inner));
  if (address === undefined) state.account.removed(element, given(element, "no address"));
  else publishEmbed(element, { address, title, kind: MEDIA[element.tagName], reason: "media" }, context, state);
};
