import type { Profile } from "./profiles.ts";
import type { Look } from "./style.ts";
import { attribute, type Element, find, hasClass, isElement } from "./tree.ts";

/** Whether the newsroom hid an element: by attribute, by inline style, or by a class that its CMS uses for hiding. */
export function isHidden(element: Element, look: Look, { hides }: Profile): boolean {
  if (look.hidden || attribute(element, "hidden") !== undefined) return true;
  if (element.tagName === "dialog" && attribute(element, "open") === undefined) return true;
  if (look.sizeless && find(element, hasSize) === undefined) return true;
  return isRemark(element) || (hides.length > 0 && hasClass(element, hides));
}

const hasSize = (element: Element): boolean => /font(?:-size)?\s*:/i.test(attribute(element, "style") ?? "");

/** Whether an element is decoration: it has no words and is hidden from screen readers. */
export const isDecoration = (element: Element, hasWords: boolean): boolean =>
  !hasWords && attribute(element, "aria-hidden")?.toLowerCase() === "true";

/** Whether an element is an editor's comment that was copied along with the text, or the mark that leads to one. */
function isRemark(element: Element): boolean {
  const name = attribute(element, "class");
  if (name !== undefined && /(?:^|\s)(?:msocom|MsoCommentReference)/.test(name)) return true;
  if (element.tagName === "a") return /^#cmnt\d+$/.test(attribute(element, "href") ?? "");
  return (element.tagName === "div" || element.tagName === "p") && isDocsRemark(element);
}

/** Google Docs puts comments in boxes after the text; each begins with a link back. */
function isDocsRemark(box: Element): boolean {
  const first = firstIn(box);
  const link = first?.tagName === "p" ? firstIn(first) : first;
  return link?.tagName === "a" && /^#cmnt_ref\d+$/.test(attribute(link, "href") ?? "");
}

const firstIn = ({ childNodes }: Element): Element | undefined => {
  const first = childNodes[0];
  return first !== undefined && isElement(first) ? first : undefined;
};
