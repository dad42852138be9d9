import { Feed as Builder } from "feed";
import { imageUrl } from "../../model/address.ts";
import { type Feed, feedHead } from "../channel.ts";
import { creditedBody } from "../credit/html.ts";
import type { Item } from "../item.ts";
import { ccRel, creativeCommons, dcterms, dublinCore, mediaContent, NAMESPACES } from "../rights.ts";
import { rslContent } from "../rsl/rsl.ts";
import type { Site } from "../site.ts";
import { Slots } from "../slots.ts";
import { escaped, textElement } from "../xml.ts";

// RSS 2.0.11 (RSS Advisory Board), with the modules that `rights.ts` names. https://www.rssboard.org/rss-specification

/** A channel as RSS 2.0. */
export function renderRss(feed: Feed, site: Site): string {
  const slots = new Slots();
  const head = feedHead(feed, site, "rss");
  const { logo } = site.masthead.publication;
  const builder = new Builder({
    title: slots.text(head.title),
    description: slots.text(head.description),
    link: head.home,
    feedLinks: { rss: head.self },
    language: slots.text(head.language),
    copyright: slots.text(head.rights),
    updated: new Date(head.updated),
    ttl: 15,
    generator: "Commonwire",
    ...(logo ? { image: imageUrl(site.origin, logo) } : {}),
  });
  for (const item of feed.items) builder.addItem(rssItem(item, site, slots));
  return slots.fill(withNamespaces(builder.rss2()));
}

function rssItem(item: Item, site: Site, slots: Slots) {
  const [lead] = item.images;
  return {
    title: slots.cdata(item.headline),
    id: item.id,
    link: slots.text(item.link),
    date: new Date(item.published),
    // `description` is HTML to every reader, so plain text is escaped for it.
    ...(item.summary ? { description: slots.cdata(escaped(item.summary)) } : {}),
    ...(item.body ? { content: slots.cdata(creditedBody({ ...item, body: item.body }, site)) } : {}),
    ...(lead ? { enclosure: { url: lead.url, type: lead.type, length: lead.bytes } } : {}),
    category: [item.section, ...item.topics].map(({ name }) => ({ name: slots.text(name) })),
    extensions: [{ name: "extensions", objects: { _text: slots.instead(extensions(item)) } }],
  };
}

/** No `<author>`: it takes an e-mail address, and importers store a name in it as one. `dc:creator` says it. */
const extensions = (item: Item): string =>
  dublinCore(item) +
  textElement("atom:updated", item.modified) +
  dcterms(item) +
  creativeCommons(item) +
  ccRel(item) +
  rslContent(item) +
  item.images.map(mediaContent).join("");

const ROOT = `<rss version="2.0"${Object.entries(NAMESPACES)
  .map(([prefix, uri]) => ` xmlns:${prefix}="${uri}"`)
  .join("")}>`;

/** The first tag of the document is the root's. */
const withNamespaces = (document: string): string => document.replace(/<rss [^>]*>/, ROOT);
