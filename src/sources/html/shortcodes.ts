import { defaultTreeAdapter, html as spec } from "parse5";
import { WORK } from "../../model/policy.ts";
import type { Account } from "./account.ts";
import { closedIn, mayHaveShortcodes, piecesOf, type Shortcode, unguarded, valuesOf } from "./shortcode.ts";
import { isEmbed, NUMBERED, showsPictures } from "./shortcode-names.ts";
import { countWords } from "./text.ts";
import { type Element, find, isElement, isText, type Node, type Parent, textOf } from "./tree.ts";

type Placed = Shortcode & { offset: number };
type Item = { node: Node } | { code: Placed };

/**
 * Resolves the shortcodes in a document: captions become figures, embeds become the media they embed; any other code is
 * removed, while the content it encloses stays. Code that is quoted as code stays.
 */
export function resolveShortcodes(root: Parent, source: string, account: Account): void {
  if (!mayHaveShortcodes(source)) return;
  resolveIn(root, { source, account, paired: closedIn(source), at: 0, seen: new Map() });
}

type Resolving = {
  source: string;
  account: Account;
  paired: ReadonlySet<string>;
  at: number;
  seen: Map<string, number>;
};

const VERBATIM = new Set(["pre", "code", "kbd", "samp", "script", "style", "textarea", "xmp", "listing"]);

function resolveIn(parent: Parent, resolving: Resolving): void {
  if (isElement(parent) && VERBATIM.has(parent.tagName)) {
    restore(parent, resolving);
    return;
  }
  const items: Item[] = [];
  for (const child of parent.childNodes) {
    if (isText(child) && mayHaveShortcodes(child.value)) items.push(...itemsOf(child.value, resolving));
    else {
      items.push({ node: child });
      if (isElement(child)) resolveIn(child, resolving);
    }
  }
  if (items.some((item) => "code" in item)) adopt(parent, resolved(items, resolving.account));
}

/** Restores code as it was written, and moves past it in the source. */
function restore(parent: Parent, resolving: Resolving): void {
  for (const child of parent.childNodes) {
    if (isElement(child)) restore(child, resolving);
    if (!isText(child) || !mayHaveShortcodes(child.value)) continue;
    itemsOf(child.value, resolving);
    child.value = unguarded(child.value);
  }
}

function itemsOf(text: string, resolving: Resolving): Item[] {
  return piecesOf(text, resolving.paired).map((piece) => {
    if (typeof piece === "string") return { node: textNode(piece) };
    return { code: { ...piece, offset: offsetOf(piece.raw, resolving) } };
  });
}

/** Returns where code is in the source: after the previous code, unless a parser moved text out of a table. */
function offsetOf(raw: string, resolving: Resolving): number {
  const { source, seen, at } = resolving;
  const next = source.indexOf(raw, at);
  const moved = next === -1 && seen.size < WORK.movedShortcodes ? source.indexOf(raw, seen.get(raw) ?? 0) : next;
  if (moved === -1) return at;
  seen.set(raw, moved + raw.length);
  if (next !== -1) resolving.at = next + raw.length;
  return moved;
}

const textNode = (text: string) => defaultTreeAdapter.createTextNode(unguarded(text));

function adopt(parent: Parent, children: Node[]): void {
  parent.childNodes = children;
  for (const child of children) child.parentNode = parent;
}

/** Resolves the shortcodes among siblings; returns what is published. */
function resolved(items: readonly Item[], account: Account): Node[] {
  const nodes: Node[] = [];
  const ends = endsIn(items);
  for (let at = 0; at < items.length; at += 1) {
    const item = items[at];
    if (item === undefined) break;
    if ("node" in item) {
      nodes.push(item.node);
      continue;
    }
    const { code } = item;
    const end = code.closes ? undefined : ends.get(code.name)?.find((each) => each > at);
    const inner = end === undefined ? undefined : items.slice(at + 1, end);
    const pair = inner && PAIRS[code.name]?.(code, resolved(inner, account), account);
    report(code, account);
    if (pair === undefined || end === undefined) nodes.push(...instead(code, account));
    else {
      const last = items[end];
      if (last && "code" in last) report(last.code, account);
      nodes.push(...pair);
      at = end;
    }
  }
  return nodes;
}

