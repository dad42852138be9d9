import { mediaAddress } from "./links.ts";
import { within } from "./run.ts";
import type { Context, Handler, State } from "./state.ts";
import { isImage } from "./survey.ts";
import { attribute, type Element, find, hasClass, isElement, isText, type Parent } from "./tree.ts";

/** Ghost's card for another page or a file: the title becomes the link, the rest plain words. Pictures are that page's and go. */
const linkCard =
  (...titles: string[]): Handler =>
  (element, context, state) => {
    const address = mediaAddress(attribute(element, "href"), state);
    const title = find(element, (each) => hasClass(each, titles));
    const { formats } = context;
    const link = address === undefined ? formats : within(formats, { tag: "a", properties: { href: address } });
    publishParts(element, context, state, (part) => (part === title || title === undefined ? link : formats));
  };

function publishParts(
  parent: Parent,
  context: Context,
  state: State,
  formatsOf: (part: Parent) => Context["formats"],
): void {
  state.out.boundary();
  for (const child of parent.childNodes) {
    if (isText(child)) state.out.text(child.value, formatsOf(parent), context.carried);
    if (!isElement(child)) continue;
    if (isImage(child)) state.account.removed(child, { reason: "picture", ...addressOf(child) });
    else if (isPart(child) && child.childNodes.some(isElement)) publishParts(child, context, state, formatsOf);
    else {
      state.out.boundary();
      state.publish(child, { ...context, formats: formatsOf(child) });
      state.out.boundary();
    }
  }
}

const isPart = (element: Element): boolean =>
  /(?:^|\s)kg-(?:bookmark|file-card|nft)-/.test(attribute(element, "class") ?? "");

const addressOf = (element: Element) => {
  const address = attribute(element, "src");
  return address ? { address } : {};
};

/** Ghost's callout box. */
const callout: Handler = (element, context, state) => {
  if (!state.out.open("blockquote", context.carried)) return state.walk(element, context);
  state.walk(element, { ...context, carried: {} });
  state.out.close();
};

/** The buttons and time display of a player. */
const controls: Handler = (element, _context, state) => state.account.removed(element, { reason: "card" });

/** Cards by a class name that no other software uses. */
const CARDS: readonly (readonly [string, Handler])[] = [
  ["kg-bookmark-container", linkCard("kg-bookmark-title")],
  ["kg-file-card-container", linkCard("kg-file-card-title", "kg-file-card-filename")],
  ["kg-nft-card-container", linkCard("kg-nft-title")],
  ["kg-callout-card", callout],
  ["kg-audio-thumbnail", controls],
  ["kg-audio-player", controls],
  ["kg-video-player-container", controls],
  ["kg-video-overlay", controls],
];

/** Returns the handler that publishes a card; undefined if the element isn't a card. */
export function cardOf(element: Element): Handler | undefined {
  const names = attribute(element, "class");
  if (names === undefined || !names.includes("kg-")) return undefined;
  return CARDS.find(([name]) => hasClass(element, [name]))?.[1];
}
