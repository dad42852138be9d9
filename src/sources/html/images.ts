import { quoteValue } from "../../model/mistake.ts";
import { emojiOf } from "./emoji.ts";
import { lazySources, sizedSources } from "./lazy.ts";
import { imageHash } from "./links.ts";
import { parse } from "./parse.ts";
import { NO_PROFILE } from "./profiles.ts";
import type { Handler, State } from "./state.ts";
import { isTiny, lookOf } from "./style.ts";
import { folded } from "./text.ts";
import { attribute, type Element, textOf } from "./tree.ts";

/** Returns the hash of the story's image that an element shows; with lazy loading, its address isn't in `src`. */
export function ownImage(
  element: Element,
  { images, ...base }: Pick<State, "images" | "base" | "origin">,
): string | undefined {
  const src = attribute(element, "src");
  return [...(src === undefined ? [] : [src]), ...lazySources(element), ...sizedSources(element)]
    .map((each) => imageHash(each, base))
    .find((hash) => hash !== undefined && images.has(hash));
}

/** The problem reported for an image that the article doesn't list. */
export const NO_RIGHTS = "has an image with no rights information";

/** Handles an image: places the story's own, turns emoji into text, drops tracking pixels, and reports any other as a mistake. */
export const image: Handler = (element, { formats, carried }, state) => {
  const { out, account, mistakes, field } = state;
  const hash = ownImage(element, state);
  const src = attribute(element, "src");
  if (hash !== undefined) {
    out.image(hash);
    return takeCaption(element, hash, state);
  }
  const emoji = emojiOf(sayingsOf(element));
  if (emoji !== undefined) {
    out.text(emoji, formats, carried);
    account.replaced(element, { reason: "emoji", replacement: emoji, ...(src ? { address: src } : {}) });
  } else if (isPixel(element, state)) account.removed(element, { reason: "hidden", ...(src ? { address: src } : {}) });
  else
    mistakes.push({
      field,
      value: quoteValue(src) ?? '""',
      problem: NO_RIGHTS,
      allowed: "images listed in `images`, with owner, credit, licence and alt",
    });
};

/** Handles the code that another system uses for pictures. If the text's CMS is known to leave such code, a warning is enough. */
export const lostPictures: Handler = (element, _context, { mistakes, field, profile }) => {
  if (profile !== NO_PROFILE) return;
  mistakes.push({
    field,
    value: quoteValue(attribute(element, "code")) ?? '""',
    problem: "is another system's code for pictures that aren't on the wire",
    allowed: "the pictures themselves, listed in `images`; or `cms`, naming that system, to publish without them",
  });
};

const sayingsOf = (element: Element) => ({
  ...{ alt: attribute(element, "alt"), src: attribute(element, "src"), title: attribute(element, "title") },
  ...{ class: attribute(element, "class"), emoji: attribute(element, "data-emoji") },
});

/** Takes the caption that Drupal keeps in an attribute of the picture until it renders the page. */
function takeCaption(element: Element, hash: string, { images, captions }: State): void {
  const written = attribute(element, "data-caption");
  const caption = written && folded(textOf(parse(written).root));
  if (caption && images.get(hash)?.caption === undefined && !captions.has(hash)) captions.set(hash, caption);
}

/** Addresses that only count readers, whatever size they give their image. */
const COUNTERS =
  /^(?:https?:)?\/\/(?:(?:www\.)?facebook\.com\/tr\b|(?:pixel|stats)\.wp\.com\/|[\w.-]*(?:scorecardresearch|quantserve|google-analytics|doubleclick|chartbeat|parsely|hotjar)\.(?:com|net)\/|counter\.theconversation\.com\/|pixel\.propublica\.org\/|px\.ads\.linkedin\.com\/|feeds\.feedburner\.com\/~)/i;

/** Whether an image is there only to count readers: a single pixel, or from a tracking host. */
export function isPixel(element: Element, { survey }: State): boolean {
  const look = survey.looks.get(element) ?? lookOf(element);
  const [width, height] = [attribute(element, "width"), attribute(element, "height")];
  return (
    look.tiny === true || (isTiny(width) && isTiny(height)) || COUNTERS.test(attribute(element, "src")?.trim() ?? "")
  );
}
