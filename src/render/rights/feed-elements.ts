import { nsUrl } from "../../model/address.ts";
import { isAsked } from "../../model/licence/clause.ts";
import { morePermissions } from "../../model/licence/more-permissions.ts";
import type { Item, ItemImage } from "../feed/item.ts";
import type { Notice } from "../feed/notice.ts";
import { element, escapeXml, textElement } from "../feed/xml.ts";
import { RSL } from "./rsl/rsl.ts";

/** Namespaces of the elements below, by prefix. The W3C's validator reserves `cc` for another namespace. */
export const NAMESPACES = {
  atom: "http://www.w3.org/2005/Atom",
  content: "http://purl.org/rss/1.0/modules/content/",
  dc: "http://purl.org/dc/elements/1.1/",
  dcterms: "http://purl.org/dc/terms/",
  media: "http://search.yahoo.com/mrss/",
  creativeCommons: "http://backend.userland.com/creativeCommonsRssModule",
  ccrel: "http://creativecommons.org/ns#",
  fh: "http://purl.org/syndication/history/1.0",
  at: "http://purl.org/atompub/tombstones/1.0",
  rsl: RSL,
} as const;

/** Returns the namespaces as attributes of the root element, including the wire's own, which `/ns` documents. */
export const namespaceAttributes = (prefixes: readonly (keyof typeof NAMESPACES)[], origin: string): string =>
  [...prefixes.map((prefix) => [prefix, NAMESPACES[prefix]] as const), ["cw", nsUrl(origin)] as const]
    .map(([prefix, uri]) => ` xmlns:${prefix}="${escapeXml(uri)}"`)
    .join("");

/** The wire's own elements in feeds, documented at `/ns`. */
export const FEED_WORDS = {
  licence:
    "Inside media:content: the image’s own license, by name. Its href leads to the terms. Its resyndication says whether the image may be passed on to other republishers: allow, ask or deny; it is absent if the license doesn’t say.",
  recall:
    "In the notice for a killed story, for readers with a key: the recall’s id. Software reports the status of its copy at the address in href, with a key that has the report scope.",
} as const;

/** Returns Dublin Core terms (DCMI, 2020): license, rights holder, modification date and period of validity. */
export const dcterms = (item: Item): string =>
  textElement("dcterms:modified", item.modified) +
  textElement(
    "dcterms:valid",
    `start=${item.published};${item.expires ? ` end=${item.expires};` : ""} scheme=W3C-DTF`,
  ) +
  textElement("dcterms:rightsHolder", item.holder) +
  textElement("dcterms:accessRights", item.terms.statement) +
  (item.terms.excluded ? "" : textElement("dcterms:license", item.licence.url));

/**
 * The same for a story that is gone: modified when it went, and no longer valid. Newsroom systems and MSN take a story down
 * once its end is in the past.
 */
export const withdrawal = ({ published, at }: Notice): string =>
  textElement("dcterms:modified", at) + textElement("dcterms:valid", `start=${published}; end=${at}; scheme=W3C-DTF`);

/** Returns Dublin Core elements 1.1: one creator per author, by name only, and the publisher. */
export const dublinCore = (item: Item): string =>
  (item.authors.length > 0 ? item.authors.map(({ name }) => name) : [item.byline])
    .map((name) => textElement("dc:creator", name))
    .join("") +
  textElement("dc:publisher", item.publisher) +
  textElement("dc:rights", item.rights) +
  textElement("dc:language", item.language);

/** The Creative Commons RSS module, which may point to any license. */
export const creativeCommons = (item: Item): string =>
  item.terms.excluded ? "" : textElement("creativeCommons:license", item.licence.url);

/**
 * The parts of ccREL (W3C Member Submission, 2008) that apply to any license: whom to credit, with which link, and where more
 * is granted.
 */
export const ccRel = ({ credit, link, licence, terms }: Item): string =>
  terms.excluded
    ? ""
    : (isAsked(terms.attribution.byline) ? textElement("ccrel:attributionName", credit) : "") +
      (isAsked(terms.attribution.link) ? textElement("ccrel:attributionURL", link) : "") +
      moreAt(licence, terms);

/** For a Creative Commons license, what is granted beyond it; for our own, whom to contact if an agreement may grant more. */
function moreAt({ terms: page }: Item["licence"], terms: Item["terms"]): string {
  if (terms.url !== undefined)
    return morePermissions(terms).length > 0 ? textElement("ccrel:morePermissions", `${page}#more`) : "";
  return terms.exceptions.byAgreement === "yes" ? textElement("ccrel:morePermissions", `${page}#contact`) : "";
}

/** Media RSS 1.5.1: an image with its credit, caption, owner, countries and own license. */
export const mediaContent = (image: ItemImage): string =>
  element(
    "media:content",
    {
      url: image.url,
      type: image.type,
      medium: "image",
      width: image.width,
      height: image.height,
      fileSize: image.bytes,
    },
    description(image) +
      textElement("media:credit", image.credit) +
      textElement("media:copyright", `© ${image.owner}`, { url: image.licence.url }) +
      countries(image.terms.grant) +
      imageLicence(image),
  );

/** Media RSS 1.5.1: the picture that readers show beside the headline. */
export const mediaThumbnail = ([lead]: readonly ItemImage[]): string =>
  lead === undefined ? "" : element("media:thumbnail", { url: lead.url, width: lead.width, height: lead.height });

/** A caption that contains tags, from before tags were refused, is marked as HTML: in plain text, readers would show the tags. */
function description({ caption, alt }: ItemImage): string {
  const text = caption ?? alt;
  return /<\/\w+>/.test(text)
    ? textElement("media:description", escapeXml(text), { type: "html" })
    : textElement("media:description", text, { type: "plain" });
}

/**
 * §media:restriction: the countries in which the image may be shown, if not all. The element can't name parts of a country, and
 * an image licensed for a part must not be shown in the whole country.
 */
function countries({ territories }: ItemImage["terms"]["grant"]): string {
  const whole = territories.filter((code) => !code.includes("-"));
  if (territories.length === 0) return "";
  return whole.length > 0
    ? textElement("media:restriction", whole.join(" ").toLowerCase(), { relationship: "allow", type: "country" })
    : textElement("media:restriction", "all", { relationship: "deny" });
}

/**
 * The license of an image. The Media RSS 1.5.1 element for it would make a feed invalid to the W3C's validator, which only
 * supports version 1.1.
 */
const imageLicence = ({ licence, terms }: ItemImage): string =>
  textElement("dcterms:license", licence.url) +
  textElement("cw:licence", licence.name, { href: licence.url, resyndication: terms.commercial.resyndication });
