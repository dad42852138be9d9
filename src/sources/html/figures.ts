import type { ElementContent } from "hast";
import { ownImage } from "./images.ts";
import type { Entry } from "./paragraphs.ts";
import type { Context, Handler, State } from "./state.ts";
import { folded, isVisible } from "./text.ts";
import { type Element, find, hasClass, isElement, isText, type Parent } from "./tree.ts";

/** The maximum length of an image's caption, in characters. */
const LONGEST = 2000;

export const isFigure = (element: Element, { profile }: State): boolean =>
  element.tagName === "figure" || (profile.figures.length > 0 && hasClass(element, profile.figures));

const isCaption = (element: Element, { profile }: State): boolean =>
  element.tagName === "figcaption" || (profile.captions.length > 0 && hasClass(element, profile.captions));

/** Publishes a figure. One with pictures is rebuilt around each of them; one without is kept only if it has a caption. */
export const figure: Handler = (element, context, state) => {
  const inside = { ...context, figure: element };
  const caption = element.childNodes.filter(isElement).find((child) => isCaption(child, state));
  const isPictured = (state.survey.images.get(element) ?? 0) > 0;
  const isKept =
    !isPictured && caption !== undefined && state.survey.wordy.has(caption) && hasMore(element, caption, state);
  if (!isKept || !state.out.open("figure", context.carried)) {
    state.out.boundary();
    state.walk(element, inside);
    return state.out.boundary();
  }
  state.walk(element, { ...inside, carried: {} });
  state.out.close();
};

/** Whether a figure contains anything besides its caption. */
const hasMore = (element: Element, caption: Element, { survey }: State): boolean =>
  element.childNodes.some((child) => child !== caption && isElement(child) && !survey.hidden.has(child));

/** Publishes a figure's caption: gives it to the only picture if that has none of its own, or else keeps it as text. */
export function publishCaption(element: Element, context: Context, state: State): boolean {
  const { figure: around } = context;
  if (around === undefined || !isCaption(element, state)) return false;
  // Inside another block the caption stays where it is, because the picture is placed outside that block.
  if ((state.survey.images.get(around) ?? 0) === 0 || !state.out.isAtTop) return false;
  const entries = state.out.capture(() => state.walk(element, { ...context, formats: [] }));
  const picture = isOfPicture(element, around, state) ? pictureIn(around, state) : undefined;
  const text = folded(entries.map(wordsOf).join(" "));
  if (picture === undefined || text === "" || !joins(element, picture, text, state)) state.out.add(entries);
  else unlink(element, entries, state);
  return true;
}

/** Whether a figure shows one picture and nothing else that its caption could describe. */
function isOfPicture(caption: Element, around: Element, state: State): boolean {
  if (state.survey.images.get(around) !== 1) return false;
  const path = new Set<unknown>([caption]);
  for (let at = caption.parentNode; at !== null && at !== around && isElement(at); at = at.parentNode) path.add(at);
  const saysMore = (parent: Parent): boolean =>
    parent.childNodes.some((child) => {
      if (child === caption) return false;
      if (isText(child)) return isVisible(child.value);
      if (!isElement(child) || state.survey.hidden.has(child)) return false;
      return path.has(child) ? saysMore(child) : state.survey.wordy.has(child) || isShown(child);
    });
  return !saysMore(around);
}

/** Whether an element is, or contains, something that becomes a link. */
const isShown = (element: Element): boolean =>
  SHOWN.has(element.tagName) || find(element, ({ tagName }) => SHOWN.has(tagName)) !== undefined;

const SHOWN = new Set(["iframe", "video", "audio", "object", "embed", "script"]);

const pictureIn = (around: Element, state: State): string | undefined => {
  const element = find(around, (each) => !state.survey.hidden.has(each) && ownImage(each, state) !== undefined);
  return element && ownImage(element, state);
};

/** Whether a caption becomes, or already is, the picture's own. */
function joins(element: Element, picture: string, text: string, state: State): boolean {
  const { images, captions, account, survey } = state;
  const { caption = captions.get(picture), credit = "" } = images.get(picture) ?? {};
  if (caption === undefined) {
    // A picture that is shown twice would repeat the caption.
    if (text.length > LONGEST || survey.shown.get(picture) !== 1) return false;
    captions.set(picture, text);
    return true;
  }
  if (caption === "" || !folded(`${caption} ${credit}`).includes(text)) return false;
  account.removed(element, { reason: "caption" });
  return true;
}

/** Reports the links lost from a caption, which is plain text. */
function unlink(element: Element, entries: readonly Entry[], { account }: State): void {
  for (const link of entries.flatMap(nodesOf).flatMap(linksIn))
    account.unwrapped(element, { element: "a", reason: "link around picture", address: link });
}

const nodesOf = (entry: Entry): ElementContent[] =>
  entry.kind === "words" ? entry.nodes : entry.kind === "node" ? [entry.node] : [];

const linksIn = (node: ElementContent): string[] => {
  if (node.type !== "element") return [];
  const { href } = node.properties;
  return [...(typeof href === "string" ? [href] : []), ...node.children.flatMap(linksIn)];
};

const wordsOf = (entry: Entry): string => nodesOf(entry).map(words).join("");

/** Returns the words of a node, with spaces around blocks inside it. */
const words = (node: ElementContent): string => {
  if (node.type === "text") return node.value;
  if (node.type !== "element") return "";
  const inside = node.tagName === "br" ? " " : node.children.map(words).join("");
  return BLOCKS.test(node.tagName) ? ` ${inside} ` : inside;
};

const BLOCKS = /^(?:p|h\d|pre|ul|ol|li|dl|dt|dd|blockquote|table|caption|t(?:head|body|foot|r|d|h)|figure|figcaption)$/;
