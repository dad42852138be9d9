import { quoteValue } from "../../model/mistake.ts";
import { imageHash } from "./links.ts";
import type { Handler, State } from "./state.ts";
import { isTiny, lookOf } from "./style.ts";
import { attribute, type Element, hasClass } from "./tree.ts";

/** The story's image that an element shows; of those that load late, it isn't in `src`. */
export function ownImage(
  element: Element,
  { images, ...base }: Pick<State, "images" | "base" | "origin">,
): string | undefined {
  return addresses(element)
    .map((src) => imageHash(src, base))
    .find((hash) => hash !== undefined && images.has(hash));
}

const addresses = (element: Element): string[] => {
  const named = element.attrs.filter(({ name }) => name === "src" || /^data-(?:[a-z-]*-)?src$/.test(name));
  return named.map(({ value }) => value);
};

/** An image: the story's own are placed, emoji are words, what counts readers is gone, and any other is a mistake. */
export const image: Handler = (element, { formats, carried }, state) => {
  const { out, account, mistakes, field } = state;
  const hash = ownImage(element, state);
  const src = attribute(element, "src");
  if (hash !== undefined) return out.image(hash);
  const alt = attribute(element, "alt") ?? "";
  if (isEmoji(element, alt)) {
    out.text(alt, formats, carried);
    account.replaced(element, { reason: "emoji", replacement: alt, ...(src ? { address: src } : {}) });
  } else if (isPixel(element, state)) account.removed(element, { reason: "hidden", ...(src ? { address: src } : {}) });
  else
    mistakes.push({
      field,
      value: quoteValue(src) ?? '""',
      problem: "has an image without rights data",
      allowed: "images that are named in images, with owner, credit, licence and alt",
    });
};

const EMOJI =
  /^(?:\p{Emoji_Presentation}|\p{Extended_Pictographic}|\p{Emoji_Modifier}|[\u{1F1E6}-\u{1F1FF}]|[#*\d]\uFE0F?\u20E3|[\uFE0F\u200D]|[\u{E0020}-\u{E007F}])+$/u;

/** WordPress and others put images in the place of emoji and of smileys, with the characters as their text. */
const isEmoji = (element: Element, alt: string): boolean =>
  EMOJI.test(alt) ||
  (alt !== "" && alt.length <= 20 && hasClass(element, ["emoji", "wp-smiley", "twemoji", "Emoji", "an1"]));

/** Whether an image is there to count readers: one pixel. */
export function isPixel(element: Element, { survey }: State): boolean {
  const look = survey.looks.get(element) ?? lookOf(element);
  const [width, height] = [attribute(element, "width"), attribute(element, "height")];
  return look.tiny === true || (isTiny(width) && isTiny(height));
}
