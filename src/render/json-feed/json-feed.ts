import { imageUrl } from "../../model/address.ts";
import { metadataOf } from "../api/article.ts";
import { type Feed, feedHead } from "../channel.ts";
import { creditedBody } from "../credit/html.ts";
import type { Item } from "../item.ts";
import type { Site } from "../site.ts";

// JSON Feed 1.1. https://www.jsonfeed.org/version/1.1/
// Not with `feed`, which writes version 1.0.

/** A channel as JSON Feed 1.1. */
export function renderJsonFeed(feed: Feed, site: Site): string {
  const head = feedHead(feed, site, "json");
  const { name, logo } = site.masthead.publication;
  const icon = logo && imageUrl(site.origin, logo);
  return JSON.stringify({
    version: "https://jsonfeed.org/version/1.1",
    title: head.title,
    home_page_url: head.home,
    feed_url: head.self,
    description: head.description,
    ...(icon ? { icon } : {}),
    authors: [{ name, url: head.home }],
    language: head.language,
    items: feed.items.map((item) => jsonItem(item, site)),
  });
}

const jsonItem = (item: Item, site: Site) => ({
  id: item.id,
  url: item.link,
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

/** An item must have content: the text where it may leave, the summary, or where the story is to be found. */
function content(item: Item, site: Site) {
  if (item.body) return { content_html: creditedBody({ ...item, body: item.body }, site) };
  return { content_text: item.summary ?? `${item.holder}: ${item.link}` };
}
