import { children, type Element, parseXml } from "../consumers/xml-tree.ts";

// RSL 1.0 (https://rslstandard.org/rsl), read as strictly as it can be.

const RSL = "{https://rslstandard.org/rsl}";

/** §3: what may stand in each element, in the order of the specification's own example. */
const INSIDE: Record<string, readonly string[]> = {
  rsl: ["content"],
  content: ["license", "alternate", "schema", "copyright", "terms"],
  license: ["permits", "prohibits", "payment", "reporting", "legal"],
  payment: ["standard", "custom", "amount", "accepts"],
};

/** §3: which attributes. `server` would make readers fetch a token before they read anything. */
const ATTRIBUTES: Record<string, readonly string[]> = {
  rsl: ["xmlns", "max-age"],
  content: ["url", "lastmod"],
  permits: ["type"],
  prohibits: ["type"],
  payment: ["type"],
  legal: ["type"],
  copyright: ["type", "contactEmail", "contactUrl"],
};

/** What may stand once; with a `type`, once of each. */
const ONCE = ["permits", "prohibits", "payment", "legal", "schema", "copyright", "terms"];

const nameOf = ({ name }: Element): string => name.replace(RSL, "");

/** Everything that an element and what stands in it have otherwise than RSL wants. */
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

/** §3.4.1.1: the usage tokens, and what each of them holds. */
const HOLDS: Record<string, readonly string[]> = {
  all: ["search", "ai-all", "ai-train", "ai-input", "ai-index"],
  "ai-all": ["ai-train", "ai-input", "ai-index"],
  "ai-train": [],
  "ai-input": [],
  "ai-index": [],
  search: [],
};

/** A token with all that it holds. */
export const withHeld = (token: string): string[] => [token, ...(HOLDS[token] ?? [])];

/** The tokens of a list, as they stand between single spaces; none where there is no list. */
const tokens = (license: Element, name: string): string[] =>
  children(license, `${RSL}${name}`)
    .filter(({ attributes }) => attributes.type === "usage")
    .flatMap(({ text }) => text.split(" "));

export type Usage = { permits: string[]; prohibits: string[] };

/** What a licence says of usage. */
export const usageOf = (license: Element): Usage => ({
  permits: tokens(license, "permits"),
  prohibits: tokens(license, "prohibits"),
});

/** Tokens that RSL doesn't know (one with a comma among them), and pairs of which one holds the other. */
export function tokenMistakes({ permits, prohibits }: Usage): string[] {
  const all = [...permits, ...prohibits];
  return [
    ...all.filter((token) => !Object.hasOwn(HOLDS, token)).map((token) => `token “${token}”`),
    ...all.flatMap((one, at) =>
      all.flatMap((other, place) => (place !== at && withHeld(one).includes(other) ? [`${other} beside ${one}`] : [])),
    ),
  ];
}

/** The contents of a document, and their licences. */
export const contentsIn = (element: Element): Element[] =>
  element.name === `${RSL}content` ? [element] : element.children.flatMap(contentsIn);
export const licensesIn = (element: Element): Element[] => children(element, `${RSL}license`);

/** A well-formed document's root. */
export function rootOf(xml: string): Element {
  const { root, mistakes } = parseXml(xml);
  if (mistakes.length > 0) throw new Error(mistakes.join("\n"));
  return root;
}

/** The text of a content's children of one name. */
export const textsOf = (element: Element, name: string): string[] =>
  children(element, `${RSL}${name}`).map(({ text }) => text);
