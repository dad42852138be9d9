import type { CorrectionKind } from "../../model/article/correction.ts";
import { LENGTH } from "../../model/policy.ts";
import type { PostImage } from "../../model/source/post.ts";
import { lazySources } from "../html/lazy.ts";
import { parse } from "../html/parse.ts";
import { folded } from "../html/text.ts";
import { attribute, type Element, findAll, hasClass, isElement, type Parent, textOf } from "../html/tree.ts";

/** A picture in a text: its `src` as written, and whether it belongs to a card, so isn't the story's even if it has a caption. */
export type BodyImage = PostImage & { src: string; isOfCard: boolean };

/** The parts of a text: its pictures, its words and its corrections. */
export type BodyParts = { images: BodyImage[]; words: string; corrections: { kind: CorrectionKind; note: string }[] };

type CorrectionRule = { begins: string; kind: CorrectionKind };

/** Reads the pictures, words and corrections of a text; all are empty if it can't be parsed. */
export function readBody(html: string, url: string, rules: readonly CorrectionRule[]): BodyParts {
  const root = parsed(html);
  if (root === undefined) return { images: [], words: "", corrections: [] };
  const notes = rules.length === 0 ? [] : findAll(root, ({ tagName }) => tagName === "p" || tagName === "li");
  return {
    images: findAll(root, isImage).flatMap((each) => imageOf(each, url) ?? []),
    words: folded(paragraphsOf(root)),
    corrections: notes.flatMap((element) => correctionOf(folded(textOf(element)), rules) ?? []),
  };
}

function parsed(html: string): Parent | undefined {
  try {
    return parse(html).root;
  } catch {
    // The cleaner reports this when the text is published.
    return undefined;
  }
}

const isImage = ({ tagName }: Element): boolean => tagName === "img";

const paragraphsOf = (root: Parent): string =>
  findAll(root, ({ tagName }) => tagName === "p")
    .map(textOf)
    .join(" ") || textOf(root);

function correctionOf(text: string, rules: readonly CorrectionRule[]) {
  const rule = rules.find(({ begins }) => text.toLowerCase().startsWith(begins.toLowerCase()));
  const note =
    rule &&
    text
      .slice(rule.begins.length)
      .replace(/ (?=[.,;:!?])/g, "")
      .trim()
      .slice(0, LENGTH.note);
  return rule && note ? { kind: rule.kind, note } : undefined;
}

function imageOf(element: Element, url: string): BodyImage | undefined {
  const src = [attribute(element, "src"), ...lazySources(element)].find(
    (each) => each !== undefined && /^(?:https?:)?\/|^\./i.test(each),
  );
  if (src === undefined || !URL.canParse(src, url)) return undefined;
  const alt = folded(attribute(element, "alt") ?? "");
  const caption = captionOf(element);
  return {
    src,
    url: new URL(src, url).href,
    alt: alt || null,
    caption: caption || null,
    credit: null,
    isOfCard: isOfCard(element),
  };
}

/** Ghost's cards with pictures of other pages, shops and players. */
const CARDS = [
  ...["kg-bookmark-card", "kg-nft-card", "kg-product-card", "kg-audio-card", "kg-video-card", "kg-file-card"],
  ...["kg-signup-card", "kg-header-card", "kg-cta-card", "kg-email-cta-card", "kg-collection-card"],
];

function isOfCard(element: Element): boolean {
  for (let at: Parent | null = element; at !== null && isElement(at); at = at.parentNode)
    if (hasClass(at, CARDS)) return true;
  return false;
}

const CAPTIONS = ["wp-caption-text", "gallery-caption", "wp-element-caption"];

/** Returns the caption of a picture: from the figure around it, or from the markup that WordPress used before figures. */
function captionOf(element: Element): string {
  for (let at: Parent | null = element.parentNode; at !== null && isElement(at); at = at.parentNode) {
    const isFrame = at.tagName === "figure" || hasClass(at, ["wp-caption", "gallery-item"]);
    if (!isFrame) continue;
    const [caption] = findAll(at, (each) => each.tagName === "figcaption" || hasClass(each, CAPTIONS));
    if (caption) return folded(textOf(caption));
  }
  return "";
}

const IMG = /<img\b(?:[^>"']|"[^"]*"|'[^']*')*>/gi;

/** The frame around a picture and its caption: the innermost figure, or the markup that WordPress used before figures. */
const FRAMES =
  /<figure\b[^>]*>(?:(?!<figure\b)[\s\S])*?<\/figure>|<div\b[^>]*\bwp-caption\b[^>]*>(?:(?!<div\b)[\s\S])*?<\/div>|<dl\b[^>]*\bgallery-item\b[^>]*>(?:(?!<dl\b)[\s\S])*?<\/dl>/gi;
/** What makes a figure more than a picture; this includes Ghost's cards for other pages. */
const OTHERS = /<(?:iframe|video|audio|table|blockquote|pre)\b|\bkg-(?:bookmark|nft-card)-container\b/i;
const GALLERY = /^<[^>]*\bwp-block-gallery\b/i;

/**
 * Returns the text with the pictures that were taken, by hash, and without all others and their captions: the wire's own
 * cleaner treats a picture without rights as a mistake.
 */
export function withImages(html: string, url: string, hashOf: (url: string) => string | undefined): string {
  const taken = (tag: string): string | undefined => {
    const root = parsed(tag);
    const [element] = root ? findAll(root, isImage) : [];
    const image = element && imageOf(element, url);
    const hash = image && hashOf(image.url);
    return hash && `<img src="/images/${hash}" alt="${attributeText(image?.alt ?? "")}">`;
  };
  const framed = html.replace(FRAMES, (frame) => {
    const pictures = frame.match(IMG) ?? [];
    const isLost = pictures.length > 0 && pictures.every((tag) => taken(tag) === undefined);
    return isLost && !OTHERS.test(frame) ? "" : frame;
  });
  const left = framed.replace(FRAMES, (frame) => (GALLERY.test(frame) && !/<img\b/i.test(frame) ? "" : frame));
  return left.replace(IMG, (tag) => taken(tag) ?? "");
}

const attributeText = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;");

/** Returns the text without the paragraphs that became corrections, which are published separately. */
export function withoutCorrections(html: string, rules: readonly CorrectionRule[]): string {
  if (rules.length === 0) return html;
  return html.replace(/<(p|li)\b[^>]*>[\s\S]*?<\/\1>/gi, (whole) => {
    const root = parsed(whole);
    return root && correctionOf(folded(textOf(root)), rules) ? "" : whole;
  });
}
