import { SaxesParser } from "saxes";

// What the W3C's feed validator says of a document, as far as its rules can meet us. They are taken from its source of
// December 2025, https://github.com/w3c/feedvalidator, src/feedvalidator/: base.py (namespaces, attributes), validators.py
// (nonhtml, dates, addresses), channel.py, item.py, feed.py, entry.py, content.py, link.py, media.py, extension.py, opml.py.
// What it only takes to be unusual is left out: foreign namespaces, and several items that changed at the same time.

/** An element with where it stands, in names as the validator has them: `media:content`, whatever the prefix. */
type Element = {
  name: string;
  attributes: Record<string, string>;
  parent: Element | undefined;
  children: Element[];
  text: string;
  line: number;
};

/** The namespaces that it knows, of those that anything of ours is in, by the prefix that it reserves for each. */
const KNOWN = new Map([
  ["http://www.w3.org/2005/Atom", "atom"],
  ["http://purl.org/rss/1.0/modules/content/", "content"],
  ["http://backend.userland.com/creativeCommonsRssModule", "creativeCommons"],
  ["http://purl.org/dc/elements/1.1/", "dc"],
  ["http://purl.org/dc/terms/", "dcterms"],
  ["http://purl.org/syndication/history/1.0", "fh"],
  ["http://search.yahoo.com/mrss/", "media"],
  ["http://www.w3.org/XML/1998/namespace", "xml"],
]);

const words = (text: string): string[] => text.split(/\s+/);

/** The prefixes that it reserves for others: a document that gives them another meaning is warned. */
const RESERVED = new Set([
  ...KNOWN.values(),
  ...words(`access admin ag annotate app audio blogChannel cc cf company conversationsNetwork cp email ev geo geourl georss
    gml icbm image indexing itunes feedburner foaf l mathml opensearch10 opensearch opml rdf rdfs ref reqv rss091 search slash
    ss str sub sx svg sy taxo thr trackback wfw wiki soap xhtml rss090 rss1 rss11 g openid kml20 kml21 kml22 xlink xrd xrds`),
]);

/** extension_everywhere: Dublin Core, wherever it stands. */
const EVERYWHERE = [
  ...words(
    "title description publisher contributor type format identifier source language relation coverage rights",
  ).map((name) => `dc:${name}`),
  ...words(`alternative abstract created valid available issued modified extent isPartOf hasPart references audience
    accessRights license provenance rightsHolder`).map((name) => `dcterms:${name}`),
];

/** media_elements: Media RSS 1.1, without `license` and `status`. */
const MEDIA = words(
  "adult category copyright credit description keywords hash player rating restriction text title thumbnail",
).map((name) => `media:${name}`);

const ITEM = [...EVERYWHERE, ...MEDIA, ...words("media:content media:group dc:creator dc:subject dc:date")];
const CHANNEL = [
  ...EVERYWHERE,
  ...MEDIA,
  ...words("dc:creator dc:subject dc:date fh:archive fh:complete creativeCommons:license"),
];

/** What may stand in an element, of the namespaces that it knows; what isn't named takes text alone, or anything. */
const INSIDE: Record<string, readonly string[]> = {
  "/rss": ["channel"],
  "rss/channel": [
    ...CHANNEL,
    ...words(`title link description language copyright managingEditor webMaster pubDate lastBuildDate category generator docs
      cloud ttl image rating textInput skipHours skipDays item atom:link atom:id atom:author atom:updated`),
  ],
  "channel/image": words("url title link width height description"),
  "channel/item": [
    ...ITEM,
    ...words(`title link description author category comments enclosure guid pubDate source content:encoded
      creativeCommons:license atom:id atom:link atom:title atom:summary atom:author atom:contributor atom:content
      atom:published atom:updated`),
  ],
  "/atom:feed": [
    ...CHANNEL,
    ...words("author category contributor generator icon id link logo rights subtitle title updated entry").map(
      (name) => `atom:${name}`,
    ),
  ],
  "atom:feed/atom:entry": [
    ...ITEM,
    "creativeCommons:license",
    ...words("author category content contributor id link published rights source summary title updated").map(
      (name) => `atom:${name}`,
    ),
  ],
  "atom:entry/atom:author": ["atom:name", "atom:uri", "atom:email"],
  "atom:feed/atom:author": ["atom:name", "atom:uri", "atom:email"],
  "item/media:content": [...EVERYWHERE, ...MEDIA],
  "atom:entry/media:content": [...EVERYWHERE, ...MEDIA],
  "/opml": ["head", "body"],
  "opml/head": words("title dateCreated dateModified ownerName ownerEmail ownerId"),
  "opml/body": ["outline"],
  "body/outline": ["outline"],
};

