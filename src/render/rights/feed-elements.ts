import type { Item, ItemImage } from "../feed/item.ts";
import type { Notice } from "../feed/notice.ts";
import { element, textElement } from "../feed/xml.ts";
import { RSL } from "./rsl/rsl.ts";

/** Namespaces of the elements below, by prefix. */
export const NAMESPACES = {
  atom: "http://www.w3.org/2005/Atom",
  content: "http://purl.org/rss/1.0/modules/content/",
  dc: "http://purl.org/dc/elements/1.1/",
  dcterms: "http://purl.org/dc/terms/",
  media: "http://search.yahoo.com/mrss/",
  creativeCommons: "http://backend.userland.com/creativeCommonsRssModule",
  cc: "http://creativecommons.org/ns#",
  fh: "http://purl.org/syndication/history/1.0",
  at: "http://purl.org/atompub/tombstones/1.0",
  rsl: RSL,
} as const;

/** Dublin Core terms (DCMI, 2020): licence, rights holder, date of change, and from when until when it may be used. */
export const dcterms = (item: Item): string =>
  textElement("dcterms:modified", item.modified) +
  textElement(
    "dcterms:valid",
    `start=${item.published};${item.expires ? ` end=${item.expires};` : ""} scheme=W3C-DTF`,
  ) +
  textElement("dcterms:rightsHolder", item.holder) +
  textElement("dcterms:accessRights", item.terms.statement) +
  textElement("dcterms:license", item.licence.url);

/**
 * The same of what was withdrawn: changed at the kill, and valid no longer. Newsroom systems and MSN take a story down
 * for an end that is past, Media RSS 1.5.1 §media:status for its state.
 */
export const withdrawal = ({ published, killed, reason }: Notice): string =>
  textElement("dcterms:modified", killed) +
  textElement("dcterms:valid", `start=${published}; end=${killed}; scheme=W3C-DTF`) +
  element("media:status", { state: "deleted", reason });

/** Dublin Core elements 1.1: one creator an author, by name only, and who publishes. */
export const dublinCore = (item: Item): string =>
  (item.authors.length > 0 ? item.authors.map(({ name }) => name) : [item.byline])
    .map((name) => textElement("dc:creator", name))
    .join("") +
  textElement("dc:publisher", item.publisher) +
  textElement("dc:rights", item.rights) +
  textElement("dc:language", item.language);

/** The RSS module of Creative Commons, which may point at any licence. */
export const creativeCommons = (item: Item): string => textElement("creativeCommons:license", item.licence.url);

/** ccREL (W3C Member Submission, 2008) as far as it is true of any licence: whom to credit, with which link, and who grants more. */
export const ccRel = ({ credit, link, licence, terms: { attribution, excluded } }: Item): string =>
  (attribution.byline === "no" || excluded ? "" : textElement("cc:attributionName", credit)) +
  (attribution.link === "no" || excluded ? "" : textElement("cc:attributionURL", link)) +
  textElement("cc:morePermissions", `${licence.terms}${excluded ? "" : "#contact"}`);

/** Media RSS 1.5.1: an image with credit, caption, owner and its own licence. */
export const mediaContent = ({
  url,
  type,
  width,
  height,
  bytes,
  alt,
  caption,
  credit,
  owner,
  licence,
  terms,
}: ItemImage): string =>
  element(
    "media:content",
    { url, type, medium: "image", width, height, fileSize: bytes },
    textElement("media:description", caption ?? alt, { type: "plain" }) +
      textElement("media:credit", credit) +
      textElement("media:copyright", `© ${owner}`, { url: licence.url }) +
      textElement("media:license", licence.name, { type: "text/html", href: licence.url }) +
      restrictions(terms),
  );

/** §media:restriction: whether it may be passed on, and in which countries it may be shown at all. */
const restrictions = ({ commercial, grant }: ItemImage["terms"]): string =>
  (commercial.resyndication === "allow"
    ? ""
    : element("media:restriction", { relationship: "deny", type: "sharing" })) +
  (grant.territories.length === 0
    ? ""
    : textElement("media:restriction", grant.territories.join(" ").toLowerCase(), {
        relationship: "allow",
        type: "country",
      }));
