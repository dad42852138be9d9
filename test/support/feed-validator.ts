import { SaxesParser } from "saxes";
import {
  ATTRIBUTES,
  COUNTRY,
  ENTITIES,
  FULL_URI,
  INSIDE,
  KNOWN,
  ONCE,
  PLAIN,
  REFERENCE,
  RELATIONS,
  RESERVED,
  TAGS,
  VALUES,
  words,
} from "./feed-vocabulary.ts";

// Reproduces the W3C feed validator. Its vocabulary is in `feed-vocabulary.ts`; the rules come from the same source files, and
// from content.py. Left out are warnings about what is only unusual: foreign namespaces, and several items changed at the same
// time.

/** An element with its position, named as in the validator: `media:content`, whatever the prefix. */
type Element = {
  name: string;
  attributes: Record<string, string>;
  parent: Element | undefined;
  children: Element[];
  text: string;
  line: number;
};

/** Returns the validator's complaints; none for a valid document. */
export function complaintsOf(xml: string): string[] {
  const { root, elements, complaints } = parse(xml);
  const lines = xml.split("\n");
  return [
    ...complaints,
    ...elements.flatMap((element) => [
      ...undefinedIn(element),
      ...attributesOf(element),
      ...htmlIn(element, lines),
      ...valuesOf(element),
    ]),
    ...(root.name === "rss" ? channelOf(root) : []),
    ...(root.name === "atom:feed" ? feedOf(root) : []),
    ...(root.name === "opml" ? outlinesOf(elements) : []),
  ];
}

function parse(xml: string) {
  const complaints: string[] = [];
  const elements: Element[] = [];
  let open: Element | undefined;
  const parser = new SaxesParser({ xmlns: true });
  const add = (text: string) => {
    if (open) open.text += text;
  };
  parser.on("error", (error) => complaints.push(`not well-formed: ${error.message}`));
  parser.on("text", add);
  parser.on("cdata", add);
  parser.on("opentag", ({ uri, local, attributes, ns = {} }) => {
    complaints.push(...prefixesIn(ns));
    const values = Object.values(attributes).filter(({ prefix, name }) => prefix !== "xmlns" && name !== "xmlns");
    const element: Element = {
      name: nameOf(uri, local),
      attributes: Object.fromEntries(values.map(({ name, value }) => [name, value])),
      parent: open,
      children: [],
      text: "",
      line: parser.line,
    };
    open?.children.push(element);
    elements.push(element);
    open = element;
  });
  parser.on("closetag", () => {
    open = open?.parent;
  });
  parser.write(xml).close();
  const [root] = elements;
  if (root === undefined) throw new Error("no document");
  return { root, elements, complaints };
}

/** Keeps a foreign namespace in the name, so that none of its elements is mistaken for a known one. */
const nameOf = (uri: string, local: string): string => {
  if (uri === "") return local;
  const prefix = KNOWN.get(uri);
  return prefix === undefined ? `{${uri}}${local}` : `${prefix}:${local}`;
};

const isForeign = ({ name }: Element): boolean => name.startsWith("{");

/** ReservedPrefix, NonstdPrefix. */
const prefixesIn = (declared: Record<string, string>): string[] =>
  Object.entries(declared).flatMap(([prefix, uri]) => {
    const known = KNOWN.get(uri);
    const isWrong = prefix !== "" && (known === undefined ? RESERVED.has(prefix) : known !== prefix);
    return isWrong ? [`prefix ${prefix} for ${uri}`] : [];
  });

/** UndefinedElement. The validator skips everything inside a foreign element. */
function undefinedIn(element: Element): string[] {
  const { parent, name } = element;
  if (parent === undefined || isForeign(element) || isForeign(parent)) return [];
  const known = INSIDE[`${parent.parent?.name ?? ""}/${parent.name}`];
  return known?.includes(name) ? [] : [`undefined: ${parent.name}/${name}`];
}

/** UnexpectedAttribute. */
const attributesOf = (element: Element): string[] => {
  if (isForeign(element)) return [];
  const known = ["xml:lang", "xml:base", ...(ATTRIBUTES[element.name]?.split(" ") ?? [])];
  return Object.keys(element.attributes)
    .filter((name) => !known.includes(name))
    .map((name) => `unexpected attribute: ${element.name}/@${name}`);
};

/**
 * nonhtml: ContainsHTML, ContainsUndeclaredHTML, CharacterData. A numeric character reference on the element's line excuses
 * entities.
 */
