import type { Profile } from "./profiles.ts";
import type { Look } from "./style.ts";
import { attribute, type Element, hasClass } from "./tree.ts";

/** Whether the newsroom hid an element: by attribute, by inline style, or by a class that its CMS hides with. */
export function isHidden(element: Element, look: Look, { hides }: Profile): boolean {
  if (look.hidden || attribute(element, "hidden") !== undefined) return true;
  if (element.tagName === "dialog" && attribute(element, "open") === undefined) return true;
  return hides.length > 0 && hasClass(element, hides);
}

/** Whether an element is there for no reader: it says nothing, and is hidden from those who listen. */
export const isDecoration = (element: Element, hasWords: boolean): boolean =>
  !hasWords && attribute(element, "aria-hidden")?.toLowerCase() === "true";
