// The vocabulary of the W3C feed validator, as far as its rules can affect our feeds, from its source of December 2025,
// https://github.com/w3c/feedvalidator, src/feedvalidator/: base.py (namespaces), channel.py, item.py, feed.py, entry.py,
// link.py, media.py, extension.py and opml.py (elements and attributes), validators.py (values).

/** The namespaces that it knows and our documents use, with the prefix that it reserves for each. */
export const KNOWN = new Map([
  ["http://www.w3.org/2005/Atom", "atom"],
  ["http://purl.org/rss/1.0/modules/content/", "content"],
  ["http://backend.userland.com/creativeCommonsRssModule", "creativeCommons"],
  ["http://purl.org/dc/elements/1.1/", "dc"],
  ["http://purl.org/dc/terms/", "dcterms"],
  ["http://purl.org/syndication/history/1.0", "fh"],
  ["http://search.yahoo.com/mrss/", "media"],
  ["http://www.w3.org/XML/1998/namespace", "xml"],
]);

/** Splits text at white space. */
export const words = (text: string): string[] => text.split(/\s+/);

/** The prefixes that it reserves: a document that binds one to another namespace gets a warning. */
export const RESERVED = new Set([
  ...KNOWN.values(),
  ...words(`access admin ag annotate app audio blogChannel cc cf company conversationsNetwork cp email ev geo geourl georss
    gml icbm image indexing itunes feedburner foaf l mathml opensearch10 opensearch opml rdf rdfs ref reqv rss091 search slash
    ss str sub sx svg sy taxo thr trackback wfw wiki soap xhtml rss090 rss1 rss11 g openid kml20 kml21 kml22 xlink xrd xrds`),
]);

/** extension_everywhere: Dublin Core, allowed in any element. */
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

/** The elements allowed inside an element, in the namespaces that it knows; unlisted elements contain text only, or anything. */
export const INSIDE: Record<string, readonly string[]> = {
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
export const ATTRIBUTES: Record<string, string> = {
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
  "media:thumbnail": "height time url width",
  opml: "version",
  outline: "category created description htmlUrl isBreakpoint isComment language text title type url version xmlUrl",
};

/** `noduplicates`: at most one of each in an item or entry. */
export const ONCE =
  words(`title link description enclosure guid pubDate content:encoded atom:title atom:summary atom:content atom:id
  atom:published atom:updated atom:rights dc:language dc:rights dcterms:modified media:copyright media:description`);

/** `nonhtml`: text that holds no HTML. */
export const PLAIN =
  words(`title category copyright atom:title atom:summary atom:subtitle atom:rights dc:rights media:copyright
  media:description`);

/** Tags that it takes for HTML. */
export const TAGS =
  words(`a abbr b blockquote body br code div em figcaption figure h1 h2 h3 html i iframe img li ol p pre script
  small span strong style sub sup table td tr u ul`);
/** Entities that it takes for HTML. */
export const ENTITIES = words("amp lt gt quot apos nbsp copy reg hellip mdash ndash lsquo rsquo ldquo rdquo");

const RFC_2822 =
  /^(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun), \d\d? (?:Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec) \d{4} \d\d:\d\d:\d\d GMT$/;
const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d*)?(?:Z|[+-]\d\d:\d\d)$/;
/** An absolute URI. */
export const FULL_URI = /^[a-zA-Z][0-9a-zA-Z+\-.]*:(?:\/\/)?[0-9a-zA-Z;/?:@&=+$.\-_!~*'()%,#]+$/;
/** A URI reference, relative or absolute. */
export const REFERENCE = /^[0-9a-zA-Z;/?:@&=+$.\-_!~*'()%,#]+$/;
/** A country code. */
export const COUNTRY = /^[A-Z]{2}$/;

/** The values that elements may contain, as the validator's class for each requires. */
export const VALUES: Record<string, RegExp> = {
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

/** The link relations that it allows. */
export const RELATIONS =
  words(`alternate current describedby edit edit-media enclosure first hub last license next next-archive payment
  prev-archive previous related replies search self service up via`);
