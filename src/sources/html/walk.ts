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

/** Publishes all that is in an element. */
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

/** Text that is in no element: blank lines part its paragraphs. */
function publishPlain(text: string, { formats, carried }: Context, { out }: State): void {
  // White space alone stays as it is between blocks.
  const parts = isBlank(text) ? [text] : paragraphsIn(text);
  if (parts.length === 1 && hasBlankLine(text)) out.boundary();
  for (const [at, part] of parts.entries()) {
    if (at > 0) out.boundary();
    out.text(part, formats, carried);
  }
}

/** Publishes an element and all that is in it. */
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

/** Whether a paragraph is nothing but code that the text's CMS has left in it. */
function isCode({ tagName, childNodes: [only, ...others] }: Element, { profile }: State): boolean {
  if (profile.code === undefined || (tagName !== "p" && tagName !== "div")) return false;
  return only !== undefined && others.length === 0 && isText(only) && profile.code.test(only.value.trim());
}

const isForNobody = (element: Element, { survey }: State): boolean =>
  element.attrs.length > 0 &&
  (survey.pictured.has(element) || SOMETHING.has(element.tagName)) &&
  isDecoration(element, survey.wordy.has(element)) &&
  (survey.images.get(element) ?? 0) === 0;

/** What was hidden stays hidden. It is reported where there was something to see. */
function hide(element: Element, { account, survey }: State): void {
  const isSomething = textOf(element).trim() !== "" || survey.pictured.has(element) || SOMETHING.has(element.tagName);
  const address = attribute(element, "src");
  if (isSomething) account.removed(element, { reason: "hidden", words: 0, ...(address ? { address } : {}) });
}

/** Takes a picture or an embed out that is there for no reader. What is around it stays apart. */
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

/** An element that is published as one, under its name or the one that it has today, or is taken from around what is in it. */
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

/** Struck-out text is struck out, whatever element says so. */
const struck = ({ formats, isHeading }: Context, { struck: isStruck }: Look): Context["formats"] =>
  isStruck ? formatsIn(formats, { tag: "", properties: {}, look: { struck: true }, isHeading }) : formats;

/** A block that isn't published; its boundary is, and its direction and language with each block in it. */
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
  // Google Docs says of every paragraph that it is from left to right.
  const said = state.isGoogleDoc && dir === "ltr" ? others : properties;
  return id === undefined ? said : { ...said, id };
}

/** A drawing or a formula: the words of a formula can't be told without it, save those that it has for this. */
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
/** A part of a picture that leads somewhere: its name is the link. */
const area: Handler = (element, context, state) => {
  const address = mediaAddress(attribute(element, "href"), state);
  if (address !== undefined) publishEmbed(element, { address, title: titleOf(element) }, context, state);
};
const br: Handler = (_element, { formats }, { out }) => out.break(formats);
const hr: Handler = (_element, _context, { out }) => out.rule();
const wbr: Handler = () => undefined;
/** What readers would fill in, and what is shown only where something can't be. */
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