/** Returns the indexes of the closing codes for each name that can be a pair. */
function endsIn(items: readonly Item[]): Map<string, number[]> {
  const ends = new Map<string, number[]>();
  items.forEach((item, at) => {
    if (!("code" in item) || !item.code.closes || !Object.hasOwn(PAIRS, item.code.name)) return;
    ends.set(item.code.name, [...(ends.get(item.code.name) ?? []), at]);
  });
  return ends;
}

function report(code: Placed, account: Account): void {
  const text = unguarded(code.raw);
  account.removed(element("shortcode", code, account), { reason: "shortcode", text, words: countWords(text) });
}

function element(name: string, code: Placed, account: Account, attributes: Record<string, string> = {}): Element {
  const attrs = Object.entries(attributes).map(([key, value]) => ({ name: key, value }));
  const made = defaultTreeAdapter.createElement(name, spec.NS.HTML, attrs);
  account.locate(made, code.offset);
  return made;
}

type Pair = (code: Placed, inner: Node[], account: Account) => Node[] | undefined;

/** Builds a figure from a picture and its caption, which old codes have as a value. Without an image, marks it as lost. */
const caption: Pair = (code, inner, account) => {
  const last = inner.findLastIndex((node) => isElement(node) && isPictured(node));
  const words = inner.slice(last + 1);
  const text = element(last === -1 ? "div" : "figcaption", code, account);
  const named = valuesOf(code).named.get("caption");
  adopt(text, named === undefined ? words : [textNode(named), ...words]);
  if (last === -1) return [lostPictures(code, account), text];
  const figure = element("figure", code, account);
  adopt(figure, [...inner.slice(0, last + 1), ...(textOf(text).trim() === "" ? [] : [text])]);
  return [figure];
};

const isPictured = (node: Element): boolean =>
  node.tagName === "img" || find(node, ({ tagName }) => tagName === "img") !== undefined;

/** Builds a link to an address that is to be embedded. */
const embed: Pair = (code, inner, account) => {
  const address = inner
    .map((node) => (isText(node) ? node.value : isElement(node) ? textOf(node) : ""))
    .join("")
    .trim();
  if (!/^https?:\/\/\S+$/i.test(address)) return undefined;
  const link = element("a", code, account, { href: address });
  adopt(link, [textNode(address)]);
  return [link];
};

const PAIRS: Readonly<Record<string, Pair>> = {
  ...{ caption, wp_caption: caption },
  ...{ embed, youtube: embed, vimeo: embed, tweet: embed, soundcloud: embed, video: embed, audio: embed },
  ...{ googlemaps: embed, instagram: embed, facebook: embed, dailymotion: embed, spotify: embed },
};

const MEDIA: Readonly<Record<string, string>> = { video: "video", audio: "audio" };
const SOURCES = ["src", "url", "mp4", "mp3", "m4a", "m4v", "webm", "ogv", "ogg", "wav", "link", "id", "href"];

/** The element name for pictures that aren't on the wire. No parser gives an element such a name. */
export const LOST_PICTURES = "[pictures]";

const lostPictures = (code: Placed, account: Account): Element =>
  element(LOST_PICTURES, code, account, { code: unguarded(code.raw) });

/** Returns what replaces a shortcode that isn't part of a pair. */
function instead(code: Placed, account: Account): Node[] {
  if (code.closes) return [];
  return showsPictures(code.name) ? [lostPictures(code, account)] : embedIn(code, account);
}

/** Returns what a shortcode embeds, as an HTML element; nothing for an unknown shortcode. */
function embedIn(code: Placed, account: Account): Node[] {
  if (!isEmbed(code.name)) return [];
  const { named, first } = valuesOf(code);
  const said = SOURCES.map((name) => named.get(name)).find((value) => value !== undefined) ?? first;
  const numbered = NUMBERED[code.name];
  const src = /^https?:\/\//i.test(said)
    ? said
    : numbered !== undefined && /^[\w-]{4,}$/.test(said)
      ? numbered + said
      : "";
  const title = named.get("title");
  if (src === "") return [];
  return [element(MEDIA[code.name] ?? "iframe", code, account, { src, ...(title ? { title } : {}) })];
}
