import type { Properties } from "hast";
import { anchor } from "./anchors.ts";
import { cardOf } from "./cards.ts";
import { CUSTOM } from "./custom-elements.ts";
import { directed, propertiesOf } from "./direction.ts";
import { frame, media, publishEmbed, titleOf } from "./embeds.ts";
import { noscript } from "./fallbacks.ts";
import { figure, isFigure, publishCaption } from "./figures.ts";
import { wantedId } from "./footnotes.ts";
import { formatsIn } from "./formats.ts";
import { isDecoration } from "./hidden.ts";
import { image, lostPictures } from "./images.ts";
import { mediaAddress } from "./links.ts";
import { placeholderEmbed } from "./placeholders.ts";
import { hasBlankLine, paragraphsIn, partsWords } from "./plain-text.ts";
import { script } from "./scripts.ts";
import { LOST_PICTURES } from "./shortcodes.ts";
import type { Context, Handler, State } from "./state.ts";
import type { Look } from "./style.ts";
import { FLOW, INLINE, isCustom, isOffice, LAYOUT, MEANINGLESS, RENAMED, SILENT, STRUCTURE, TEXT } from "./tags.ts";
import { isBlank, sound } from "./text.ts";
import { attribute, type Element, hasClass, isElement, isText, type Parent, textOf } from "./tree.ts";

/** Publishes the content of an element. */
export function walk(parent: Parent, context: Context, state: State): void {
  const isLoose = !context.isPhrasing && state.out.isAtTop;
  const isTop = isLoose && isOutermost(parent);
  const isLayout = isLoose && isElement(parent) && LAYOUT.has(parent.tagName);
  for (const child of parent.childNodes) {
    if (isElement(child)) publish(child, context, state);
    else if (!isText(child)) continue;
    else if (isTop || (isLayout && partsWords(child.value))) publishPlain(sound(child.value), context, state);
    else state.out.text(sound(child.value), context.formats, context.carried);
  }
}

const isOutermost = (parent: Parent): boolean => !isElement(parent) || parent.tagName === "body";

/** Publishes text that is in no element: blank lines separate its paragraphs. */
function publishPlain(text: string, { formats, carried }: Context, { out }: State): void {
  // White space alone is kept as it is between blocks.
  const parts = isBlank(text) ? [text] : paragraphsIn(text);
  if (parts.length === 1 && hasBlankLine(text)) out.boundary();
  for (const [at, part] of parts.entries()) {
    if (at > 0) out.boundary();
    out.text(part, formats, carried);
  }
}

/** Publishes an element and its content. */
export function publish(element: Element, context: Context, state: State): void {
  const { survey, account, profile } = state;
  if (survey.hidden.has(element)) hide(element, state);
  else if (isForNobody(element, state)) passOver(element, context, state);
  else if (profile.drops.length > 0 && hasClass(element, profile.drops)) account.removed(element, { reason: "card" });
  else if (isCode(element, state)) account.removed(element, { reason: "shortcode" });
  else publishElement(element, context, state);
}

function publishElement(element: Element, context: Context, state: State): void {
  const embed = placeholderEmbed(element, state);
  publishOwn(element, context, state);
  if (embed !== undefined) publishEmbed(element, embed, context, state);
}

function publishOwn(element: Element, context: Context, state: State): void {
  const handler = cardOf(element) ?? handlerOf(element, state);
  if (handler) handler(element, context, state);
  else if (!publishCaption(element, context, state)) publishAsTag(element, context, state);
}

/** Whether a paragraph is nothing but code left in it by the text's CMS. */
function isCode({ tagName, childNodes: [only, ...others] }: Element, { profile }: State): boolean {
  if (profile.code === undefined || (tagName !== "p" && tagName !== "div")) return false;
  return only !== undefined && others.length === 0 && isText(only) && profile.code.test(only.value.trim());
}

const isForNobody = (element: Element, { survey }: State): boolean =>
  element.attrs.length > 0 &&
  (survey.pictured.has(element) || SOMETHING.has(element.tagName)) &&
  isDecoration(element, survey.wordy.has(element)) &&
  (survey.images.get(element) ?? 0) === 0;

/** Keeps hidden content hidden; reports it if there was something to see. */
function hide(element: Element, { account, survey }: State): void {
  const isSomething = textOf(element).trim() !== "" || survey.pictured.has(element) || SOMETHING.has(element.tagName);
  const address = attribute(element, "src");
  if (isSomething) account.removed(element, { reason: "hidden", words: 0, ...(address ? { address } : {}) });
}

/** Drops a picture or an embed that is mere decoration, without joining the words around it. */
function passOver(element: Element, { isPhrasing }: Context, state: State): void {
  const { tagName } = element;
  state.account.removed(element, { reason: "hidden", text: "", words: 0 });
  if (LAYOUT.has(tagName) || FLOW.has(tagName) || (isCustom(tagName) && !isPhrasing)) state.out.boundary();
  else state.out.loosen();
}

const SOMETHING = new Set(["img", "iframe", "video", "audio", "object", "embed"]);

function handlerOf(element: Element, state: State): Handler | undefined {
  const { tagName } = element;
  if (isFigure(element, state)) return figure;
  return Object.hasOwn(HANDLERS, tagName) ? HANDLERS[tagName] : undefined;
}