function htmlIn({ name, text, attributes, line, parent }: Element, lines: readonly string[]): string[] {
  const isPlain = PLAIN.includes(name) || (name === "description" && parent?.name === "channel");
  if (!isPlain || attributes.type === "html") return [];
  const tags = [...text.matchAll(/<\/(\w+)>/g)].filter(([, tag = ""]) => TAGS.includes(tag.toLowerCase()));
  if (tags.length > 0) return [`HTML in ${name}: ${text}`];
  if (lines[line - 1]?.includes("&#x")) return [];
  const entities = [...text.matchAll(/&(#?\w+)/g)].map(([, entity = ""]) => entity);
  const isEncoded = entities.some((entity) => ENTITIES.includes(entity) || !/^[a-z]+$/i.test(entity));
  const isMarked = !name.includes(":") && /&#[x0-9]|<[/a-zA-Z]/.test(text);
  return isEncoded || isMarked ? [`marks in ${name}: ${text}`] : [];
}

function valuesOf(element: Element): string[] {
  const { name, text, attributes } = element;
  const wanted = VALUES[name];
  const isBad = wanted !== undefined && !wanted.test(text.trim());
  const addresses = ["url", "xmlUrl", "htmlUrl"].flatMap((attribute) => attributes[attribute] ?? []);
  return [
    ...(isBad ? [`value of ${name}: ${text}`] : []),
    ...(isForeign(element)
      ? []
      : addresses.filter((address) => !FULL_URI.test(address)).map((each) => `address: ${each}`)),
    ...(name === "media:restriction" ? restrictionOf(element) : []),
    ...(name === "atom:link" ? linkOf(element) : []),
    ...(name === "media:content" || name === "enclosure" ? mediaOf(element) : []),
  ];
}

function restrictionOf({ attributes: { relationship = "", type }, text }: Element): string[] {
  if (!["allow", "deny"].includes(relationship)) return [`relationship of media:restriction: ${relationship}`];
  if (type === "country")
    return text
      .toUpperCase()
      .split(" ")
      .every((each) => COUNTRY.test(each))
      ? []
      : [`country: ${text}`];
  if (type === undefined) return ["all", "none", ""].includes(text) ? [] : [`media:restriction: ${text}`];
  return type === "uri" ? [] : [`type of media:restriction: ${type}`];
}

/** Links may be relative, except `self`. */
function linkOf({ attributes: { rel = "alternate", href = "" } }: Element): string[] {
  const wanted = rel === "self" ? FULL_URI : REFERENCE;
  return [
    ...(RELATIONS.includes(rel) ? [] : [`rel: ${rel}`]),
    ...(wanted.test(href) ? [] : [`href of ${rel}: ${href}`]),
  ];
}

const mediaOf = ({ name, attributes: { type = "", length, fileSize, medium } }: Element): string[] => [
  ...(/^[\w.+-]+\/[\w.+-]+$/.test(type) ? [] : [`type of ${name}: ${type}`]),
  ...(/^\d+$/.test(fileSize ?? length ?? "") ? [] : [`length of ${name}`]),
  ...(medium === undefined || medium === "image" ? [] : [`medium: ${medium}`]),
];

const named = ({ children }: Element, name: string): Element[] => children.filter((child) => child.name === name);
const has = (element: Element, name: string): boolean => named(element, name).length > 0;
const textOf = (element: Element, name: string): string => named(element, name)[0]?.text.trim() ?? "";

const missing = (element: Element, names: string): string[] =>
  words(names)
    .filter((name) => !has(element, name))
    .map((name) => `missing: ${element.name}/${name}`);

const twice = (values: readonly string[], what: string): string[] =>
  values.filter((value, at) => values.indexOf(value) !== at).map((value) => `twice: ${what} ${value}`);

const repeatedIn = (element: Element): string[] =>
  ONCE.filter((name) => named(element, name).length > 1).map((name) => `twice: ${element.name}/${name}`);

/** channel.py, item.py. */
function channelOf(rss: Element): string[] {
  const [channel] = named(rss, "channel");
  if (channel === undefined) return ["missing: channel"];
  const items = named(channel, "item");
  const first = channel.children.findIndex(({ name }) => name === "item");
  return [
    ...missing(channel, "title link description language"),
    ...(named(channel, "atom:link").some(({ attributes }) => attributes.rel === "self") ? [] : ["missing: self"]),
    ...(first >= 0 && channel.children.slice(first).some(({ name }) => name !== "item") ? ["misplaced item"] : []),
    ...items.flatMap((item) => [...missing(item, "title guid description"), ...repeatedIn(item), ...blankIn(item)]),
    ...twice(
      items.map((item) => textOf(item, "guid")),
      "guid",
    ),
  ];
}

/** NotBlank; also rejects an item with nothing in it, which would become an empty post. That rule is only ours. */
const blankIn = (item: Element): string[] =>
  words("title description content:encoded atom:title atom:summary atom:content").flatMap((name) =>
    has(item, name) && textOf(item, name) === "" ? [`blank: ${item.name}/${name}`] : [],
  );

/** feed.py, entry.py: MissingTextualContent, DuplicateEntries, DuplicateAtomLink. */
function feedOf(feed: Element): string[] {
  const entries = named(feed, "atom:entry");
  return [
    ...missing(feed, "atom:title atom:id atom:updated atom:author"),
    ...entries.flatMap((entry) => [
      ...missing(entry, "atom:title atom:id atom:updated"),
      ...(has(entry, "atom:content") || has(entry, "atom:summary") ? [] : ["missing: text of an entry"]),
      ...repeatedIn(entry),
      ...blankIn(entry),
      ...twice(
        named(entry, "atom:link").flatMap(({ attributes: { rel = "alternate", type = "" } }) =>
          rel === "alternate" ? [type] : [],
        ),
        "alternate",
      ),
    ]),
    ...twice(
      entries.map((entry) => textOf(entry, "atom:id")),
      "id",
    ),
  ];
}

/** opml.py: MissingTitleAttr, MissingXmlURL. */
const outlinesOf = (elements: readonly Element[]): string[] =>
  elements
    .filter(({ name }) => name === "outline")
    .flatMap(({ attributes }) =>
      words("text title xmlUrl")
        .filter((name) => !attributes[name])
        .map((name) => `missing: outline/@${name}`),
    );
