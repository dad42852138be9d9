import { Feed as Builder } from "feed";
import { imageUrl } from "../../model/address.ts";
import { keysOf } from "../../model/get-own.ts";
import { CACHE } from "../../model/policy.ts";
import { creditedBody } from "../credit/html.ts";
import {
  ccRel,
  creativeCommons,
  dcterms,
  dublinCore,
  mediaContent,
  mediaThumbnail,
  NAMESPACES,
  namespaceAttributes,
  withdrawal,
} from "../rights/feed-elements.ts";
import { rslContent } from "../rights/rsl/rsl.ts";
import type { Site } from "../site.ts";
import type { Feed, Head } from "./channel.ts";
import type { Item } from "./item.ts";
import { type Notice, noticeText, noticeTitle, recallElement } from "./notice.ts";
import { Placeholders } from "./placeholders.ts";
import { shortText } from "./short-text.ts";
import { element, escapeXml, textElement } from "./xml.ts";

// RSS 2.0.11 (RSS Advisory Board), with the modules that `rights.ts` names. https://www.rssboard.org/rss-specification

/** Renders a feed as RSS 2.0. Notices come first, for importers that read only the first items. */
export function renderRss({ head, items, notices }: Feed, site: Site): string {
  const slots = new Placeholders();
  const { logo } = site.masthead.publication;
  const builder = new Builder({
    title: slots.instead(textElement("title", head.title)),
    description: slots.instead(textElement("description", head.description)),
    link: head.home,
    feedLinks: { rss: head.self },
    language: slots.text(head.language),
    // The only channel element that is ours alone; it is replaced with everything that `feed` can't express.
    copyright: slots.instead(channelEnd(head)),
    updated: new Date(head.updated),
    ttl: CACHE.feedMinutes,
    generator: "Commonwire",
    ...(logo ? { image: imageUrl(site.origin, logo) } : {}),
  });
  for (const notice of notices) builder.addItem(rssNotice(notice, site, slots));
  for (const item of items) builder.addItem(rssItem(item, site, slots));
  return slots.fill(withNamespaces(builder.rss2(), site.origin));
}

/** RFC 5005 §4, Appendix B: in RSS, its elements and links go into the channel. */
const channelEnd = ({ rights, updated, links, isArchive }: Head): string =>
  textElement("copyright", rights) +
  textElement("pubDate", new Date(updated).toUTCString()) +
  (isArchive ? element("fh:archive", {}) : "") +
  links.map(({ rel, href }) => element("atom:link", { rel, href })).join("");

/** The item of a story that is gone: the same guid, a later modification date, and none of the story's content. */
function rssNotice(notice: Notice, site: Site, slots: Placeholders) {
  const text = escapeXml(noticeText(notice, site));
  return {
    title: slots.instead(textElement("title", noticeTitle(notice, site))),
    id: notice.id,
    link: slots.text(notice.page),
    date: new Date(notice.published),
    description: slots.cdata(text),
    content: slots.cdata(`<p>${text}</p>`),
    extensions: [
      {
        name: "extensions",
        objects: {
          _text: slots.instead(textElement("atom:updated", notice.at) + withdrawal(notice) + recallElement(notice)),
        },
      },
    ],
  };
}

function rssItem(item: Item, site: Site, slots: Placeholders) {
  const [lead] = item.images;
  return {
    title: slots.instead(textElement("title", item.headline)),
    id: item.id,
    link: slots.text(item.link),
    date: new Date(item.published),
    // Readers treat `description` as HTML, so plain text is escaped for it.
    description: slots.cdata(escapeXml(shortText(item, site))),
    ...(item.body ? { content: slots.cdata(creditedBody({ ...item, body: item.body }, site)) } : {}),
    ...(lead ? { enclosure: { url: lead.url, type: lead.type, length: lead.bytes } } : {}),
    category: [item.section, ...item.topics].map(({ name }) => ({
      name: slots.instead(textElement("category", name)),
    })),
    extensions: [{ name: "extensions", objects: { _text: slots.instead(extensions(item)) } }],
  };
}

/** No `<author>`: it requires an e-mail address, and importers would store a name as one. `dc:creator` names the author. */
const extensions = (item: Item): string =>
  dublinCore(item) +
  textElement("atom:updated", item.modified) +
  dcterms(item) +
  creativeCommons(item) +
  ccRel(item) +
  rslContent(item) +
  item.images.map(mediaContent).join("") +
  mediaThumbnail(item.images);

/** The first tag of the document is the root element. */
const withNamespaces = (document: string, origin: string): string =>
  document.replace(/<rss [^>]*>/, () => `<rss version="2.0"${namespaceAttributes(keysOf(NAMESPACES), origin)}>`);
