import { publishEmbed, titleOf } from "./embeds.ts";
import { fallbackName } from "./fallbacks.ts";
import { mediaAddress } from "./links.ts";
import type { Context, Handler, State } from "./state.ts";
import { attribute, type Element, hasClass } from "./tree.ts";

/** Scripts that show something in their place, with the address of what they show. */
const SCRIPTS: readonly { pattern: RegExp; address: string; kind: string }[] = [
  {
    pattern: /^https?:\/\/datawrapper\.dwcdn\.net\/(\w+)\/(?:\d+\/)?embed[\w-]*\.js/,
    address: "https://datawrapper.dwcdn.net/$1/",
    kind: "Chart",
  },
  {
    pattern: /^https?:\/\/gist\.github\.com\/([\w-]+\/\w+)\.js.*/,
    address: "https://gist.github.com/$1",
    kind: "Code",
  },
  {
    pattern: /^https?:\/\/(?:assets|embed)\.documentcloud\.org\/documents\/([\w-]+)(?:\.js|\/loader\.js).*/,
    address: "https://www.documentcloud.org/documents/$1",
    kind: "Document",
  },
];

/** A script: what a known one shows becomes a link, named by what stands there without it. */
export const script: Handler = (element, context, state) => {
  const src = mediaAddress(attribute(element, "src"), state);
  const known = SCRIPTS.find(({ pattern }) => src !== undefined && pattern.test(src));
  if (src === undefined || known === undefined) {
    const address = attribute(element, "src");
    return state.account.removed(element, { reason: "code", words: 0, text: "", ...(address ? { address } : {}) });
  }
  const { pattern, kind } = known;
  const address = src.replace(pattern, known.address).replace(/\?.*$/, "");
  const name = fallbackName(element, state) ?? titleOf(element);
  publishEmbed(element, { address, title: name === undefined ? kind : `${kind}: ${name}` }, context, state);
};

type Placeholder = { class: string; attribute: string; pattern: RegExp; address: string; kind: string };

/** Elements that a script fills, by their class, with the address of what it fills them with. */
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
    ...{ class: "text-post-media", attribute: "data-text-post-permalink", kind: "Post" },
    ...{ pattern: /^(https:\/\/.*)/, address: "$1" },
  },
  ...["fb-post", "fb-video", "fb-page", "fb-comment-embed"].map((name) => ({
    ...{ class: name, attribute: "data-href", kind: name === "fb-video" ? "Video" : "Post" },
    ...{ pattern: /^(https?:\/\/.*)/, address: "$1" },
  })),
];

/** What a script would fill an element with. Undefined where it has a link of its own, as quoted posts have. */
export function placeholderOf(element: Element, state: State): { address: string; kind: string } | undefined {
  if (attribute(element, "class") === undefined || state.survey.linked.has(element)) return undefined;
  for (const each of PLACEHOLDERS) {
    const value = hasClass(element, [each.class]) ? attribute(element, each.attribute) : undefined;
    const address = value && each.pattern.test(value) ? value.replace(each.pattern, each.address) : undefined;
    if (address !== undefined && mediaAddress(address, state)) return { address, kind: each.kind };
  }
  return undefined;
}

/** Publishes what is in an element that a script would fill, and a link to what it would fill it with. */
export function publishPlaceholder(element: Element, context: Context, state: State): boolean {
  const placeholder = placeholderOf(element, state);
  if (placeholder === undefined) return false;
  const { address, kind } = placeholder;
  const name = fallbackName(element, state) ?? titleOf(element);
  state.out.boundary();
  state.walk(element, context);
  const title = name === undefined ? kind : `${kind}: ${name}`;
  publishEmbed(element, { address, title, keepsWords: true }, context, state);
  return true;
}
