import { imageUrl } from "../../model/address.ts";
import { metadataOf } from "../api/article.ts";
import { withdrawalOf } from "../api/withdrawal.ts";
import { creditedBody } from "../credit/html.ts";
import type { Site } from "../site.ts";
import type { Feed, FeedLink } from "./channel.ts";
import type { Item } from "./item.ts";
import { type Notice, noticeText, noticeTitle } from "./notice.ts";
import { shortHtml, shortText } from "./short-text.ts";
import { escapeXml } from "./xml.ts";

// JSON Feed 1.1. https://www.jsonfeed.org/version/1.1/
// Doesn't use `feed`, which writes version 1.0.

/** Renders a feed as JSON Feed 1.1. Notices come first, as in RSS. */
export function renderJsonFeed({ head, items, notices }: Feed, site: Site): string {
  const { name, logo } = site.masthead.publication;
  const icon = logo && imageUrl(site.origin, logo);
  return JSON.stringify({
    version: "https://jsonfeed.org/version/1.1",
    title: head.title,
    home_page_url: head.home,
    // JSON Feed has no relative URLs, and documents never contain URLs with the key; a Link header points to the next page.
    ...(site.isKeyInPath ? {} : { feed_url: head.self, ...nextUrl(head.links) }),
    description: head.description,
    ...(icon ? { icon } : {}),
    authors: [{ name, url: head.home }],
    language: head.language,
    ...hubs(head.links),
    items: [...notices.map((notice) => jsonNotice(notice, site)), ...items.map((item) => jsonItem(item, site))],
  });
}

const hrefOf = (links: readonly FeedLink[], ...rels: FeedLink["rel"][]): string | undefined =>
  links.find(({ rel }) => rels.includes(rel))?.href;

/** `next_url` points to older items: the archive, or the next page of a list. */
function nextUrl(links: readonly FeedLink[]) {
  const href = hrefOf(links, "prev-archive", "next");
  return href === undefined ? {} : { next_url: href };
}

function hubs(links: readonly FeedLink[]) {
  const url = hrefOf(links, "hub");
  return url === undefined ? {} : { hubs: [{ type: "WebSub", url }] };
}

/** The item of a story that is gone: the same id, a later modification date, and none of the story's content. */
const jsonNotice = (notice: Notice, site: Site) => ({
  id: notice.id,
  url: notice.page,
  title: noticeTitle(notice, site),
  ...inBoth(noticeText(notice, site), `<p>${escapeXml(noticeText(notice, site))}</p>`),
  date_published: notice.published,
  date_modified: notice.at,
  _commonwire: withdrawalOf(notice, site),
});

const jsonItem = (item: Item, site: Site) => ({
  id: item.id,
  url: item.link,
  ...(item.canonical ? { external_url: item.canonical } : {}),
  title: item.headline,
  ...content(item, site),
  ...(item.summary ? { summary: item.summary } : {}),
  ...(item.images[0] ? { image: item.images[0].url } : {}),
  date_published: item.published,
  date_modified: item.modified,
  authors: item.authors.length > 0 ? item.authors.map(({ name, url }) => ({ name, url })) : [{ name: item.byline }],
  tags: [item.section, ...item.topics].map(({ name }) => name),
  language: item.language,
  _commonwire: metadataOf(item, site),
});

/** An item must have content: the text if it may be sent, otherwise a line in its place. */
const content = (item: Item, site: Site) =>
  item.body
    ? { content_html: creditedBody({ ...item, body: item.body }, site) }
    : inBoth(shortText(item, site), shortHtml(item, site));

/** As text and as HTML, because some readers show nothing if one of them is missing. */
const inBoth = (text: string, html: string) => ({ content_text: text, content_html: html });
