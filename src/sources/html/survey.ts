import { isHidden } from "./hidden.ts";
import type { Profile } from "./profiles.ts";
import { type Look, lookOf } from "./style.ts";
import { isVisible } from "./text.ts";
import { attribute, type Element, isElement, isText, type Parent } from "./tree.ts";

/** What one walk through the source records about each element and its content. */
export type Survey = {
  looks: Map<Element, Look>;
  hidden: Set<Element>;
  /** Elements that contain visible words, an image, or a link. */
  wordy: Set<Parent>;
  pictured: Set<Parent>;
  linked: Set<Parent>;
  /** How many of the story's own images an element contains. */
  images: Map<Parent, number>;
  /** How many times each of the story's own images is shown. */
  shown: Map<string, number>;
  /** The ids of visible elements, and the ids that links lead to. */
  ids: Set<string>;
  wanted: Set<string>;
};

const IMAGES = new Set(["img", "amp-img", "amp-anim"]);
const WORDLESS = new Set(["script", "style", "template", "noscript", "head", "title", "iframe", "noembed"]);

/** How to read what is found: `fragmentOf` gives the id that a link to the same document names, `imageOf` the story's image. */
type Reading = {
  profile: Profile;
  fragmentOf: (href: string) => string | undefined;
  imageOf: (element: Element) => string | undefined;
};

/** Surveys a document. */
export function survey(root: Parent, reading: Reading): Survey {
  const found: Survey = {
    ...{ looks: new Map(), hidden: new Set(), wordy: new Set(), pictured: new Set(), linked: new Set() },
    ...{ images: new Map(), shown: new Map(), ids: new Set(), wanted: new Set() },
  };
  look(root, { found, isFallback: false, ...reading });
  return found;
}

type Looking = Reading & { found: Survey; isFallback: boolean };

export const isImage = ({ tagName }: Element): boolean => IMAGES.has(tagName);

function look(parent: Parent, looking: Looking): void {
  const { wordy, pictured, linked, images } = looking.found;
  for (const child of parent.childNodes) {
    if (isText(child)) {
      if (!wordy.has(parent) && isVisible(child.value)) wordy.add(parent);
    } else if (isElement(child) && !lookAt(child, looking)) {
      if (wordy.has(child) && !WORDLESS.has(child.tagName)) wordy.add(parent);
      if (pictured.has(child) || isImage(child)) pictured.add(parent);
      const shown = imagesIn(child, looking);
      if (shown > 0) images.set(parent, (images.get(parent) ?? 0) + shown);
      if (linked.has(child) || child.tagName === "a") linked.add(parent);
    }
  }
}

function imagesIn(element: Element, { found, imageOf, isFallback }: Looking): number {
  // A fallback for browsers without scripts shows the same picture again.
  if (element.tagName === "noscript" || isFallback) return 0;
  const own = isImage(element) ? imageOf(element) : undefined;
  if (own !== undefined) found.shown.set(own, (found.shown.get(own) ?? 0) + 1);
  return (found.images.get(element) ?? 0) + (own === undefined ? 0 : 1);
}

/** Surveys an element and its content; returns true if it is hidden. */
function lookAt(element: Element, looking: Looking): boolean {
  const { found, profile, fragmentOf } = looking;
  const style = element.attrs.length > 0 ? lookOf(element) : undefined;
  if (style) found.looks.set(element, style);
  if (style && isHidden(element, style, profile)) {
    found.hidden.add(element);
    return true;
  }
  const id = idOf(element);
  if (id !== undefined) found.ids.add(id);
  look(element, element.tagName === "noscript" ? { ...looking, isFallback: true } : looking);
  const href = element.tagName === "a" && found.wordy.has(element) ? attribute(element, "href") : undefined;
  const wanted = href === undefined ? undefined : fragmentOf(href);
  if (wanted !== undefined) found.wanted.add(wanted);
  return false;
}

/** Returns the name by which links reach an element; old links have `name`. */
export function idOf(element: Element): string | undefined {
  const id = attribute(element, "id") ?? (element.tagName === "a" ? attribute(element, "name") : undefined);
  return id === undefined || id === "" || /\s/.test(id) ? undefined : id;
}