/** Publishes an element as a tag, under its own name or its current one, or publishes only its content. */
function publishAsTag(element: Element, context: Context, state: State): void {
  const { tagName, namespaceURI } = element;
  const tag = RENAMED[tagName] ?? tagName;
  const look = state.survey.looks.get(element) ?? {};
  if (namespaceURI !== HTML) drawing(element, context, state);
  else if (tag === "p") paragraph(element, look, context, state);
  else if (FLOW.has(tag) || TEXT.has(tag) || STRUCTURE.has(tag)) block(element, tag, look, context, state);
  else if (SILENT.has(tagName)) return;
  else if (isInline(element, tag, look, context, state)) inline(element, tag, look, context, state);
  else layout(element, look, context, state);
}

const HTML = "http://www.w3.org/1999/xhtml";

function isInline(element: Element, tag: string, look: Look, context: Context, { account, survey }: State): boolean {
  if (INLINE.has(tag) || MEANINGLESS.has(tag) || isOffice(tag)) return look.display !== "block";
  if (LAYOUT.has(tag)) return look.display === "inline";
  // A button without words opens or plays something that is published anyway.
  if (tag !== "button" || survey.wordy.has(element)) account.unwrapped(element, { reason: "unknown" });
  return look.display !== "block" && (context.isPhrasing || !isCustom(tag));
}

function paragraph(element: Element, look: Look, context: Context, state: State): void {
  const properties = blockProperties(element, "p", look, context, state);
  const end = state.out.paragraph(properties);
  state.walk(element, { ...context, formats: struck(context, look), carried: {}, isPhrasing: true });
  end();
}

function block(element: Element, tag: string, look: Look, context: Context, state: State): void {
  const properties = blockProperties(element, tag, look, context, state);
  if (!state.out.open(tag, properties)) {
    layout(element, look, context, state);
    return;
  }
  const isHeading = context.isHeading || /^(?:h\d|th)$/.test(tag);
  const isPhrasing = context.isPhrasing || TEXT.has(tag);
  state.walk(element, { ...context, formats: struck(context, look), carried: {}, isPhrasing, isHeading });
  state.out.close();
}

/** Adds strikethrough if the block's style asks for it. */
const struck = ({ formats, isHeading }: Context, { struck: isStruck }: Look): Context["formats"] =>
  isStruck ? formatsIn(formats, { tag: "", properties: {}, look: { struck: true }, isHeading }) : formats;

/**
 * Publishes the content of a block that isn't published itself: keeps its boundary, and its direction and language on each
 * block inside.
 */
function layout(element: Element, look: Look, context: Context, state: State): void {
  const { out } = state;
  out.boundary();
  const id = wantedId(element, state);
  if (id !== undefined) out.id(id);
  const carried = { ...context.carried, ...directed(propertiesOf(element, "", look)) };
  state.walk(element, { ...context, formats: struck(context, look), carried });
  out.boundary();
}

function inline(element: Element, tag: string, look: Look, context: Context, state: State): void {
  const { out, survey } = state;
  const isApart = isCustom(tag) || tag === "button";
  const properties = propertiesOf(element, tag, look);
  const id = wantedId(element, state);
  if (id !== undefined && !survey.wordy.has(element)) out.id(id);
  else if (id !== undefined) properties.id = id;
  if (isApart) out.loosen();
  const { formats, isHeading } = context;
  state.walk(element, { ...context, formats: formatsIn(formats, { tag, properties, look, isHeading }) });
  if (isApart) out.loosen();
}

function blockProperties(element: Element, tag: string, look: Look, { carried }: Context, state: State): Properties {
  const properties = { ...carried, ...propertiesOf(element, tag, look) };
  const id = state.survey.wanted.size === 0 ? undefined : wantedId(element, state);
  const { dir, ...others } = properties;
  // Google Docs marks every paragraph as left to right.
  const said = state.isGoogleDoc && dir === "ltr" ? others : properties;
  return id === undefined ? said : { ...said, id };
}

/** Handles a drawing or a formula: a formula can't be told by its words alone, except in its alternative text. */
function drawing(element: Element, { formats, carried }: Context, { out, account, survey }: State): void {
  const said = attribute(element, "alttext");
  if (said !== undefined && said.trim() !== "") {
    out.loosen();
    out.text(sound(said), formats, carried);
    account.replaced(element, { reason: "unknown", replacement: said });
  } else if (survey.wordy.has(element)) account.removed(element, { reason: "unknown" });
  out.loosen();
}

const style: Handler = (element, _context, { account }) =>
  account.removed(element, { reason: "code", words: 0, text: "" });
/** Publishes an area of an image map that leads somewhere: its name becomes the link. */
const area: Handler = (element, context, state) => {
  const address = mediaAddress(attribute(element, "href"), state);
  if (address !== undefined) publishEmbed(element, { address, title: titleOf(element) }, context, state);
};
const br: Handler = (_element, { formats }, { out }) => out.break(formats);
const hr: Handler = (_element, _context, { out }) => out.rule();
const wbr: Handler = () => undefined;
/** Drops form fields and content shown only as a fallback. */
const dropped =
  (reason: "form" | "unknown"): Handler =>
  (element, _context, { account, out }) => {
    out.loosen();
    if (textOf(element).trim() !== "" || element.tagName === "input") account.removed(element, { reason });
  };

const HANDLERS: Readonly<Record<string, Handler>> = {
  ...{ a: anchor, area, style, br, hr, wbr, script, noscript, figure },
  ...{ img: image, "amp-img": image, "amp-anim": image, [LOST_PICTURES]: lostPictures },
  ...{ iframe: frame, frame, embed: frame, video: media, audio: media, object: media, applet: media },
  ...Object.fromEntries(["input", "select", "textarea", "datalist"].map((name) => [name, dropped("form")])),
  ...Object.fromEntries(["canvas", "noembed", "xml", "meter", "progress"].map((name) => [name, dropped("unknown")])),
  ...CUSTOM,
};
