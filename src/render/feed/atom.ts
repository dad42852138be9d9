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

// RFC 4287, with licence links as RFC 4946 has them, tombstones as RFC 6721 and archives as RFC 5005.

/** A feed as Atom 1.0. */
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
    // The one plain element that `feed` writes for us: what it can't express goes in its stead.
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

/** RFC 6721 §3: which entry is gone, when, by whom and why; and its page. */
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

/** As `feed` writes times: tombstone and entry have to name the same one (RFC 6721 §3), and some importers compare the text. */
const wentAt = ({ at }: Notice): string => new Date(at).toISOString();

/** The entry that stands beside the tombstone, for readers that know none: the same id, changed when the story went. */
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
    // `feed` marks titles and summaries as HTML, and some readers never look at the mark: plain text says what it is.
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
    // The one place in an entry where `feed` writes a plain element: what it can't express goes in its stead.
    copyright: slots.instead(extensions(item, site)),
  };
}

/** The language of an element, where it isn't the feed's. */
const languageIn = ({ masthead }: Site, language: string): Record<string, string> =>
  language === masthead.publication.language ? {} : { "xml:lang": language };

/** The same of our own words, which keep a language and no region. */
const oursIn = ({ masthead }: Site, { language }: Words): Record<string, string> =>
  isSameLanguage(language, masthead.publication.language) ? {} : { "xml:lang": language };

const content = (html: string, language: Record<string, string>) =>
  element("content", { type: "html", ...language }, `<![CDATA[${escapeCdata(html)}]]>`);

/** Sections and topics: `feed` could write them, but reads each scheme's address anew, and there are many. */
const categories = (item: Item, { origin }: Site): string =>
  category("section", item.section, origin) + item.topics.map((topic) => category("topic", topic, origin)).join("");

/** By its name, which importers show; the scheme says of what kind it is. */
const category = (kind: string, { name }: Label, origin: string) =>
  element("category", { term: name, scheme: `${origin}/feeds#${kind}`, label: name });

/** The terms for software go by another name than the licence's link. */
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

/** RFC 4946 §2: exactly one licence link an entry, since several would offer a choice; §2.2: an entry without a licence says that it has none. */
const licenceLink = ({ licence, terms }: Item): string =>
  terms.excluded
    ? element("link", { rel: "license", href: UNSPECIFIED })
    : element("link", { rel: "license", type: "text/html", title: licence.name, href: licence.url });

const UNSPECIFIED = "http://purl.org/atompub/license#unspecified";

const enclosure = ({ url, type, bytes }: ItemImage) =>
  element("link", { rel: "enclosure", type, length: bytes, href: url });

/** The first tag of the document is the root's. */
function withNamespaces(document: string, { origin, masthead }: Site): string {
  const others = namespaceAttributes(["dcterms", "media", "ccrel", "at", "fh"], origin);
  const language = escapeXml(masthead.publication.language);
  return document.replace(/<feed [^>]*>/, () => `<feed xmlns="${NAMESPACES.atom}"${others} xml:lang="${language}">`);
}
