import { children, type Element, parseXml } from "../consumers/xml-tree.ts";

// Reads RSL 1.0 (https://rslstandard.org/rsl) as strictly as possible.

const RSL = "{https://rslstandard.org/rsl}";

/** §3: the elements allowed in each element, in the order of the specification's own example. */
const INSIDE: Record<string, readonly string[]> = {
  rsl: ["content"],
  content: ["license", "alternate", "schema", "copyright", "terms"],
  license: ["permits", "prohibits", "payment", "reporting", "legal"],
  payment: ["standard", "custom", "amount", "accepts"],
};

/** §3: the attributes. `server` is left out, because it would make readers fetch a token before they read anything. */
const ATTRIBUTES: Record<string, readonly string[]> = {
  rsl: ["xmlns", "max-age"],
  content: ["url", "lastmod"],
  permits: ["type"],
  prohibits: ["type"],
  payment: ["type"],
  legal: ["type"],
  copyright: ["type", "contactEmail", "contactUrl"],
};

/** Elements allowed only once; with a `type`, once per type. */
const ONCE = ["permits", "prohibits", "payment", "legal", "schema", "copyright", "terms"];

const nameOf = ({ name }: Element): string => name.replace(RSL, "");

/** Returns everything in an element that RSL doesn't allow. */
export function shapeMistakes(element: Element): string[] {
  const name = nameOf(element);
  const inside = element.children.map(nameOf);
  const known = INSIDE[name] ?? [];
  const places = inside.map((each) => known.indexOf(each));
  const once = element.children
    .filter((child) => ONCE.includes(nameOf(child)))
    .map((child) => `${nameOf(child)} ${child.attributes.type ?? ""}`);
  return [
    ...inside.filter((each) => !known.includes(each)).map((each) => `<${each}> in <${name}>`),
    ...places.flatMap((place, at) => (place < (places[at - 1] ?? 0) ? [`<${inside[at]}> too late in <${name}>`] : [])),
    ...once.flatMap((each, at) => (once.indexOf(each) === at ? [] : [`<${each}> twice in <${name}>`])),
    ...Object.keys(element.attributes)
      .filter((each) => !ATTRIBUTES[name]?.includes(each))
      .map((each) => `${each} of <${name}>`),
    ...(known.length > 0 && element.text.trim() !== "" ? [`text in <${name}>`] : []),
    ...(name === "content" && !inside.includes("license") ? ["<content> without <license>"] : []),
    ...(name === "rsl" && inside.length === 0 ? ["<rsl> without <content>"] : []),
    ...element.children.flatMap(shapeMistakes),
  ];
}

/** §3.4.1.1: the usage tokens, and the tokens that each includes. */
const HOLDS: Record<string, readonly string[]> = {
  all: ["search", "ai-all", "ai-train", "ai-input", "ai-index"],
  "ai-all": ["ai-train", "ai-input", "ai-index"],
  "ai-train": [],
  "ai-input": [],
  "ai-index": [],
  search: [],
};

/** Returns a token and all that it includes. */
export const withHeld = (token: string): string[] => [token, ...(HOLDS[token] ?? [])];

/** Returns the tokens of a list, split at single spaces; none without a list. */
const tokens = (license: Element, name: string): string[] =>
  children(license, `${RSL}${name}`)
    .filter(({ attributes }) => attributes.type === "usage")
    .flatMap(({ text }) => text.split(" "));

export type Usage = { permits: string[]; prohibits: string[] };

/** Returns what a license permits and prohibits. */
export const usageOf = (license: Element): Usage => ({
  permits: tokens(license, "permits"),
  prohibits: tokens(license, "prohibits"),
});

/** Returns tokens that RSL doesn't define (including any with a comma), and pairs in which one includes the other. */
export function tokenMistakes({ permits, prohibits }: Usage): string[] {
  const all = [...permits, ...prohibits];
  return [
    ...all.filter((token) => !Object.hasOwn(HOLDS, token)).map((token) => `token “${token}”`),
    ...all.flatMap((one, at) =>
      all.flatMap((other, place) => (place !== at && withHeld(one).includes(other) ? [`${other} beside ${one}`] : [])),
    ),
  ];
}

/** Return the content elements of a document, and their licenses. */
export const contentsIn = (element: Element): Element[] =>
  element.name === `${RSL}content` ? [element] : element.children.flatMap(contentsIn);
export const licensesIn = (element: Element): Element[] => children(element, `${RSL}license`);

/** Returns the root of a well-formed document. */
export function rootOf(xml: string): Element {
  const { root, mistakes } = parseXml(xml);
  if (mistakes.length > 0) throw new Error(mistakes.join("\n"));
  return root;
}

/** Returns the text of a content element's children with one name. */
export const textsOf = (element: Element, name: string): string[] =>
  children(element, `${RSL}${name}`).map(({ text }) => text);
