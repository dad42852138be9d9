import { Feed as Builder } from "feed";
import { imageUrl } from "../../model/address.ts";
import { isSameLanguage } from "../../model/message-language.ts";
import { creditedBody } from "../credit/html.ts";
import { frameWords, storyWords } from "../messages/language.ts";
import type { Words } from "../messages/words.ts";
import {
  ccRel,
  dcterms,
  mediaContent,
  mediaThumbnail,
  NAMESPACES,
  namespaceAttributes,
  withdrawal,
} from "../rights/feed-elements.ts";
import type { Site } from "../site.ts";
import type { Feed } from "./channel.ts";
import type { Item, ItemImage, Label } from "./item.ts";
import { type Notice, noticeText, noticeTitle, recallElement } from "./notice.ts";
import { Placeholders } from "./placeholders.ts";
import { shortText } from "./short-text.ts";
import { element, escapeCdata, escapeXml, textElement } from "./xml.ts";

// RFC 4287, with license links (RFC 4946), tombstones (RFC 6721) and archives (RFC 5005).

/** Renders a feed as Atom 1.0. */
export function renderAtom(feed: Feed, site: Site): string {
  const slots = new Placeholders();
  const { head } = feed;
  const { logo } = site.masthead.publication;
  const builder = new Builder({
    id: head.id,
    title: slots.text(head.title),
    description: slots.text(head.description),
    link: head.home,
    feedLinks: { atom: head.self },
    // The only plain feed element that `feed` writes; it is replaced with everything that `feed` can't express.
    copyright: slots.instead(feedEnd(feed, site)),
    updated: new Date(head.updated),
    author: { name: slots.text(site.masthead.publication.name), link: head.home },
    generator: "Commonwire",
    ...(logo ? { image: imageUrl(site.origin, logo) } : {}),
  });
  for (const notice of feed.notices) builder.addItem(atomNotice(notice, site, slots));
  for (const item of feed.items) builder.addItem(atomEntry(item, site, slots));
  return slots.fill(withNamespaces(builder.atom1(), site));
}

function feedEnd({ head, notices }: Feed, site: Site): string {
  return (
    textElement("rights", head.rights, oursIn(site, frameWords(site))) +
    (head.isArchive ? element("fh:archive", {}) : "") +
    head.links.map(({ rel, href }) => element("link", { rel, href })).join("") +
    notices.map((notice) => tombstone(notice, site)).join("")
  );
}

/** RFC 6721 §3: which entry is gone, when, who removed it and why, with a link to its page. */
const tombstone = (notice: Notice, site: Site): string =>
  element(
    "at:deleted-entry",
    { ref: notice.id, when: wentAt(notice) },
    element("at:by", {}, textElement("name", site.masthead.publication.name)) +
      (notice.reason === undefined
        ? textElement("at:comment", noticeText(notice, site), oursIn(site, frameWords(site)))
        : textElement("at:comment", notice.reason)) +
      element("link", { rel: "related", href: notice.page }) +
      recallElement(notice),
  );

/** In the format that `feed` uses: tombstone and entry must have the same time (RFC 6721 §3), and some importers compare text. */
const wentAt = ({ at }: Notice): string => new Date(at).toISOString();

/** The entry beside the tombstone, for readers that don't support tombstones: the same id, updated when the story went. */
function atomNotice(notice: Notice, site: Site, slots: Placeholders) {
  const text = noticeText(notice, site);
  const language = oursIn(site, frameWords(site));
  return {
    title: slots.instead(textElement("title", noticeTitle(notice, site), language)),
    id: notice.id,
    link: slots.text(notice.page),
    date: new Date(notice.at),
    published: new Date(notice.published),
    author: [{ name: slots.text(site.masthead.publication.name) }],
    description: slots.instead(textElement("summary", text, language)),
    content: slots.instead(content(`<p>${escapeXml(text)}</p>`, language)),
    copyright: slots.instead(withdrawal(notice) + recallElement(notice)),
  };
}

function atomEntry(item: Item, site: Site, slots: Placeholders) {
  const language = languageIn(site, item.language);
  const names = item.authors.length > 0 ? item.authors : [{ name: item.byline, url: undefined }];
  return {
    // `feed` marks titles and summaries as HTML, which some readers ignore, so they are written as plain text.
    title: slots.instead(textElement("title", item.headline, language)),
    id: item.id,
    link: slots.text(item.link),
    date: new Date(item.modified),
    published: new Date(item.published),
    author: names.map(({ name, url }) => ({ name: slots.text(name), ...(url ? { link: slots.text(url) } : {}) })),
    description: slots.instead(
      textElement("summary", shortText(item, site), item.summary ? language : oursIn(site, storyWords(item, site))),
    ),
    ...(item.body
      ? { content: slots.instead(content(creditedBody({ ...item, body: item.body }, site), language)) }
      : {}),
    // The only plain entry element that `feed` writes; it is replaced with everything that `feed` can't express.
    copyright: slots.instead(extensions(item, site)),
  };
}

/** The `xml:lang` of an element, if it differs from the feed's. */
const languageIn = ({ masthead }: Site, language: string): Record<string, string> =>
  language === masthead.publication.language ? {} : { "xml:lang": language };

/** The same for the wire's own words, whose language has no region. */
const oursIn = ({ masthead }: Site, { language }: Words): Record<string, string> =>
  isSameLanguage(language, masthead.publication.language) ? {} : { "xml:lang": language };

const content = (html: string, language: Record<string, string>) =>
  element("content", { type: "html", ...language }, `<![CDATA[${escapeCdata(html)}]]>`);

/** The section and the topics. `feed` could write them, but it parses each scheme's URL again, and there are many. */
const categories = (item: Item, { origin }: Site): string =>
  category("section", item.section, origin) + item.topics.map((topic) => category("topic", topic, origin)).join("");

/** The term is the name, because importers show it; the scheme tells sections from topics. */
const category = (kind: string, { name }: Label, origin: string) =>
  element("category", { term: name, scheme: `${origin}/feeds#${kind}`, label: name });

/** The machine-readable terms have a different `rel` than the license link. */
const extensions = (item: Item, site: Site): string =>
  textElement("rights", item.rights) +
  categories(item, site) +
  licenceLink(item) +
  element("link", { rel: "describedby", type: "application/ld+json", href: item.policy }) +
  item.images.slice(0, 1).map(enclosure).join("") +
  dcterms(item) +
  ccRel(item) +
  item.images.map(mediaContent).join("") +
  mediaThumbnail(item.images);

/** RFC 4946 §2: one license link per entry, since several would offer a choice. §2.2: an unlicensed entry must say so. */
const licenceLink = ({ licence, terms }: Item): string =>
  terms.excluded
    ? element("link", { rel: "license", href: UNSPECIFIED })
    : element("link", { rel: "license", type: "text/html", title: licence.name, href: licence.url });

const UNSPECIFIED = "http://purl.org/atompub/license#unspecified";

const enclosure = ({ url, type, bytes }: ItemImage) =>
  element("link", { rel: "enclosure", type, length: bytes, href: url });

/** The first tag of the document is the root element. */
function withNamespaces(document: string, { origin, masthead }: Site): string {
  const others = namespaceAttributes(["dcterms", "media", "ccrel", "at", "fh"], origin);
  const language = escapeXml(masthead.publication.language);
  return document.replace(/<feed [^>]*>/, () => `<feed xmlns="${NAMESPACES.atom}"${others} xml:lang="${language}">`);
}
