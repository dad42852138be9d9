import { frame, media, publishEmbed, sourceOf, titleOf } from "./embeds.ts";
import { image, isPixel, ownImage } from "./images.ts";
import { mediaAddress } from "./links.ts";
import type { Context, Handler, State } from "./state.ts";
import { isImage } from "./survey.ts";
import { countWords } from "./text.ts";
import { attribute, type Element, find, isElement, isText, type Parent, textOf } from "./tree.ts";

/**
 * Publishes the fallback for browsers without scripts: its links, media and pictures become links; its other words are removed.
 */
export const noscript: Handler = (element, context, state) => {
  if (state.used.has(element)) return;
  publishIn(element, context, state);
  const words = plainText(element, state);
  if (countWords(words) > 0) state.account.removed(element, { reason: "code", text: words, words: 0 });
};

function publishIn(parent: Parent, context: Context, state: State): void {
  for (const child of parent.childNodes) if (isElement(child)) publish(child, context, state);
}

function publish(element: Element, context: Context, state: State): void {
  if (state.survey.hidden.has(element)) return;
  if (isImage(element)) publishPicture(element, context, state);
  else if (element.tagName === "iframe") frame(element, context, state);
  else if (["video", "audio", "object"].includes(element.tagName)) media(element, context, state);
  else if (!publishLink(element, context, state)) publishIn(element, context, state);
}

/** Publishes a picture once, even if the story also shows it through a script. */
function publishPicture(element: Element, context: Context, state: State): void {
  const own = ownImage(element, state);
  if (own !== undefined) {
    if (!state.out.hasImage(own) && !state.survey.shown.has(own)) image(element, context, state);
    return;
  }
  const address = sourceOf(element, state);
  if (isPixel(element, state) || address === undefined) state.account.removed(element, { reason: "hidden" });
  else publishEmbed(element, { address, title: titleOf(element) }, context, state);
}

function publishLink(element: Element, context: Context, state: State): boolean {
  const address = element.tagName === "a" ? mediaAddress(attribute(element, "href"), state) : undefined;
  if (address === undefined) return false;
  const picture = find(element, isImage);
  const words = textOf(element).trim();
  if (words === "" && picture === undefined) return false;
  const title = words === "" ? picture && titleOf(picture) : words;
  publishEmbed(element, { address, title: title ?? titleOf(element) }, context, state);
  return true;
}

/** Returns the words that aren't inside a link. */
function plainText(parent: Parent, state: State): string {
  return parent.childNodes
    .map((child) => {
      if (isText(child)) return child.value;
      return isElement(child) && child.tagName !== "a" && !state.survey.hidden.has(child)
        ? plainText(child, state)
        : "";
    })
    .join(" ");
}

/** Returns the name of the picture that stands in for an embed without scripts; that fallback is then not published itself. */
export function fallbackName(element: Element, state: State): string | undefined {
  const parent = element.parentNode;
  const fallback =
    find(element, ({ tagName }) => tagName === "noscript") ??
    parent?.childNodes.filter(isElement).find(({ tagName }) => tagName === "noscript");
  const picture = fallback && find(fallback, isImage);
  if (fallback === undefined || picture === undefined) return undefined;
  state.used.add(fallback);
  return titleOf(picture);
}
