import { publishEmbed, titleOf } from "./embeds.ts";
import { fallbackName } from "./fallbacks.ts";
import { mediaAddress } from "./links.ts";
import type { Handler } from "./state.ts";
import { attribute } from "./tree.ts";

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
  {
    pattern: /^https?:\/\/www\.buzzsprout\.com\/(\d+(?:\/\d+)?)[\w-]*\.js.*/,
    address: "https://www.buzzsprout.com/$1",
    kind: "Audio",
  },
];

/** Handles a script: content of a known script becomes a link, named after its no-script fallback. */
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