/** The attributes that an element may have. */
const ATTRIBUTES: Record<string, string> = {
  rss: "version",
  guid: "isPermaLink",
  enclosure: "url length type",
  category: "domain",
  "atom:link": "type title rel href length hreflang",
  "atom:category": "term scheme label",
  "atom:title": "type",
  "atom:subtitle": "type",
  "atom:summary": "type",
  "atom:rights": "type",
  "atom:content": "type src",
  "atom:generator": "uri version",
  "media:content":
    "bitrate channels duration expression fileSize framerate height isDefault lang medium samplingrate type url width",
  "media:copyright": "url",
  "media:credit": "role scheme",
  "media:description": "type",
  "media:restriction": "relationship type",
  opml: "version",
  outline: "category created description htmlUrl isBreakpoint isComment language text title type url version xmlUrl",
};

/** `noduplicates`: at most one of each in an item or entry. */
const ONCE =
  words(`title link description enclosure guid pubDate content:encoded atom:title atom:summary atom:content atom:id
  atom:published atom:updated atom:rights dc:language dc:rights dcterms:modified media:copyright media:description`);

/** `nonhtml`: text that holds no HTML. */
const PLAIN =
  words(`title category copyright atom:title atom:summary atom:subtitle atom:rights dc:rights media:copyright
  media:description`);

/** What the validator complains of; none of a valid document. */
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

/** A foreign namespace stays in the name, so that nothing of it is taken for anything known. */
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

/** UndefinedElement. Whatever stands in a foreign element is eaten. */
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

const TAGS =
  words(`a abbr b blockquote body br code div em figcaption figure h1 h2 h3 html i iframe img li ol p pre script
  small span strong style sub sup table td tr u ul`);
const ENTITIES = words("amp lt gt quot apos nbsp copy reg hellip mdash ndash lsquo rsquo ldquo rdquo");

/** nonhtml: ContainsHTML, ContainsUndeclaredHTML, CharacterData. A number for a mark on the element's line excuses entities. */
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

const RFC_2822 =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d? (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d GMT$/;
const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d*)?(?:Z|[+-]\d\d:\d\d)$/;
const FULL_URI = /^[a-zA-Z][0-9a-zA-Z+\-.]*:(?:\/\/)?[0-9a-zA-Z;/?:@&=+$.\-_!~*'()%,#]+$/;
const REFERENCE = /^[0-9a-zA-Z;/?:@&=+$.\-_!~*'()%,#]+$/;
const COUNTRY = /^[A-Z]{2}$/;

/** Values by the element that holds them, each as the validator's class for it wants them. */
const VALUES: Record<string, RegExp> = {
  pubDate: RFC_2822,
  lastBuildDate: RFC_2822,
  dateModified: RFC_2822,
  "atom:updated": RFC_3339,
  "atom:published": RFC_3339,
  "dcterms:modified": RFC_3339,
  link: FULL_URI,
  guid: FULL_URI,
  url: FULL_URI,
  docs: FULL_URI,
  "atom:id": FULL_URI,
  "creativeCommons:license": FULL_URI,
};

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

const RELATIONS =
  words(`alternate current describedby edit edit-media enclosure first hub last license next next-archive payment
  prev-archive previous related replies search self service up via`);

/** Links may be relative, only not to oneself. */
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

/** NotBlank; and an item with nothing in it becomes an empty post, which is nobody's rule but ours. */
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
